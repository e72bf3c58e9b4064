"""What can be set wrongly, said at the start rather than at the first message."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's word for it


def sms_can_be_sent(**_kwargs: Any) -> list[CheckMessage]:
    if settings.SMS_BACKEND not in {"console", "http", "aliyun"}:
        return [Error("LINGDANG_SMS_BACKEND must be console, http or aliyun.", id="people.E001")]
    if settings.SMS_BACKEND != "console" and not (settings.SMS_URL and settings.SMS_SECRET):
        hint = "Set LINGDANG_SMS_URL and LINGDANG_SMS_SECRET."
        return [Error("The SMS gateway is not named.", hint=hint, id="people.E002")]
    whole = settings.SMS_KEY and settings.SMS_SIGN and settings.SMS_CODE_TEMPLATE
    if settings.SMS_BACKEND == "aliyun" and not whole:
        hint = "Set LINGDANG_SMS_KEY, LINGDANG_SMS_SIGN and LINGDANG_SMS_CODE_TEMPLATE."
        return [Error("The SMS provider is not whole.", hint=hint, id="people.E003")]
    return []


def personal_data_have_their_own_key(**_kwargs: Any) -> list[CheckMessage]:
    """Without one, a new SECRET_KEY would make every name and number unreadable."""
    if settings.SECRET_KEY not in settings.PERSONAL_DATA_KEYS:
        return []
    hint = "Set LINGDANG_PERSONAL_DATA_KEY, and keep it apart from the database's backups."
    return [Warning("Personal data are sealed with SECRET_KEY.", hint=hint, id="people.W001")]

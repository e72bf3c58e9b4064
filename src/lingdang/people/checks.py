"""What can be set wrongly, said at the start rather than at the first message."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's word for it


def sms_can_be_sent(**_kwargs: Any) -> list[CheckMessage]:
    if settings.SMS_BACKEND not in {"console", "http"}:
        return [Error("LINGDANG_SMS_BACKEND must be console or http.", id="people.E001")]
    if settings.SMS_BACKEND == "http" and not (settings.SMS_URL and settings.SMS_SECRET):
        hint = "Set LINGDANG_SMS_URL and LINGDANG_SMS_SECRET."
        return [Error("The SMS gateway is not named.", hint=hint, id="people.E002")]
    return []


def personal_data_have_their_own_key(**_kwargs: Any) -> list[CheckMessage]:
    """Without one, a new SECRET_KEY would make every name and number unreadable."""
    if settings.SECRET_KEY not in settings.PERSONAL_DATA_KEYS:
        return []
    hint = "Set LINGDANG_PERSONAL_DATA_KEY, and keep it apart from the database's backups."
    return [Warning("Personal data are sealed with SECRET_KEY.", hint=hint, id="people.W001")]

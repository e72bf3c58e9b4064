"""Channels that are on and not whole, said at the start rather than at the first message."""

from typing import Any, cast

from django.conf import settings
from django.core.checks import CheckMessage, Error

from lingdang.messaging.channels.push import is_key
from lingdang.messaging.channels.wechat import FORMS
from lingdang.messaging.enums import Channel
from lingdang.messaging.queries.persons import usual_preference

_WANTED = {  # settings that a channel needs
    Channel.WECOM: ("WECOM_CORP", "WECOM_SECRET", "WECOM_AGENT"),
    Channel.DINGTALK: ("DINGTALK_KEY", "DINGTALK_SECRET", "DINGTALK_AGENT"),
    Channel.WECHAT: ("WECHAT_APP", "WECHAT_SECRET"),
    Channel.PUSH: ("PUSH_KEY",),
}


def channels_are_whole(**_kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for name in settings.MESSAGE_CHANNELS:
        if name not in Channel.values:
            known = ", ".join(Channel.values)
            hint = f"Known are {known}."
            found.append(Error(f"There is no channel “{name}”.", hint=hint, id="messaging.E001"))
        elif missing := _missing(Channel(name)):
            hint = f"Set {', '.join(missing)}."
            found.append(Error(f"The channel {name} is not whole.", hint=hint, id="messaging.E002"))
    return found


def _missing(channel: Channel) -> list[str]:
    missing = [
        f"LINGDANG_{name}" for name in _WANTED.get(channel, ()) if not getattr(settings, name)
    ]
    mailer = cast("dict[str, Any]", settings.MAILERS["default"])
    if channel == Channel.EMAIL and "OPTIONS" not in mailer:
        missing.append("LINGDANG_EMAIL_URL")
    if channel == Channel.WECHAT and settings.WECHAT_FORM not in FORMS:
        missing.append(f"LINGDANG_WECHAT_FORM to one of {', '.join(FORMS)}")
    if channel == Channel.PUSH and settings.PUSH_KEY and not is_key(settings.PUSH_KEY):
        missing.append("LINGDANG_PUSH_KEY to what “lingdang messaging push-key” prints")
    return missing


def wechat_pages_are_whole(**_kwargs: Any) -> list[CheckMessage]:
    missing = _missing(Channel.WECHAT)
    if not settings.WECHAT_PAGES or not missing:
        return []
    hint = f"Set {', '.join(missing)}."
    return [Error("Pages inside WeChat are on and not whole.", hint=hint, id="messaging.E006")]


def times_are_readable(**_kwargs: Any) -> list[CheckMessage]:
    try:
        usual_preference(0)
    except ValueError as wrong:
        hint = "Write LINGDANG_MESSAGE_QUIET_HOURS=22:00-07:00, LINGDANG_MESSAGE_DIGEST_AT=08:00."
        return [Error(f"Times of messages: {wrong}.", hint=hint, id="messaging.E003")]
    return []


def paces_are_numbers(**_kwargs: Any) -> list[CheckMessage]:
    limits = settings.MESSAGES_A_MINUTE_BY_CHANNEL
    known = set(Channel.values)
    if isinstance(limits, dict) and all(
        name in known and isinstance(most, int) and most > 0 for name, most in limits.items()
    ):
        return []
    hint = 'Write LINGDANG_MESSAGES_A_MINUTE={"sms": 200}.'
    return [Error("The pace of messages is not readable.", hint=hint, id="messaging.E004")]

"""The words of a message: by which way it goes out, how often, and how far it has come."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    WECHAT = "wechat", _("WeChat")
    PUSH = "push", _("Notification on a device")
    WECOM_ROBOT = "wecom_robot", _("WeCom group robot")
    DINGTALK_ROBOT = "dingtalk_robot", _("DingTalk group robot")


ROBOTS = frozenset({Channel.WECOM_ROBOT, Channel.DINGTALK_ROBOT})
PERSONAL = tuple(channel for channel in Channel if channel not in ROBOTS)
BY_ADDRESS = tuple(  # text messages go by telephone number, notifications to devices
    channel for channel in PERSONAL if channel not in {Channel.SMS, Channel.PUSH}
)
BY_TEMPLATE = (Channel.SMS, Channel.WECHAT)  # whose providers want words they have approved


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", pgettext_lazy("how often messages go out", "At once")
    HOURLY = "hourly", pgettext_lazy("how often messages go out", "Gathered, every hour")
    DAILY = "daily", pgettext_lazy("how often messages go out", "Gathered, once a day")
    WEEKLY = "weekly", pgettext_lazy("how often messages go out", "Gathered, once a week")


class Sending(models.TextChoices):
    """How far an outgoing message has come."""

    WAITING = "waiting", pgettext_lazy("state of an outgoing message", "Waiting")
    GATHERED = "gathered", pgettext_lazy("state of an outgoing message", "Waits for the digest")
    TAKEN = "taken", pgettext_lazy("state of an outgoing message", "Being sent")
    SENT = "sent", pgettext_lazy("state of an outgoing message", "Sent")
    DIGESTED = "digested", pgettext_lazy("state of an outgoing message", "Sent in a digest")
    FAILED = "failed", pgettext_lazy("state of an outgoing message", "Failed")
    DROPPED = "dropped", pgettext_lazy("state of an outgoing message", "No longer wanted")


STILL_TO_GO = frozenset({Sending.WAITING, Sending.GATHERED})
OVER = frozenset({Sending.SENT, Sending.DIGESTED, Sending.FAILED, Sending.DROPPED})


class Ending(StrEnum):
    """Why a device gets no notifications any more."""

    TURNED_OFF = "turned_off"
    SIGNED_OUT = "signed_out"
    MOVED = "moved"  # somebody else subscribes with the same browser
    REPLACED = "replaced"  # by newer ones: a person has so many and no more
    GONE = "gone"  # its push service says that there is no such device any more
    CLOSED = "closed"  # with the account


MANAGE = "messaging.manage"  # the name of a duty

"""The ways out of the product, each a small client of its own."""

from collections.abc import Mapping

from lingdang.messaging.channels import dingtalk, email, push, sms, wechat, wecom
from lingdang.messaging.channels.letters import Client, Letter
from lingdang.messaging.enums import Channel

CLIENTS: Mapping[str, Client] = {
    Channel.EMAIL: email.send,
    Channel.SMS: sms.send,
    Channel.WECOM: wecom.send,
    Channel.DINGTALK: dingtalk.send,
    Channel.WECHAT: wechat.send,
    Channel.PUSH: push.send,
    Channel.WECOM_ROBOT: wecom.send_to_group,
    Channel.DINGTALK_ROBOT: dingtalk.send_to_group,
}

__all__ = ["CLIENTS", "Client", "Letter"]

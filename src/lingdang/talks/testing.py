"""Builders for the tests of other rooms."""

from typing import Any

from lingdang.kernel.actor import Actor
from lingdang.talks.models import StandardReply
from lingdang.talks.services import set_standard_reply

LIBRARIAN = Actor.process("replies", "talks.manage_replies")


def a_standard_reply(
    title: str = "已处理", text: str = "您反映的{number}已处理。", **more: Any
) -> StandardReply:
    return set_standard_reply(title=title, text=text, by=LIBRARIAN, **more)

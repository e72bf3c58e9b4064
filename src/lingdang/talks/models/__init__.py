from lingdang.talks.models.remark import Mention, Remark, RemarkQuerySet
from lingdang.talks.models.texts import ReplyRule, StandardReply, Waiting

__all__ = ["Mention", "Remark", "RemarkQuerySet", "ReplyRule", "StandardReply", "Waiting"]

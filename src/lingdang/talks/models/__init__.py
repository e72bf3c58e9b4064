from lingdang.talks.models.remark import Mention, Remark, RemarkQuerySet
from lingdang.talks.models.texts import AnswerRule, StandardReply

__all__ = ["AnswerRule", "Mention", "Remark", "RemarkQuerySet", "StandardReply"]

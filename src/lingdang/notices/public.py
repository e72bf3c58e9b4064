"""The door to notices: written, published, read by everybody, told to followers."""

from lingdang.notices.enums import PUBLISH, STEPS, State, Step
from lingdang.notices.models import LONGEST_TEXT, LONGEST_TITLE, Notice, NoticeQuerySet
from lingdang.notices.policies import may_publish
from lingdang.notices.queries import (
    matching,
    may_read_photo,
    notice_for,
    notices_for,
    shown,
    shown_in,
    shown_notice,
    versions_of,
)
from lingdang.notices.services.writing import (
    Words,
    publish_notice,
    rewrite_notice,
    withdraw_notice,
    write_notice,
)

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "PUBLISH",
    "STEPS",
    "Notice",
    "NoticeQuerySet",
    "State",
    "Step",
    "Words",
    "matching",
    "may_publish",
    "may_read_photo",
    "notice_for",
    "notices_for",
    "publish_notice",
    "rewrite_notice",
    "shown",
    "shown_in",
    "shown_notice",
    "versions_of",
    "withdraw_notice",
    "write_notice",
]

"""Every way to read cases. Returns querysets or values; changes nothing."""

from lingdang.cases.queries.contacts import Contact, contact_of
from lingdang.cases.queries.exports import export_cases
from lingdang.cases.queries.lists import (
    case_by_number,
    case_for,
    case_for_follow,
    cases_for,
    follower,
    in_bbox,
    lock_case,
    may_refile,
    public_cases,
    reported_by,
    sees_inside,
    steps_for,
    without_owner,
)
from lingdang.cases.queries.paging import Page, count_up_to, keyset_page
from lingdang.cases.queries.search import phone_cases, search
from lingdang.cases.queries.suspensions import may_resume, suspension_of
from lingdang.cases.queries.tallies import Tally, tally
from lingdang.cases.queries.telling import Names, tells
from lingdang.cases.queries.timeline import Entry, timeline, title_of

__all__ = [
    "Contact",
    "Entry",
    "Names",
    "Page",
    "Tally",
    "case_by_number",
    "case_for",
    "case_for_follow",
    "cases_for",
    "contact_of",
    "count_up_to",
    "export_cases",
    "follower",
    "in_bbox",
    "keyset_page",
    "lock_case",
    "may_refile",
    "may_resume",
    "phone_cases",
    "public_cases",
    "reported_by",
    "search",
    "sees_inside",
    "steps_for",
    "suspension_of",
    "tally",
    "tells",
    "timeline",
    "title_of",
    "without_owner",
]

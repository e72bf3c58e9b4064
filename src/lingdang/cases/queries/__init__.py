"""Every way to read cases. Returns querysets or values; changes nothing."""

from lingdang.cases.queries.audiences import in_hand, reporters_of, who_may_see
from lingdang.cases.queries.contacts import Contact, contact_of, own_contact
from lingdang.cases.queries.exports import export_cases
from lingdang.cases.queries.kin import (
    Kin,
    Progress,
    kin_subjects,
    links_of,
    may_lead,
    may_read,
    parts_of,
    photos_read_with,
    progress_of,
    reporter_steps,
    reports_of,
)
from lingdang.cases.queries.limits import LimitDate, limit_dates
from lingdang.cases.queries.lists import (
    case_by_number,
    case_for,
    case_for_follow,
    cases_for,
    follower,
    imported_cases,
    in_bbox,
    is_reporter,
    leading_for,
    lock_case,
    may_link,
    may_refile,
    public_cases,
    reported_by,
    sees_inside,
    steps_for,
    without_owner,
)
from lingdang.cases.queries.nearby import (
    NEARBY_DAYS,
    NEARBY_METRES,
    Nearby,
    nearby_public,
    one_public,
    public_place,
)
from lingdang.cases.queries.paging import Page, count_up_to, keyset_page
from lingdang.cases.queries.repeats import Earlier, earlier_same, that_may_repeat
from lingdang.cases.queries.search import phone_cases, search
from lingdang.cases.queries.suspensions import may_resume, suspension_of
from lingdang.cases.queries.tallies import Tally, tally
from lingdang.cases.queries.telling import Names, tells
from lingdang.cases.queries.timeline import Entry, timeline, title_of
from lingdang.cases.queries.waiting import due_from

__all__ = [
    "NEARBY_DAYS",
    "NEARBY_METRES",
    "Contact",
    "Earlier",
    "Entry",
    "Kin",
    "LimitDate",
    "Names",
    "Nearby",
    "Page",
    "Progress",
    "Tally",
    "case_by_number",
    "case_for",
    "case_for_follow",
    "cases_for",
    "contact_of",
    "count_up_to",
    "due_from",
    "earlier_same",
    "export_cases",
    "follower",
    "imported_cases",
    "in_bbox",
    "in_hand",
    "is_reporter",
    "keyset_page",
    "kin_subjects",
    "leading_for",
    "limit_dates",
    "links_of",
    "lock_case",
    "may_lead",
    "may_link",
    "may_read",
    "may_refile",
    "may_resume",
    "nearby_public",
    "one_public",
    "own_contact",
    "parts_of",
    "phone_cases",
    "photos_read_with",
    "progress_of",
    "public_cases",
    "public_place",
    "reported_by",
    "reporter_steps",
    "reporters_of",
    "reports_of",
    "search",
    "sees_inside",
    "steps_for",
    "suspension_of",
    "tally",
    "tells",
    "that_may_repeat",
    "timeline",
    "title_of",
    "who_may_see",
    "without_owner",
]

"""A resident's own matters: by the account, or by the follow tokens this browser keeps."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lingdang.calls.public import ring
from lingdang.cases.public import (
    Case,
    Entry,
    Report,
    Reported,
    Source,
    case_by_number,
    case_for_follow,
    follower,
    keyset_page,
    report_case,
    reported_by,
    timeline,
)
from lingdang.dossiers.public import start_errand
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import states
from lingdang.faces.resident.following import followed, remember
from lingdang.faces.resident.neighbourhoods import spoken
from lingdang.faces.resident.strangers import sender
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.places.public import tree

_NUMBER = re.compile(r"\d{8}-\d{6,18}")
_PAGE = 20
_OF_OTHERS = {"case_received", "case_called_back", "case_answered", "case_took_in", "case_let_go"}


@dataclass(frozen=True, slots=True)
class Matter:
    """A case as its reporter holds it: by which key, and as whom they act on it."""

    key: str
    case: Case
    actor: Actor

    @property
    def leading(self) -> Case:
        """The case that it goes on in: what others reported as well is one matter."""
        return self.case.leading

    @property
    def state(self) -> str:
        return states.words(self.leading.state)

    @property
    def story(self) -> list[Entry]:
        """What happened, newest first; what others said of the same matter is theirs."""
        told = timeline(self.case)
        if self.leading is not self.case:
            told += [entry for entry in timeline(self.leading) if entry.event not in _OF_OTHERS]
        return sorted(told, key=lambda entry: entry.at, reverse=True)

    @property
    def words(self) -> str:
        if self.case.description:
            return self.case.description
        rang = self.case.source == Source.BELL
        return _("The bell was rung") if rang else _("Photographs without words")

    @property
    def place(self) -> str:
        places = tree()
        if self.case.place_id not in places:
            return ""
        return spoken(places.path_names(self.case.place_id))


def held(request: ActorRequest, key: str) -> Matter:
    """Find by number what the signed-in person reported, by token what its holder follows."""
    if not _NUMBER.fullmatch(key):
        case = case_for_follow(key)
        return Matter(key, case, follower(case))
    case = case_by_number(request.actor, key)
    if case.reporter_id is None or case.reporter_id != request.actor.person_id:
        raise NotFound  # staff read other people's matters at the desk
    return Matter(key, case, request.actor)


def send(request: ActorRequest, report: Report) -> str:
    """Put a report on record; returns the key by which its reporter holds it."""
    return _held_by(request, report_case(report=report, by=sender(request)))


def send_bell(request: ActorRequest, report: Report) -> str:
    """Ring; pressed again while it rings there, it leads to the call that runs."""
    rang = ring(report=report, by=sender(request))
    known = followed(request).get(rang.call.case_id)
    return known or _held_by(request, rang.reported)


def send_errand(request: ActorRequest, report: Report, service: str) -> str:
    """Ask for an errand; returns the key by which whoever asked holds it."""
    return _held_by(request, start_errand(report=report, service=service, by=sender(request)))


def _held_by(request: ActorRequest, reported: Reported) -> str:
    if reported.follow_token is None:
        return reported.case.number
    remember(request, reported.case.pk, reported.follow_token)
    return reported.follow_token


def page_of_mine(request: ActorRequest, after: str) -> tuple[list[Matter], str | None]:
    """What the account reported, page by page; before it, what this browser follows."""
    page = keyset_page(reported_by(request.actor), after or None, _PAGE)
    mine = [Matter(case.number, case, request.actor) for case in page.rows]
    return (mine if after else _followed(request) + mine), page.after


def latest(request: ActorRequest) -> Matter | None:
    return next(iter(page_of_mine(request, "")[0]), None)


def _followed(request: ActorRequest) -> list[Matter]:
    """Tokens were checked when they came into the session: one statement finds their cases."""
    tokens = followed(request)
    cases = (
        Case.objects.told_to_reporter()
        .filter(pk__in=tokens)
        .select_related("merged_into")
        .listed()
        .order_by("-received_at")
    )
    return [Matter(tokens[case.pk], case, follower(case)) for case in cases]

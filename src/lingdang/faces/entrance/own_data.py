"""What the product knows of whoever asks: to read, to take along, to have erased."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from lingdang.cases.public import Case, claim_cases, own_contact, reported_by, timeline
from lingdang.evidence.public import PhotoCard, photos_of
from lingdang.faces.entrance.photos import signed_url
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.messaging.public import inbox_for, shown
from lingdang.people.public import Home, Person, erase_person, followed_by, home_of
from lingdang.places.public import tree
from lingdang.suggestions.public import joined_by
from lingdang.talks.public import Said, conversation

type Document = dict[str, Any]


def own_data(request: HttpRequest, actor: Actor) -> Document:
    """Everything, unmasked; photographs by addresses that open for six hours."""
    if actor.person_id is None:
        raise NotAllowed
    person = Person.objects.get(pk=actor.person_id)
    told = shown(inbox_for(actor))
    return {
        "account": {"name": person.name, "phone": person.phone, "since": person.created_at},
        "home": _home(home_of(actor)),
        "follows": [_place(place_id) for place_id in followed_by(actor)],
        "matters": [_matter(request, actor, case) for case in reported_by(actor)],
        "met_too": [case.number for case in joined_by(actor)],
        "messages": [{"at": one.at, "title": one.title, "text": one.text} for one in told],
    }


def _home(home: Home | None) -> Document | None:
    if home is None:
        return None
    return {
        "place": _place(home.place_id),
        "name": home.name,
        "door": home.door,
        "size": home.size,
        "needs": [str(need.label) for need in home.needs],
        "since": home.since,
        "agreed_at": home.agreed_at,
    }


def _matter(request: HttpRequest, actor: Actor, case: Case) -> Document:
    contact = own_contact(actor, case)
    photos = photos_of(case.subject)
    return {
        "number": case.number,
        "state": case.state,
        "description": case.description,
        "place": _place(case.place_id),
        "address": case.address,
        "lng": case.lng,
        "lat": case.lat,
        "contact": {"name": contact.name, "phone": contact.phone},
        "received_at": case.received_at,
        "closed_at": case.closed_at,
        "outcome": case.outcome,
        "settled": case.settled,
        "rating": case.rating,
        "photos": [_address(request, photo) for photo in photos],
        "timeline": [
            {"at": entry.at, "title": entry.title, "who": entry.who, "note": entry.note}
            for entry in timeline(case, photos)
        ],
        "said": [_said(request, one) for one in conversation(actor, case)],
    }


def _said(request: HttpRequest, said: Said) -> Document:
    return {
        "at": said.at,
        "kind": said.kind.value,
        "text": said.text,
        "photos": [_address(request, photo) for photo in said.photos],
    }


def _address(request: HttpRequest, photo: PhotoCard) -> str:
    return request.build_absolute_uri(signed_url(photo.public_id, "display"))


def _place(place_id: int) -> str:
    places = tree()
    return "".join(places.path_names(place_id)) if place_id in places else ""


@transaction.atomic
def erase_own_data(actor: Actor) -> None:
    """Take over what was reported by one's number first, so that nothing of it stays."""
    if actor.person_id is None:
        raise NotAllowed
    claim_cases(by=actor)
    erase_person(person_id=actor.person_id, by=actor)

"""What was said in a matter, as its reporter reads it, and what they may say."""

from dataclasses import dataclass
from uuid import UUID

from lingdang.faces.entrance.photos import signed_url
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import uploads
from lingdang.faces.resident.forms import SayForm
from lingdang.faces.resident.matters import Matter
from lingdang.faces.resident.strangers import sender
from lingdang.talks.public import Said, add_to_report, conversation


@dataclass(frozen=True, slots=True)
class Talk:
    said: list[tuple[Said, list[dict[str, str]]]]  # each with the addresses of its photographs
    question: Said | None
    may_add: bool
    form: SayForm


def talk_of(matter: Matter, form: SayForm | None = None) -> Talk:
    """What this reporter may read, oldest first."""
    told = conversation(matter.actor, matter.case)
    question = next((said for said in told if said.is_open), None)
    shown = [(said, [_addresses(photo.public_id) for photo in said.photos]) for said in told]
    return Talk(shown, question, matter.leading.is_open, form or SayForm())


def _addresses(public_id: UUID) -> dict[str, str]:
    return {"url": signed_url(public_id, "display"), "thumb": signed_url(public_id, "thumb")}


def say(request: ActorRequest, matter: Matter, form: SayForm) -> None:
    """Send an answer, or an addition, with its photographs."""
    given = form.cleaned_data
    photos = [
        uploads.keep(request, file, key=f"{given['key']}:{number}").photo_id
        for number, file in enumerate(given["photos"])
    ]
    add_to_report(
        case_id=matter.case.pk,
        text=given["text"],
        photo_ids=photos,
        by=matter.actor,
        sent_by=sender(request),
        key=given["key"],
    )

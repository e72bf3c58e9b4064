"""Create an update: what a reporter adds to a request, or answers when something is asked.

The status that is sent along changes nothing: how far a matter is, the district says.
"""

from uuid import UUID, uuid5

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lingdang.cases.public import Case
from lingdang.faces.api.open311.errors import Refused
from lingdang.faces.api.open311.posting import is_url, photos_sent
from lingdang.faces.api.open311.resources import actor_of
from lingdang.faces.api.open311.wire import Value
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.talks.public import Remark, add_to_report

_UPDATES = UUID("8f6c3b1e-4f0b-4c9e-9a54-6a3c2d1f7b60")  # under which their ids become keys
_LONGEST_ID = 200


def add(request: HttpRequest) -> list[Value]:
    by = actor_of(request)
    form = {name: str(value).replace("\0", "").strip() for name, value in request.POST.items()}
    urls = [url for url in request.POST.getlist("media_url") if url]
    _require_whole(form, urls)
    remark = add_to_report(
        case_id=_case_id(form["service_request_id"]),
        text="\n".join([form["description"], *urls]),
        photo_ids=photos_sent(request, by),
        by=by,
        key=_key(by, form),
    )
    return [{"update_id": _update_id(remark), "account_id": None}]


def _require_whole(form: dict[str, str], urls: list[str]) -> None:
    missing = [name for name in ("service_request_id", "description") if not form.get(name)]
    sentence = _("The %(name)s is required.")
    faults = [sentence % {"name": name} for name in missing]
    if not all(map(is_url, urls)):
        faults.append(_("The media_url must be an http or https address."))
    if len(form.get("update_id", "")) > _LONGEST_ID:
        values = {"name": "update_id", "count": _LONGEST_ID}
        faults.append(_("%(name)s may have at most %(count)s characters.") % values)
    if faults:
        raise Refused(400, *faults)


def _case_id(number: str) -> int:
    case = Case.objects.numbered(number).first()
    if case is None or case.number != number:
        raise NotFound
    return case.pk


def _key(by: Actor, form: dict[str, str]) -> UUID | None:
    """The same update of the same sender is the same thing, however often it is sent."""
    if not form.get("update_id"):
        return None
    return uuid5(_UPDATES, f"{by.person_id}:{form['update_id']}")


def _update_id(remark: Remark) -> str:
    """Told apart from the updates that are read, whose ids are those of facts."""
    return f"remark-{remark.pk}"

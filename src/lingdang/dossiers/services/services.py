"""The catalogue of services: what is done for people, and which papers that takes."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.dossiers.facts import ServiceSet
from lingdang.dossiers.models import Service
from lingdang.dossiers.policies import require_services
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text

_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LONGEST, _LONGEST_WORDS, _MOST_PAPERS, _MOST_DAYS = 80, 200, 20, 366


@transaction.atomic
def set_service(
    *,
    code: str,
    name: str,
    papers: Sequence[str],
    days: int,
    by: Actor,
    for_whom: str = "",
    in_use: bool = True,
) -> Service | None:
    """Add a service or change the one of that code; none when it says the same already."""
    require_services(by)
    if not _CODE.fullmatch(code):
        raise Incomplete({"code": _("A code is made of small letters, figures and -.")})
    if len(papers) > _MOST_PAPERS or len(set(papers)) < len(papers):
        raise Incomplete({"papers": _("At most twenty papers, each once.")})
    if not 1 <= days <= _MOST_DAYS:
        raise Incomplete({"days": _("Between 1 and 366 days.")})
    said = {
        "name": required_text("name", name, _LONGEST),
        "for_whom": optional_text("for_whom", for_whom, _LONGEST_WORDS),
        "papers": [required_text("papers", paper, _LONGEST) for paper in papers],
        "days": days,
        "in_use": in_use,
    }
    if Service.objects.filter(pk=code, **said).exists():
        return None
    service, _added = Service.objects.update_or_create(code=code, defaults=said)
    record(ServiceSet(code=service.code, called=service.name), by=by)
    return service

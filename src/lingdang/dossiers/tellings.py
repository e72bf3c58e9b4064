"""How the facts of this room read on the timeline of a case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Names, tells
from lingdang.dossiers.enums import Kind
from lingdang.dossiers.facts import DossierKept


def _note(data: Mapping[str, Any], _names: Names) -> str:
    return " · ".join(part for part in (str(Kind(data["kind"]).label), data["note"]) if part)


tells(DossierKept, _("Entered into the dossier"), _note)

"""The door to dossiers: what a procedure keeps beside the case: papers, legal steps, sessions.

More than 20 names: entering and reading a dossier, the catalogue of services, the care register.
"""

from lingdang.dossiers.asks import Ask, asked_for, asked_service
from lingdang.dossiers.enums import CareCategory, Holds, Kind
from lingdang.dossiers.imports import import_care, import_entries, import_services
from lingdang.dossiers.models import CareEntry, CareQuerySet, CareVisit, Errand, Service
from lingdang.dossiers.policies import may_manage
from lingdang.dossiers.queries.care import (
    CareCount,
    Cared,
    called,
    care_counts,
    care_for,
    entry_for,
    helpers_for,
    masked,
    visits_of,
)
from lingdang.dossiers.queries.dossier import (
    Missing,
    Row,
    Section,
    enterable,
    errand_of,
    missing_of,
    sections_of,
)
from lingdang.dossiers.queries.services import service_by_code, services_called, services_in_use
from lingdang.dossiers.queries.totals import (
    MonthTotal,
    Standing,
    removals_by_month,
    settled_unanswered,
    standings_for,
    unanswered,
)
from lingdang.dossiers.services.care import (
    change_care,
    end_care,
    enter_care,
    unmask_care,
    visit,
)
from lingdang.dossiers.services.keeping import keep, start_errand, unmask_party
from lingdang.dossiers.services.services import set_service

__all__ = [
    "Ask",
    "CareCategory",
    "CareCount",
    "CareEntry",
    "CareQuerySet",
    "CareVisit",
    "Cared",
    "Errand",
    "Holds",
    "Kind",
    "Missing",
    "MonthTotal",
    "Row",
    "Section",
    "Service",
    "Standing",
    "asked_for",
    "asked_service",
    "called",
    "care_counts",
    "care_for",
    "change_care",
    "end_care",
    "enter_care",
    "enterable",
    "entry_for",
    "errand_of",
    "helpers_for",
    "import_care",
    "import_entries",
    "import_services",
    "keep",
    "masked",
    "may_manage",
    "missing_of",
    "removals_by_month",
    "sections_of",
    "service_by_code",
    "services_called",
    "services_in_use",
    "set_service",
    "settled_unanswered",
    "standings_for",
    "start_errand",
    "unanswered",
    "unmask_care",
    "unmask_party",
    "visit",
    "visits_of",
]

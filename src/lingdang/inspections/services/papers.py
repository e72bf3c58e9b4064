"""What the document of a circular shows besides its words."""

from io import BytesIO

from lingdang.evidence.public import PhotoCard, photos_of_many
from lingdang.inspections.models import Circular
from lingdang.inspections.papers import circular_paper
from lingdang.inspections.queries.findings import bad_findings_for
from lingdang.inspections.services.circulars import figures_of
from lingdang.kernel.actor import Actor

_MOST_PICTURED = 6


def paper_of(circular: Circular, actor: Actor) -> BytesIO:
    """Figures as published, of a draft as they are now; photographs of what its reader sees."""
    organisers = [unit.name for unit in circular.round.organisers.order_by("code")]
    figures = circular.figures or figures_of(circular.round, actor)
    return circular_paper(circular, figures, organisers, _pictured(circular, actor))


def _pictured(circular: Circular, actor: Actor) -> list[tuple[str, list[PhotoCard]]]:
    bad = bad_findings_for(actor).filter(round=circular.round).select_related("point", "item")
    found = list(bad.order_by("pk"))
    subjects = [f"case:{it.case_id}" if it.case_id else it.subject for it in found]
    photos = photos_of_many(subjects)
    pictured = [
        (f"{it.point.label}:{it.item.text}", photos[subject][:2])
        for it, subject in zip(found, subjects, strict=True)
        if subject in photos
    ]
    return pictured[:_MOST_PICTURED]

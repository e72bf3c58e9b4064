"""Editions, their standards, the codes of before, the classes of places: for lists and pages.

Nothing here is secret: whoever is in office reads it. Drafts are for whoever manages them.
"""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.standards.models import (
    Category,
    Edition,
    Limit,
    OldCode,
    PlaceClass,
    Standard,
    StreetClass,
)
from lingdang.standards.policies import may_manage


def editions_for(actor: Actor) -> QuerySet[Edition]:
    """Newest first, drafts before all, with how many standards each has."""
    found = Edition.objects.select_related("scheme").annotate(counted=Count("standards"))
    if not may_manage(actor):
        found = found.published()
    return found.order_by("-valid", "-pk")


def edition_for(actor: Actor, edition_id: int) -> Edition:
    edition = editions_for(actor).filter(pk=edition_id).first()
    if edition is None:
        raise NotFound
    return edition


def edition_named(name: str) -> Edition:
    edition = Edition.objects.filter(name=name).first()
    if edition is None:
        raise NotFound
    return edition


def standards_for(actor: Actor) -> QuerySet[Standard]:
    """With what a row shows: category, edition, limits."""
    limits = Limit.objects.select_related("street_class").order_by("pk")
    found = Standard.objects.select_related("category", "edition__scheme", "unit").prefetch_related(
        Prefetch("limits", limits)
    )
    return found if may_manage(actor) else found.filter(edition__valid__isnull=False)


def standard_for(actor: Actor, standard_id: int) -> Standard:
    standard = standards_for(actor).filter(pk=standard_id).first()
    if standard is None:
        raise NotFound
    return standard


def search_standards(standards: QuerySet[Standard], text: str) -> QuerySet[Standard]:
    words = text.strip().replace("\0", "")
    if not words:
        return standards
    return standards.filter(
        Q(condition__contains=words)
        | Q(closing__contains=words)
        | Q(responsible__contains=words)
        | Q(category__name__contains=words)
        | Q(category__code__startswith=words)
    )


def majors() -> list[Category]:
    """The major classes of the standard: what codes inside them begin with."""
    return list(
        Category.objects.filter(code__regex=r"^B?[0-9]{2}$", parent=None).order_by("kind", "code")
    )


def old_codes() -> QuerySet[OldCode]:
    return OldCode.objects.select_related("category").order_by("kind", "code")


def old_codes_of(category: Category) -> list[OldCode]:
    return list(OldCode.objects.filter(category=category).order_by("code"))


def street_classes() -> list[StreetClass]:
    return list(StreetClass.objects.select_related("scheme").order_by("scheme", "rank"))


def place_classes(day: date) -> QuerySet[PlaceClass]:
    found = PlaceClass.objects.select_related("street_class__scheme")
    return found.filter(valid__contains=day)


def classes_of(place_id: int) -> list[PlaceClass]:
    """The classes that a place itself had and has, newest first."""
    found = PlaceClass.objects.filter(place=place_id).select_related("street_class__scheme")
    return list(found.order_by("-valid"))

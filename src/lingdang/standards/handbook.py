"""All standards that cases were ever filed under, and the classes of places, in memory."""

from collections.abc import Iterable, Sequence
from datetime import date

from lingdang.kernel.errors import NotFound
from lingdang.standards.models import Edition, Limit, PlaceClass, Standard, StreetClass


class Handbook:
    """Look-ups are dictionary reads. What is not in force on a day is not offered for that day."""

    def __init__(
        self,
        editions: Sequence[Edition],
        standards: Iterable[Standard],
        classes: Iterable[PlaceClass],
    ) -> None:
        self._editions = editions
        self._standards = {standard.pk: standard for standard in standards}
        self._of: dict[tuple[int, str], list[Standard]] = {}
        for standard in self._standards.values():
            self._of.setdefault((standard.edition_id, standard.category_id), []).append(standard)
        self._classes: dict[int, list[PlaceClass]] = {}
        for each in classes:
            self._classes.setdefault(each.place_id, []).append(each)

    def __contains__(self, standard_id: int) -> bool:
        return standard_id in self._standards

    def edition_on(self, day: date) -> Edition | None:
        return next((one for one in self._editions if one.valid and day in one.valid), None)

    def standards(self, category_code: str | None, day: date) -> list[Standard]:
        """The conditions under which a case of a category was filed on a day, by number."""
        edition = self.edition_on(day)
        return self._of.get((edition.pk, category_code), []) if edition and category_code else []

    def standard(self, standard_id: int) -> Standard:
        try:
            return self._standards[standard_id]
        except KeyError:
            raise NotFound from None

    def class_of(self, path: str, scheme: str | None, day: date) -> StreetClass | None:
        """The class of a place, or of the nearest that it lies in and that has one."""
        return self.classes(path, day).get(scheme)

    def classes(self, path: str, day: date) -> dict[str | None, StreetClass]:
        """What a place counts as, by scheme."""
        found: dict[str | None, StreetClass] = {}
        for place_id in reversed(path.strip("/").split("/")):
            for each in self._classes.get(int(place_id), []):
                if day in each.valid:
                    found.setdefault(each.street_class.scheme_id, each.street_class)
        return found

    def limits(self, standard: Standard, path: str, day: date) -> list[Limit]:
        """How long each purpose may take at a place: by its class, else as for all streets.

        A place without a class is treated as the least strict class that the standard knows.
        """
        found = self.class_of(path, standard.edition.scheme_id, day)
        return limits_in(standard, found)


def limits_in(standard: Standard, street_class: StreetClass | None) -> list[Limit]:
    of: dict[str | None, list[Limit]] = {}
    ranked = sorted(
        standard.limits.all(),
        key=lambda limit: limit.street_class.rank if limit.street_class else -1,
    )
    for limit in ranked:
        of.setdefault(limit.street_class_id, []).append(limit)
    wanted = street_class.key if street_class else None
    if wanted in of:
        return of[wanted]
    return of.get(None) or of[next(reversed(of))]

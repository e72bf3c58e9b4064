"""What a clerk sees while somebody talks: the number's earlier cases, addresses heard before."""

from dataclasses import dataclass

from lingdang.cases.public import Case, cases_for, contact_of, phone_cases
from lingdang.kernel.actor import Actor

_SHOWN = 5
_LONGEST = 60
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Caller:
    """``name`` is masked, as of the latest case; ``cases`` are the newest, ``total`` all."""

    name: str
    total: int
    cases: list[Case]


def earlier_cases(actor: Actor, phone: str) -> Caller | None:
    """Look a number up among the cases that this actor may see; none when it is not one."""
    found = phone_cases(actor, phone)
    if found is None:
        return None
    cases = list(found.order_by("-received_at", "-id")[:_SHOWN])
    name = contact_of(cases[0]).name if cases else ""
    return Caller(name, found.count() if len(cases) == _SHOWN else len(cases), cases)


def known_addresses(actor: Actor, words: str, most: int) -> list[tuple[str, float, float]]:
    """Addresses of cases in sight that hold these words, with where they were; the newest once."""
    wanted = words.strip()[:_LONGEST].replace("\0", "")
    if len(wanted) < _SHORTEST:
        return []
    near = cases_for(actor).filter(address__contains=wanted, lng__isnull=False)
    spots: dict[str, tuple[float | None, float | None]] = {}
    newest = near.order_by("-received_at", "-id").values_list("address", "lng", "lat")
    for address, lng, lat in newest[: most * 10]:
        spots.setdefault(address, (lng, lat))
    found = list(spots.items())[:most]
    return [(address, float(lng or 0), float(lat or 0)) for address, (lng, lat) in found]

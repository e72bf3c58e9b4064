"""What the pages printed, beside what the demonstration holds.

A figure is one function in ``held.py`` that counts records by the rooms' own queries. A printed
approximation (余) holds when the count lies above it and below the next number of its kind: 70余 is
more than 70 and less than 80. Nothing here is a number that no record adds up to.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from urllib.parse import urlencode

from django.urls import reverse


class Precision(StrEnum):
    EXACT = "exact"
    APPROXIMATE = "approximate"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Found:
    """What was computed, and whether it agrees with what was printed."""

    computed: Mapping[str, object]
    url: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    printed: str
    precision: str
    computed: Mapping[str, object]
    url: str
    holds: bool


REGISTRY: dict[str, Callable[[], Figure]] = {}


def figure(
    number: str, printed: str, precision: Precision
) -> Callable[[Callable[[], Found]], Callable[[], Found]]:
    """Register the function that computes the figure of that number."""

    def register(count: Callable[[], Found]) -> Callable[[], Found]:
        def computed() -> Figure:
            found = count()
            return Figure(number, printed, precision.value, found.computed, found.url, found.holds)

        REGISTRY[number] = computed
        return count

    return register


def known() -> list[str]:
    """Numbers of the figures that are held by now, in the order of the inventory."""
    for name in ("held", "ledgers", "supervision"):  # fill the registry
        import_module(f"lingdang.demo.{name}")
    return sorted(REGISTRY)


def compute(numbers: Iterable[str] = ()) -> list[Figure]:
    every = known()
    return [REGISTRY[number]() for number in (numbers or every)]


def is_about(count: int, printed: int) -> bool:
    """Whether a count may be printed as ``printed``余."""
    step = 1
    while printed % (step * 10) == 0:
        step *= 10
    return printed < count < printed + step


def address(name: str, *args: object, **query: object) -> str:
    """Where the product shows it."""
    return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")

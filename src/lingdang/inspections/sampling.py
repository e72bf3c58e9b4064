"""Which points a round draws: the same everywhere, from the seed that is published.

Rule ``sha256/1``: within a stratum (type of point, town) every key is given the SHA-256 of
``seed|type|town code|key`` in UTF-8; the keys with the smallest digests are drawn, as many as the
quota says. A key is the register's code and the entry's number, as in ``points:17``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Self

RULE = "sha256/1"


@dataclass(frozen=True, slots=True)
class Stratum:
    """A type of point in a town, how many of it are wanted, and all there are."""

    kind: str
    town: str  # its code
    quota: int
    keys: tuple[str, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        return cls(told["kind"], told["town"], told["quota"], tuple(told["keys"]))

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"keys": sorted(self.keys)}


def digest_of(seed: str, stratum: Stratum, key: str) -> str:
    return sha256(f"{seed}|{stratum.kind}|{stratum.town}|{key}".encode()).hexdigest()


def drawn(seed: str, stratum: Stratum) -> list[str]:
    by_digest = sorted(set(stratum.keys), key=lambda key: digest_of(seed, stratum, key))
    return by_digest[: stratum.quota]


def drawn_of_all(seed: str, strata: Iterable[Stratum]) -> list[str]:
    return [key for stratum in strata for key in drawn(seed, stratum)]


def frame_of(strata: Sequence[Stratum]) -> str:
    """A name for everything that might have been drawn: nobody adds to it afterwards unseen."""
    lines = sorted(f"{it.kind}|{it.town}|{key}" for it in strata for key in set(it.keys))
    return sha256("\n".join(lines).encode()).hexdigest()

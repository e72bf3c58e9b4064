"""Play a quarter many times: how often a false fix is among those looked at."""

from dataclasses import dataclass
from random import Random

from lingdang.lookbacks.sampling import (
    SHARE,
    chance,
    false_among,
    needed,
    odds,
    topped_up,
    wilson,
)

DAYS = 90


@dataclass(frozen=True, slots=True)
class Play:
    """One unit: what it closes in the quarter, what it closed before, how its false ones lie."""

    cases: int
    before: int
    late: bool = False  # an adversary hides them at the end, when more is known
    share: float = SHARE


@dataclass(frozen=True, slots=True)
class Outcome:
    rounds: int
    caught: int
    looked: float  # a quarter, on average

    @property
    def share(self) -> float:
        return self.caught / self.rounds

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.caught, self.rounds)


def simulate(play: Play, *, rounds: int, seed: str) -> Outcome:
    caught = looked = 0
    for at in range(rounds):
        seen = _quarter(play, f"{seed}|{at}")
        caught += not seen.isdisjoint(_false(play, Random(f"{seed}|{at}")))  # noqa: S311 -- a play
        looked += len(seen)
    return Outcome(rounds, caught, looked / rounds)


def _false(play: Play, dice: Random) -> set[str]:
    many = min(play.cases, false_among(play.cases, play.share))
    which = range(play.cases)
    return {str(it) for it in (which[-many:] if play.late else dice.sample(which, many))}


def _quarter(play: Play, seed: str) -> set[str]:
    """All photographs hold: nobody is looked at for another reason than the lot."""
    lot: dict[str, bool] = {}
    for day in range(DAYS):
        first, last = (play.cases * it // DAYS for it in (day, day + 1))
        likely = odds(max(play.before, last, 1))
        for number in map(str, range(first, last)):
            lot[number] = chance(f"{seed}|{day}", number) < likely
    drawn = {number for number, is_in in lot.items() if is_in}
    return drawn | topped_up(f"{seed}|closing", lot, needed(play.cases))

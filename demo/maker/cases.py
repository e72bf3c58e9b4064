"""Histories of reports: found, handed over, put right, verified, called back, closed.

March, June and September onwards are the printed months and the busiest. The year is not printed:
2026. What was received in the last days is still on its way. Times are local, as in the file.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from shapely.geometry import Point, Polygon

from lingdang.demo.personas import BELL_RINGER
from maker import words
from maker.ground import METRES
from maker.names import Place
from maker.people import invented

NOW = datetime.fromisoformat("2026-11-20T17:00")
MONTHS = {3: 300, 4: 130, 5: 140, 6: 340, 7: 180, 8: 190, 9: 400, 10: 380, 11: 420}
LAST_DAYS = {11: 20}
HOURS = [1] * 6 + [4, 8, 9, 9, 8, 6, 5, 6, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1]
JIANYE_SOLVED_ONLINE = 74  # printed: 70余
ELDERLY_RINGS = 3
REPORTERS = 600
ONLINE = ("bell", "resident")
OTHER_SOURCES = ("grid_worker", "hotline", "desk")
DISTRICTS = {"shifanqu": 88, "gongyi": 5, "yingshouyingzi": 3, "qilin": 2, "xuanhan": 1}
TOWN_UNITS = {"xinhualu": "xinhualu.zb", "xiaoyi": "xiaoyi.zb", "qilint": "qilin.zd"}
AFTER = {  # the state that a step leads to
    "file": "filed",
    "refuse": "refused",
    "keep": "dispatched",
    "dispatch": "dispatched",
    "pass_up": "filed",
    "handle": "handled",
    "return": "dispatched",
    "verify": "verified",
    "call_back": "called_back",
    "close": "closed",
    "reopen": "dispatched",
    "withdraw": "withdrawn",
}


@dataclass(slots=True)
class Step:
    name: str
    at: datetime
    by: str  # a sign-in name; "reporter"
    note: str = ""  # why, or what came of it
    settled: bool | None = None
    stars: int = 0


@dataclass(slots=True)
class History:
    kind: words.Kind
    text: str
    outcome: str
    category: str  # as filed; whoever reported chose the kind
    source: str
    at: datetime
    places: tuple[Place, Place, Place, Place]  # district, town, community, grid
    lng: float
    lat: float
    reporter: tuple[str, str] | None  # name and phone; none when anonymous
    steps: list[Step] = field(default_factory=list)
    unit: str = ""  # code of the handling unit; the grid when empty
    address: str = ""
    system: str = "wgs84"  # what the phone reports; empty when there is only an address

    @property
    def grid(self) -> Place:
        return self.places[3]

    @property
    def state(self) -> str:
        return AFTER[self.steps[-1].name] if self.steps else "received"


def histories(places: list[Place], shapes: dict[str, Polygon]) -> list[History]:
    writer = Writer(places, shapes)
    told = [writer.jianye_solved(number) for number in range(JIANYE_SOLVED_ONLINE)]
    for month, count in MONTHS.items():
        told += [writer.any_case(month) for _ in range(count)]
    return sorted(told, key=lambda history: history.at)


class Writer:
    def __init__(self, places: list[Place], shapes: dict[str, Polygon]) -> None:
        self.random = Random("cases")  # noqa: S311 -- a story, not a secret
        self.shapes = shapes
        self.by_slug = {place.slug: place for place in places}
        people = invented("r", 311_000)
        self.reporters = [next(people)[1:] for _ in range(REPORTERS)]

    def likely(self, share: float) -> bool:
        return self.random.random() < share

    def jianye_solved(self, number: int) -> History:
        """Rung or reported by residents of 建业社区, and closed after a call back."""
        where = (self.by_slug["shifanqu"], self.by_slug["yingbin"], self.by_slug["jianye"])
        month = self.random.choice([3, 6, 9, 10])
        history = self.begin(where, self.random.choice(ONLINE), self.moment(month))
        if number < ELDERLY_RINGS:
            history.source, history.reporter = "bell", (BELL_RINGER.name, BELL_RINGER.phone)
        self.go_through(history)
        return history

    def any_case(self, month: int) -> History:
        district = self.by_slug[self.random.choices(list(DISTRICTS), list(DISTRICTS.values()))[0]]
        weights = [town.grids() + 4 for town in district.below]
        town = self.random.choices(district.below, weights)[0]
        community = self.random.choice(town.below)
        online = self.likely(0.55) and community.slug != "jianye"  # its own are counted above
        source = self.random.choice(ONLINE if online else OTHER_SOURCES)
        history = self.begin((district, town, community), source, self.moment(month))
        if self.likely(0.03):
            by, note = self.dispatcher(history), self.random.choice(words.REFUSALS)
            history.steps.append(Step("refuse", self.later(history.at, 3), by, note))
        elif online and self.likely(0.03):
            note = self.random.choice(words.WITHDRAWALS)
            history.steps.append(Step("withdraw", self.later(history.at, 2), "reporter", note))
        else:
            self.go_through(history)
        return self.cut(history)

    def moment(self, month: int) -> datetime:
        """Mostly by day; the bell rings at night too."""
        day = self.random.randint(1, LAST_DAYS.get(month, 28))
        if month == NOW.month and self.likely(0.3):
            day = self.random.randint(NOW.day - 3, NOW.day)
        hour = self.random.choices(range(24), HOURS)[0]
        at = NOW.replace(month=month, day=day, hour=hour, minute=self.random.randint(0, 59))
        return min(at, NOW - timedelta(minutes=self.random.randint(5, 300)))

    def later(self, at: datetime, hours: float) -> datetime:
        """About so many hours on, within office hours."""
        at += timedelta(hours=hours * self.random.uniform(0.3, 1.7), minutes=2)
        if at.hour >= 18:  # noqa: PLR2004 -- the office closes
            at = (at + timedelta(days=1)).replace(hour=8, minute=self.random.randint(0, 59))
        elif at.hour < 8:  # noqa: PLR2004 -- the office opens
            at = at.replace(hour=8, minute=self.random.randint(0, 59))
        return at.replace(second=0, microsecond=0)

    def begin(self, where: tuple[Place, Place, Place], source: str, at: datetime) -> History:
        district, town, community = where
        grid = self.random.choice(community.below)
        online = source in ONLINE
        if not online:  # staff write in office hours
            at = at.replace(hour=8 + at.hour % 9)
        kinds = [kind for kind in words.KINDS if online or not kind.residents_only]
        kind = self.random.choices(kinds, [kind.weight for kind in kinds])[0]
        text, outcome, category = self.random.choice(kind.matters)
        text = text.replace("{at}", self.random.choice(words.SPOTS))
        point = self.point_in(self.shapes[grid.code])
        known = source != "grid_worker" and not self.likely(0.15)
        told = source in {"hotline", "desk"} and self.likely(0.4)
        return History(
            address=f"{community.name}{self.random.choice(words.SPOTS[2:])}" if told else "",
            system="" if told else "gcj02" if online and self.likely(0.25) else "wgs84",
            kind=kind,
            text=text.replace("{n}", str(self.random.randint(1, 12))),
            outcome=outcome,
            category=category,
            source=source,
            at=at,
            places=(district, town, community, grid),
            lng=round(point.x, 6),
            lat=round(point.y, 6),
            reporter=self.random.choice(self.reporters) if known else None,
        )

    def point_in(self, shape: Polygon) -> Point:
        room = shape.buffer(-20 / METRES)
        west, south, east, north = room.bounds
        while True:
            point = Point(self.random.uniform(west, east), self.random.uniform(south, north))
            if room.contains(point):
                return point

    def go_through(self, history: History) -> None:
        """From filed to closed, with what goes wrong on the way."""
        at = self.assign(history)
        at = self.put_right(history, at)
        if self.likely(0.06):
            at = self.later(at, 6)
            self.add(history, "return", at, self.verifier(history), words.RETURNS)
            at = self.put_right(history, at)
        self.ask(history, at, content=not self.likely(0.05))

    def assign(self, history: History) -> datetime:
        """Keep it in the grid, pass it up first, or hand it to a unit."""
        at = self.later(history.at, 0.5 if history.kind.code == "sudden" else 3)
        self.add(history, "file", at, self.dispatcher(history))
        unit = self.unit_for(history)
        if unit and self.likely(0.35):
            history.unit = unit
            if self.likely(0.4):
                at = self.later(at, 3)
                self.add(history, "pass_up", at, self.grid_worker(history), words.LIFTS)
            at = self.later(at, 1)
            self.add(history, "dispatch", at, self.dispatcher(history))
        else:
            at = self.later(at, 0.5)
            self.add(history, "keep", at, self.dispatcher(history))
        return at

    def put_right(self, history: History, at: datetime) -> datetime:
        hours = 3 if history.kind.code == "sudden" else 30 if history.unit else 16
        at = self.later(at, hours)
        handler = f"handle.{history.unit}.1" if history.unit else self.grid_worker(history)
        self.add(history, "handle", at, handler, (history.outcome,))
        return at

    def ask(self, history: History, at: datetime, *, content: bool) -> None:
        """Verify, then ask whoever reported; reopened once when not content."""
        at = self.later(at, 8)
        self.add(history, "verify", at, self.verifier(history))
        at = self.later(at, 10)
        online = history.source in ONLINE and history.reporter and self.likely(0.6)
        by = "reporter" if online else self.verifier(history)
        if not content:
            self.add(history, "call_back", at, by)
            history.steps[-1].settled = False
            at += timedelta(minutes=1)
            self.add(history, "reopen", at, by, words.REOPENINGS)
            at = self.put_right(history, at)
            self.ask(history, at, content=True)
            return
        self.add(history, "call_back", at, by, words.COMMENTS)
        history.steps[-1].settled = True
        history.steps[-1].stars = self.random.choices([5, 4, 3, 2], [60, 28, 9, 3])[0]
        at += timedelta(minutes=1)
        self.add(history, "close", at, self.verifier(history))

    def cut(self, history: History) -> History:
        """What lies ahead has not happened; a few old ones lie about."""
        done = [step for step in history.steps if step.at <= NOW]
        if len(done) > 3 and self.likely(0.03):  # noqa: PLR2004 -- filed, owned, handled
            done = done[: self.random.choice([2, 3])]
        history.steps = done
        return history

    def add(
        self, history: History, step: str, at: datetime, by: str, notes: tuple[str, ...] = ("",)
    ) -> None:
        history.steps.append(Step(step, at, by, self.random.choice(notes)))

    def unit_for(self, history: History) -> str:
        district, town, _community, _grid = history.places
        return history.kind.unit if district.slug == "shifanqu" else TOWN_UNITS.get(town.slug, "")

    def desk(self, history: History) -> str:
        """The community's desk in the demo district, the town's elsewhere."""
        district, town, community, _grid = history.places
        return community.slug if district.slug == "shifanqu" else town.slug

    def dispatcher(self, history: History) -> str:
        return f"dispatch.{self.desk(history)}"

    def verifier(self, history: History) -> str:
        return f"verify.{self.desk(history)}"

    def grid_worker(self, history: History) -> str:
        return f"grid.{history.grid.slug}"

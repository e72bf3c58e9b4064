"""The demonstration's files, in the order in which the ordinary import commands read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from lingdang.demo.facts import PartLoaded
from lingdang.journal.public import Fact, record
from lingdang.kernel.actor import Actor

FILES = Path(settings.PACKAGE).parents[1] / "demo"
SINCE = "2025-01-01"
EDITION = "立案、处置与结案标准(示范版)"
GONGYI = "990700000000"  # whose old compounds were surveyed
DISTRICT = "990100000000"  # 示范区, where the rules of dispatch propose
ROUNDS = ("2026-10-20", "2026-11-05", "2026-11-20")
REGISTERS = (
    *("points", "shops", "advertisements", "compounds", "bait-stations", "lamps", "greening"),
    "street-order",
)
LOADER = Actor.process("demo load")


@dataclass(frozen=True, slots=True)
class Part:
    """A command with its words; ``{}`` stands before the name of a file of the demonstration."""

    name: str
    words: tuple[str, ...]

    def arguments(self, folder: Path) -> list[str]:
        return [word.replace("{}", f"{folder}/") for word in self.words]


def _ground(file: str, system: str) -> Part:
    words = ("places", "boundaries", f"{{}}{file}", "--system", system, "--from", SINCE)
    return Part(file, words)


PARTS = (
    Part("days", ("places", "days", "--year", "2025", "--year", "2026")),
    Part("places.csv", ("places", "import", "{}places.csv")),
    _ground("boundaries-shifanqu.geojson", "wgs84"),
    _ground("boundaries-others.geojson", "wgs84"),
    _ground("boundaries-gongyi-gcj02.geojson", "gcj02"),
    Part("units.csv", ("people", "units", "{}units.csv")),
    Part("posts.csv", ("people", "posts", "{}posts.csv")),
    Part("follows.csv", ("people", "follows", "{}follows.csv")),
    Part("figures.csv", ("places", "figures", "{}figures.csv")),
    Part("categories", ("standards", "categories")),
    Part("categories.csv", ("standards", "categories", "{}categories.csv")),
    Part("codes of 2013", ("standards", "mapping")),
    Part("schemes", ("standards", "schemes")),
    Part("classes.csv", ("standards", "classes", "{}classes.csv")),
    Part("standards", ("standards", "draft", "--edition", EDITION, "--from", SINCE)),
    Part("cases.csv", ("import", "cases", "{}cases.csv")),
    Part("applications.csv", ("approvals", "import", "{}applications.csv")),
    Part("rules.csv", ("dispatching", "rules", "{}rules.csv", "--place", DISTRICT, "--in-force")),
    Part("mode", ("dispatching", "mode", DISTRICT, "suggest")),
    Part("procedures", ("standards", "procedures")),
    Part("services.csv", ("dossiers", "services", "{}services.csv")),
    Part("kinds.csv", ("import", "cases", "{}kinds.csv")),
    Part("entries.csv", ("dossiers", "entries", "{}entries.csv")),
    Part("hot.csv", ("import", "cases", "{}hot.csv")),
    Part("hot matters", ("hot", "find", "--on", *ROUNDS)),
    Part(
        "ten.csv",
        ("hot", "ten", "{}ten.csv", "--place", DISTRICT, "--year", "2026", "--confirm"),
    ),
    Part("ten", ("hot", "ten", "--place", DISTRICT, "--year", "2026", "--quarter", "4")),
    Part("care.csv", ("dossiers", "care", "{}care.csv")),
    Part("calls.csv", ("calls", "past", "{}calls.csv")),
    Part("replies.csv", ("talks", "replies", "{}replies.csv")),
    Part("waiting", ("talks", "waiting", "--since", "2026-11-19")),
    Part("watch.csv", ("dispatching", "watch", "{}watch.csv")),
    Part("notices.csv", ("notices", "import", "{}notices.csv")),
    Part("compounds", ("registers", "define", "compounds", "--place", GONGYI)),
    Part("registers", ("registers", "define", "--place", DISTRICT)),
    *(
        Part(f"register-{code}.csv", ("registers", "import", code, f"{{}}register-{code}.csv"))
        for code in REGISTERS
    ),
    Part("check-lists", ("inspections", "checklists", "--place", DISTRICT)),
    Part("inspection-groups.csv", ("inspections", "import", "groups", "{}inspection-groups.csv")),
    Part("inspection-rounds.csv", ("inspections", "import", "rounds", "{}inspection-rounds.csv")),
    Part("inspection-cases.csv", ("import", "cases", "{}inspection-cases.csv")),
    Part(
        "inspection-findings.csv",
        ("inspections", "import", "findings", "{}inspection-findings.csv"),
    ),
    Part("talks.csv", ("talks", "remarks", "{}talks.csv")),
    Part("photographs", ("demo", "photographs")),
    Part("doubts", ("doubts", "judge", "--all")),
    Part("look-backs", ("demo", "look-backs")),
    Part("rebounds", ("rebounds", "find")),
    Part("shifts.csv", ("shifts", "plan", "{}shifts.csv", "--weeks", "2")),
)


def load(folder: Path = FILES) -> Iterator[tuple[Part, str]]:
    """Load what is not loaded yet; yield each part with what its command said."""
    done = loaded()
    for part in PARTS:
        if part.name not in done:
            yield part, _load_part(part, folder)


def loaded() -> set[str]:
    facts = Fact.objects.filter(name=PartLoaded.name)
    return {fact.data["part"] for fact in facts}


def is_loaded() -> bool:
    return loaded() >= {part.name for part in PARTS}


@transaction.atomic
def _load_part(part: Part, folder: Path) -> str:
    """Import one part and say so, in one transaction: a killed load goes on where it was."""
    said, complained = StringIO(), StringIO()
    command, *words = part.arguments(folder)
    try:
        call_command(command, *words, stdout=said, stderr=complained)
    except (CommandError, SystemExit) as failure:
        raise CommandError(f"{part.name}: {complained.getvalue().strip() or failure}") from failure
    record(PartLoaded(part=part.name), by=LOADER)
    return said.getvalue().strip()

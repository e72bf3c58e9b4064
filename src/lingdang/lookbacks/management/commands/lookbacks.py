"""``lingdang lookbacks draw|check|simulate``: draw a day, take a draw again, play a quarter.

``check`` ends with 1 when a draw does not agree with its seed.
"""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.lookbacks.enums import DRAW
from lingdang.lookbacks.frames import disagreements
from lingdang.lookbacks.sampling import SHARE, needed
from lingdang.lookbacks.services import draw_day, draw_due, draw_quarter
from lingdang.lookbacks.simulating import Outcome, Play, simulate

COMMAND = Actor.process("lingdang lookbacks", DRAW)


class Command(BaseCommand):
    help = "Draw which closed cases are looked at again; take a draw again; play a quarter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        draw = verbs.add_parser("draw", help="every day that is over and has no draw yet")
        draw.add_argument("--day", type=date.fromisoformat, help="this day alone")
        draw.add_argument("--quarter", action="store_true", help="the quarter that --day lies in")
        check = verbs.add_parser("check", help="take a draw again, as the page hands it out")
        check.add_argument("file", type=Path)
        play = verbs.add_parser("simulate", help="how often is a false fix among those looked at?")
        play.add_argument("--cases", type=int, default=200, help="that a unit closes in a quarter")
        play.add_argument("--before", type=int, help="in the quarter before; as many without it")
        play.add_argument("--share", type=float, default=SHARE, help="of them that are false")
        play.add_argument("--rounds", type=int, default=2000)
        play.add_argument("--seed", default="1")
        play.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (DomainError, OSError, ValueError) as refusal:
            raise CommandError(str(refusal)) from None

    def _draw(self, options: dict[str, Any]) -> None:
        day = options["day"]
        if day is None:
            draws = draw_due(by=COMMAND)
        else:
            draws = [(draw_quarter if options["quarter"] else draw_day)(day=day, by=COMMAND)]
        for draw in draws:
            self.stdout.write(f"{draw.day} {draw.kind} {draw.chosen}/{draw.cases} {draw.seed}")

    def _check(self, options: dict[str, Any]) -> None:
        told = json.loads(options["file"].read_text(encoding="utf-8"))
        wrong = disagreements(told if isinstance(told, dict) else {})
        self.stderr.writelines(f"{sentence}\n" for sentence in wrong)
        if wrong:
            sys.exit(1)
        self.stdout.write(_("The seed draws the same cases."))

    def _simulate(self, options: dict[str, Any]) -> None:
        cases, rounds = options["cases"], options["rounds"]
        if min(cases, rounds) < 1:
            raise CommandError(_("At least one."))
        before = options["before"] if options["before"] is not None else cases
        found = {
            name: simulate(
                Play(cases, before, late=late, share=options["share"]),
                rounds=rounds,
                seed=options["seed"],
            )
            for name, late in (("at_random", False), ("late", True))
        }
        if options["json"]:
            told = {name: _plain(outcome) for name, outcome in found.items()}
            known = {"cases": cases, "before": before, "share": options["share"]}
            self.stdout.write(json.dumps({**known, "needed": needed(cases), **told}))
            return
        for name, outcome in found.items():
            low, high = outcome.interval
            caught = f"{outcome.share:.4f} [{low:.4f}, {high:.4f}]"
            self.stdout.write(f"{name:9} {caught} {outcome.looked:.1f}/{cases}")


def _plain(outcome: Outcome) -> dict[str, Any]:
    return {
        "rounds": outcome.rounds,
        "caught": outcome.caught,
        "share": outcome.share,
        "interval": outcome.interval,
        "looked_at": outcome.looked,
    }

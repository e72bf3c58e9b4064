"""``lingdang doubts judge [--all]``: look at what is there; ``weigh KIND POINTS``: its weight."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lingdang.doubts import policies
from lingdang.doubts.queries import unjudged, weights
from lingdang.doubts.services import judge_photo, set_weight
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError

COMMAND = Actor.process("lingdang doubts", policies.JUDGE, policies.WEIGH, "cases.see_case")


class Command(BaseCommand):
    help = "Judge the photographs of cases; list and set what each kind of doubt takes from trust."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        judge = verbs.add_parser("judge", help="those that nothing is known of yet")
        judge.add_argument("--all", action="store_true", help="all, again")
        verbs.add_parser("weights", help="list what each kind takes")
        weigh = verbs.add_parser("weigh", help="set what a kind takes")
        weigh.add_argument("kind")
        weigh.add_argument("points", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "judge":
            self._judge(everything=options["all"])
        elif options["verb"] == "weigh":
            try:
                set_weight(kind=options["kind"], points=options["points"], by=COMMAND)
            except DomainError as refusal:
                raise CommandError(str(refusal)) from None
        else:
            for kind, points in weights().items():
                self.stdout.write(f"{kind:12} {points:3}")

    def _judge(self, *, everything: bool) -> None:
        """One photograph whose file is gone does not keep the others."""
        judged = found = 0
        for photo_id in unjudged(everything=everything).values_list("pk", flat=True).iterator():
            try:
                found += len(judge_photo(photo_id=photo_id, by=COMMAND))
                judged += 1
            except (OSError, DomainError) as problem:
                self.stderr.write(f"{photo_id}: {problem}")
        self.stdout.write(f"{judged} photographs judged, {found} doubts")

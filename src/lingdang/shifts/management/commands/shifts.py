"""``lingdang shifts plan|copy|gaps|now``."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import Duty, Role, cards
from lingdang.places.public import tree
from lingdang.shifts.enums import LONGEST_PLAN
from lingdang.shifts.imports import COLUMNS, import_pattern
from lingdang.shifts.public import Gap, Station, copy_week, on_duty_at, plan_of

COMMAND = Actor.process("lingdang shifts", Duty.PLAN_SHIFTS)


class Command(BaseCommand):
    help = "Plan shifts from a sheet, copy a week, list gaps and who is on duty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        plan = verbs.add_parser("plan", help="plan a CSV's pattern of a week for some weeks")
        plan.add_argument("file", type=Path)
        plan.add_argument("--from", dest="first", type=date.fromisoformat)
        plan.add_argument("--weeks", type=int, choices=range(1, 54), default=1, metavar="N")
        copy = verbs.add_parser("copy", help="plan a week as the one before it")
        copy.add_argument("place", help="code of the place")
        copy.add_argument("--week", type=date.fromisoformat, required=True, help="a day of it")
        gaps = verbs.add_parser("gaps", help="when nobody is on duty; fails when there is a gap")
        gaps.add_argument("place", help="code of the place")
        gaps.add_argument("--from", dest="first", type=date.fromisoformat)
        gaps.add_argument(
            "--days", type=int, choices=range(1, LONGEST_PLAN + 1), default=7, metavar="N"
        )
        gaps.add_argument("--json", action="store_true")
        verbs.add_parser("now", help="who is on duty").add_argument(
            "place", help="code of the place"
        )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_plan(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), COLUMNS)
        first = options["first"] or timezone.localdate()
        report = import_pattern(rows, first=first, weeks=options["weeks"], by=COMMAND)
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

    def do_copy(self, options: dict[str, Any]) -> None:
        done = copy_week(where=_place(options), week=options["week"], by=COMMAND)
        people = cards(one.person_id for one in done.skipped)
        for one in done.skipped:
            starts = timezone.localtime(one.starts_at)
            self.stdout.write(
                f"{people[one.person_id].display} {starts:%Y-%m-%d %H:%M}: {one.why.label}"
            )
        told = {"made": len(done.made), "skipped": len(done.skipped)}
        self.stdout.write(_("%(made)s copied, %(skipped)s left out.") % told)

    def do_gaps(self, options: dict[str, Any]) -> None:
        first = options["first"] or timezone.localdate()
        found = plan_of(COMMAND, _place(options), first, options["days"]).gaps()
        if options["json"]:
            self.stdout.write(json.dumps([_plain(gap) for gap in found]))
        else:
            for gap in found:
                self.stdout.write(_line(gap))
        if found:
            sys.exit(1)

    def do_now(self, options: dict[str, Any]) -> None:
        found = on_duty_at(COMMAND, _place(options), timezone.now())
        people = cards(one.post.person_id for one in found)
        for one in found:
            place = tree().node(one.post.place_id or 0).name
            role = Role(one.post.role).label
            self.stdout.write(f"{place} {role} {people[one.post.person_id].display}")


def _place(options: dict[str, Any]) -> Station:
    return Station(place_id=tree().by_code(options["place"]).id)


def _plain(gap: Gap) -> dict[str, Any]:
    return {
        "place_id": gap.where.place_id,
        "role": gap.role,
        "starts_at": timezone.localtime(gap.starts_at).isoformat(),
        "ends_at": timezone.localtime(gap.ends_at).isoformat(),
    }


def _line(gap: Gap) -> str:
    starts, ends = timezone.localtime(gap.starts_at), timezone.localtime(gap.ends_at)
    place = tree().node(gap.where.place_id or 0).name
    return f"{gap.day} {starts:%H:%M}–{ends:%H:%M} {place} {Role(gap.role).label}"

"""``lingdang dispatching rules|mode|trial|explain|watch``."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.cases.public import case_by_number
from lingdang.dispatching.enums import Mode
from lingdang.dispatching.imports import RULE_COLUMNS, import_rules
from lingdang.dispatching.public import (
    Trial,
    explanation_of,
    put_in_force,
    rule_sets_for,
    set_mode,
    trial_of,
)
from lingdang.dispatching.watch_sheet import WATCH_COLUMNS, import_watch
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.people.public import Duty
from lingdang.places.public import tree

COMMAND = Actor.process("lingdang dispatching", Duty.MANAGE_DISPATCHING, Duty.SEE_CASE)
_WEEKS = 8


class Command(BaseCommand):
    help = (
        "Import rules of dispatch, try them, put them in force; explain a case; watch over cases."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sheet = verbs.add_parser("rules", help="make a CSV the draft of a place's rules")
        sheet.add_argument("file", type=Path)
        sheet.add_argument("--place", required=True, help="code of the place")
        sheet.add_argument("--in-force", action="store_true", help="and put it in force")
        mode = verbs.add_parser("mode", help="how far the rules go by themselves in a place")
        mode.add_argument("place", help="code of the place")
        mode.add_argument("mode", choices=Mode.values)
        trial = verbs.add_parser("trial", help="try the newest version on past cases")
        trial.add_argument("place", help="code of the place")
        trial.add_argument("--weeks", type=int, default=_WEEKS)
        trial.add_argument("--json", action="store_true")
        watch = verbs.add_parser(
            "watch", help="supervise, urge, assign, hand over what a CSV lists"
        )
        watch.add_argument("file", type=Path)
        explain = verbs.add_parser("explain", help="why a case goes where it goes")
        explain.add_argument("case", help="the number that the case shows")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_rules(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), RULE_COLUMNS)
        place = tree().by_code(options["place"])
        draft, report = import_rules(rows, place_id=place.id, by=COMMAND)
        self._tell(report)
        if options["in_force"]:
            put_in_force(rule_set_id=draft.pk, by=COMMAND)

    def do_watch(self, options: dict[str, Any]) -> None:
        self._tell(import_watch(read_sheet(options["file"].read_bytes(), WATCH_COLUMNS)))

    def _tell(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

    def do_mode(self, options: dict[str, Any]) -> None:
        place = tree().by_code(options["place"])
        set_mode(place_id=place.id, mode=options["mode"], by=COMMAND)
        self.stdout.write(f"{place.name}: {Mode(options['mode']).label}")

    def do_trial(self, options: dict[str, Any]) -> None:
        place = tree().by_code(options["place"])
        newest = rule_sets_for(COMMAND).filter(place=place.id).first()
        if newest is None:
            raise CommandError(_("The place has no rules of its own."))
        trial = trial_of(COMMAND, newest, options["weeks"])
        self.stdout.write(_as_json(trial) if options["json"] else _as_text(trial))

    def do_explain(self, options: dict[str, Any]) -> None:
        explained = explanation_of(case_by_number(COMMAND, options["case"]))
        if explained is None:
            raise CommandError(_("The rules were never asked of this case."))
        for reason in explained.reasons:
            why = "; ".join(reason.why)
            self.stdout.write(
                f"{reason.rule}: {reason.result_label}" + (f" ({why})" if why else "")
            )
        self.stdout.write(f"→ {explained.target} [{explained.proposal.get_fate_display()}]")


def _as_text(trial: Trial) -> str:
    told = {"judged": trial.judged, "agreed": trial.agreed, "rate": f"{trial.rate or 0:.1%}"}
    lines = [_("%(judged)s cases, %(agreed)s as people did (%(rate)s)") % told]
    lines += [f"{one.proposed} ≠ {one.actual}: {one.count}" for one in trial.confusions]
    return "\n".join(lines)


def _as_json(trial: Trial) -> str:
    return json.dumps(
        {
            "weeks": trial.weeks,
            "judged": trial.judged,
            "agreed": trial.agreed,
            "rate": trial.rate,
            "ends": [
                {"end": end, "by_rules": rules, "by_people": people}
                for end, rules, people in trial.ends
            ],
            "confusions": [
                {"by_rules": one.proposed, "by_people": one.actual, "count": one.count}
                for one in trial.confusions
            ],
        }
    )

"""``lingdang cases step|import|refresh``."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.cases import policies
from lingdang.cases.enums import Step
from lingdang.cases.imports import CASE_COLUMNS, import_cases
from lingdang.cases.public import case_by_number, take_step
from lingdang.cases.services import follow_places, follow_posts
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.people.public import actor_for, person_by_login

COMMAND = Actor.process("lingdang cases", policies.IMPORT)


class Command(BaseCommand):
    help = "Take a step of a case; import cases; follow places and posts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        step = verbs.add_parser("step", help="take a step as the person who signs in as LOGIN")
        step.add_argument("case", help="the number that the case shows")
        step.add_argument("step", choices=Step.values)
        step.add_argument("--data", type=json.loads, default={}, help="what it asks for, as JSON")
        step.add_argument("--as", dest="login", required=True)
        sheet = verbs.add_parser("import", help="import whole histories from a CSV")
        sheet.add_argument("file", type=Path)
        sheet.add_argument("--partial", action="store_true", help="the rows without a problem")
        verbs.add_parser("refresh", help="follow today's tree of places and today's posts")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_step(self, options: dict[str, Any]) -> None:
        person = person_by_login(options["login"])
        if person is None:
            raise CommandError(_("Nobody has this sign-in name."))
        if not isinstance(options["data"], dict):
            raise CommandError(_("The data is a JSON object."))
        by = actor_for(person)
        case = case_by_number(by, options["case"])
        case = take_step(case_id=case.pk, step=options["step"], data=options["data"], by=by)
        self.stdout.write(f"{case.number} {case.state}")

    def do_import(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), CASE_COLUMNS)
        self._report(import_cases(rows, by=COMMAND, partial=options["partial"]))

    def do_refresh(self, options: dict[str, Any]) -> None:
        places, posts = follow_places(by=COMMAND), follow_posts(by=COMMAND)
        done = {"places": places, "posts": posts}
        self.stdout.write(_("%(places)s places followed, %(posts)s cases handed over.") % done)

    def _report(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

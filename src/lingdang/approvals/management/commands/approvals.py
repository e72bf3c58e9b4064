"""``lingdang approvals import|step``."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.approvals.enums import Step
from lingdang.approvals.imports import COLUMNS, import_applications
from lingdang.approvals.public import take_step
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import actor_for, person_by_login


class Command(BaseCommand):
    help = "Import applications; have one's word on one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sheet = verbs.add_parser("import", help="ask for what a CSV lists")
        sheet.add_argument("file", type=Path)
        step = verbs.add_parser("step", help="take a step as the person who signs in as LOGIN")
        step.add_argument("application", type=int)
        step.add_argument("step", choices=Step.values)
        step.add_argument("--words", default="")
        step.add_argument("--as", dest="login", required=True)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_import(self, options: dict[str, Any]) -> None:
        report = import_applications(read_sheet(options["file"].read_bytes(), COLUMNS))
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

    def do_step(self, options: dict[str, Any]) -> None:
        person = person_by_login(options["login"])
        if person is None:
            raise CommandError(_("Nobody has this sign-in name."))
        done = take_step(
            application_id=options["application"],
            step=options["step"],
            words=options["words"],
            by=actor_for(person),
        )
        self.stdout.write(f"{done.pk} {done.state}")

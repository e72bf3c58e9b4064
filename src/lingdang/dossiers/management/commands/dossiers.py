"""``lingdang dossiers services|care|entries FILE.csv`` and ``enter CASE KIND``."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.cases.public import case_by_number
from lingdang.dossiers import imports, policies
from lingdang.dossiers.enums import Kind
from lingdang.dossiers.public import keep
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import Duty, actor_for, person_by_login

COMMAND = Actor.process(
    "lingdang dossiers",
    *(policies.MANAGE_SERVICES, policies.MANAGE_CARE, policies.VISIT, Duty.IMPORT_CASES),
)
SHEETS = {
    "services": (imports.import_services, imports.SERVICE_COLUMNS),
    "care": (imports.import_care, imports.CARE_COLUMNS),
    "entries": (imports.import_entries, imports.ENTRY_COLUMNS),
}


class Command(BaseCommand):
    help = "Import services, the care register, what is kept beside cases; enter one thing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name in SHEETS:
            verbs.add_parser(name, help=f"import {name} from a CSV").add_argument("file", type=Path)
        enter = verbs.add_parser("enter", help="enter something as who signs in as LOGIN")
        enter.add_argument("case", help="the number that the case shows")
        enter.add_argument("kind", choices=Kind.values)
        enter.add_argument("--data", type=json.loads, default={}, help="what it asks for, as JSON")
        enter.add_argument("--as", dest="login", required=True)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            self._enter(options) if verb == "enter" else self._import(verb, options["file"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def _enter(self, options: dict[str, Any]) -> None:
        person = person_by_login(options["login"])
        if person is None:
            raise CommandError(_("Nobody has this sign-in name."))
        by = actor_for(person)
        case = case_by_number(by, options["case"])
        keep(case_id=case.pk, kind=options["kind"], data=options["data"], by=by)
        self.stdout.write(case.number)

    def _import(self, verb: str, file: Path) -> None:
        load, columns = SHEETS[verb]
        report = load(read_sheet(file.read_bytes(), columns), by=COMMAND)
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

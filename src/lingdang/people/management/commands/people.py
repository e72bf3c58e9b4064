"""``lingdang people units|posts FILE.csv``, ``… password LOGIN``, ``… reseal``."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.imports import ImportReport, import_people_posts, import_units, read_sheet
from lingdang.people.imports.posts import POST_COLUMNS
from lingdang.people.imports.units import UNIT_COLUMNS
from lingdang.people.public import Duty, person_by_login, set_password
from lingdang.people.services.keys import reseal_people

COMMAND = Actor.process("lingdang people", Duty.MANAGE_UNIT, Duty.MANAGE_PERSON, Duty.MANAGE_POST)


class Command(BaseCommand):
    help = "Import units, persons and posts; set a password; seal personal data with the new key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb in ("units", "posts"):
            sheet = verbs.add_parser(verb)
            sheet.add_argument("file", type=Path)
            sheet.add_argument(
                "--partial", action="store_true", help="import the rows without a problem"
            )
        verbs.add_parser("password").add_argument("login")
        verbs.add_parser("reseal")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_units(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), UNIT_COLUMNS)
        self._report(import_units(rows, by=COMMAND, partial=options["partial"]))

    def do_posts(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), POST_COLUMNS)
        self._report(import_people_posts(rows, by=COMMAND, partial=options["partial"]))

    def _report(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(
                _("Row %(row)s: %(sentence)s") % {"row": problem.row, "sentence": problem.sentence}
            )
        done = {"created": report.created, "unchanged": report.unchanged}
        self.stdout.write(_("%(created)s created, %(unchanged)s unchanged.") % done)
        if report.problems:
            sys.exit(1)

    def do_password(self, options: dict[str, Any]) -> None:
        person = person_by_login(options["login"])
        if person is None:
            raise CommandError(_("Nobody has this sign-in name."))
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        set_password(person_id=person.pk, password=password, by=COMMAND)

    def do_reseal(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(reseal_people()))

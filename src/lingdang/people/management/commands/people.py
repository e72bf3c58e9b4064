"""``lingdang people units|posts|follows FILE.csv``, ``… password LOGIN``, ``… token LOGIN``."""

import sys
from argparse import ArgumentParser
from datetime import timedelta
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.people.imports import import_people_posts, import_units
from lingdang.people.imports.follows import FOLLOW_COLUMNS, import_follows
from lingdang.people.imports.posts import POST_COLUMNS
from lingdang.people.imports.units import UNIT_COLUMNS
from lingdang.people.public import (
    Duty,
    Person,
    actor_for,
    issue_token,
    person_by_login,
    set_password,
)
from lingdang.people.services.keys import reseal

COMMAND = Actor.process(
    "lingdang people",
    Duty.MANAGE_UNIT,
    Duty.MANAGE_PERSON,
    Duty.MANAGE_POST,
    Duty.MANAGE_TOKEN,
)


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
        verbs.add_parser("follows").add_argument("file", type=Path)
        token = verbs.add_parser(
            "token", help="a key for a program, with all the duties of a person"
        )
        token.add_argument("login")
        token.add_argument("--name", required=True)
        token.add_argument("--days", type=int, default=90)
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

    def do_follows(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), FOLLOW_COLUMNS)
        self._report(import_follows(rows, by=COMMAND))

    def do_token(self, options: dict[str, Any]) -> None:
        person = self._person(options["login"])
        _token, key = issue_token(
            person_id=person.pk,
            name=options["name"],
            duties=actor_for(person).duties,
            expires_at=timezone.now() + timedelta(days=options["days"]),
            by=COMMAND,
        )
        self.stdout.write(key)

    def _person(self, login: str) -> Person:
        person = person_by_login(login)
        if person is None:
            raise CommandError(_("Nobody has this sign-in name."))
        return person

    def _report(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

    def do_password(self, options: dict[str, Any]) -> None:
        person = self._person(options["login"])
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        set_password(person_id=person.pk, password=password, by=COMMAND)

    def do_reseal(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(reseal()))

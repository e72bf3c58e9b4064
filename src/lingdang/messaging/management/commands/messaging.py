"""``lingdang messaging addresses FILE.csv · send · try CHANNEL ADDRESS · push-key``."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sending import NotSent
from lingdang.kernel.sheets import read_sheet
from lingdang.messaging.channels import CLIENTS, Letter
from lingdang.messaging.channels.push import new_key
from lingdang.messaging.enums import MANAGE
from lingdang.messaging.imports import WHO_COLUMN, import_addresses
from lingdang.messaging.services.sending import send_due

COMMAND = Actor.process("lingdang messaging", MANAGE)


class Command(BaseCommand):
    help = "Set addresses from a sheet; send what is due; try a channel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sheet = verbs.add_parser(
            "addresses", help="columns: person, email, wecom, dingtalk, wechat"
        )
        sheet.add_argument("file", type=Path)
        sheet.add_argument("--partial", action="store_true")
        verbs.add_parser("send", help="send what is due now, as the worker does")
        verbs.add_parser("push-key", help="make a key for LINGDANG_PUSH_KEY and print it")
        one = verbs.add_parser("try", help="send one message now and say what came of it")
        one.add_argument("channel", choices=list(CLIENTS))
        one.add_argument("address")
        one.add_argument("--secret", default="", help="with which a DingTalk robot signs")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb.replace('-', '_')}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_addresses(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), [WHO_COLUMN])
        report = import_addresses(rows, by=COMMAND, partial=options["partial"])
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

    def do_send(self, _options: dict[str, Any]) -> None:
        self.stdout.write(_("%(count)s sent") % {"count": send_due()})

    def do_push_key(self, _options: dict[str, Any]) -> None:
        self.stdout.write(new_key())

    def do_try(self, options: dict[str, Any]) -> None:
        letter = Letter(
            id=str(uuid4()),
            address=options["address"],
            secret=options["secret"],
            title=_("Lingdang"),
            text=_("This is a trial."),
        )
        try:
            number = CLIENTS[options["channel"]](letter)
        except NotSent as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(_("Sent. The provider's number: %(number)s") % {"number": number or "—"})

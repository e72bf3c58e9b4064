"""``lingdang rebounds find [--since D]``: follow cases that came by import or before this room."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from lingdang.kernel.actor import Actor
from lingdang.rebounds.enums import FOLLOW
from lingdang.rebounds.services import catch_up

COMMAND = Actor.process("lingdang rebounds", FOLLOW)
_EVER = date(1900, 1, 1)


class Command(BaseCommand):
    help = "Find what filed cases came back on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        find = verbs.add_parser("find", help="of cases that nothing is kept of yet")
        find.add_argument("--since", type=date.fromisoformat, default=_EVER, metavar="DAY")

    def handle(self, *_args: Any, since: date, **_options: Any) -> None:
        found = catch_up(since=since, by=COMMAND)
        told = ngettext("%(count)s rebound found", "%(count)s rebounds found", found)
        self.stdout.write(told % {"count": found})

"""``lingdang export cases``: what the list of the desk exports, for scripts."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import cases_for, export_cases
from lingdang.faces.desk.filters import Filter
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.workbook import Line, csv_stream, xlsx_stream
from lingdang.people.public import Duty, actor_for, person_by_login

COMMAND = Actor.process("lingdang export", Duty.SEE_CASE)
EVERY = 10_000  # rows between two words of progress


class Command(BaseCommand):
    help = "Export cases as the list of the desk does: CSV, xlsx, or a JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        cases = parser.add_subparsers(dest="what", required=True).add_parser("cases")
        cases.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="as the address of the list has it: state=filed, place=12, since=2026-01-01, "
            "q=WORDS, cols=number …; may be given several times",
        )
        form = cases.add_mutually_exclusive_group()
        form.add_argument("--format", choices=["csv", "xlsx"], default="csv")
        form.add_argument("--json", action="store_true", help="one object a line")
        cases.add_argument("--out", type=Path, help="a file; otherwise it is printed")
        cases.add_argument("--as", dest="login", help="only what this person may see")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            head, rows = self._asked(options)
        except DomainError as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self._write(self._stream(head, self._told(rows), options), options["out"])

    def _asked(self, options: dict[str, Any]) -> tuple[list[str], Iterator[Line]]:
        actor = self._actor(options["login"])
        chosen = Filter.of(QueryDict("&".join(options["filter"])))
        cases = chosen.apply(cases_for(actor), actor, timezone.now())
        ordered = cases.order_by(*chosen.order.by(backwards=False))
        return export_cases(ordered, chosen.values.get("cols", ()))

    def _actor(self, login: str | None) -> Actor:
        if login is None:
            return COMMAND
        if (person := person_by_login(login)) is None:
            raise CommandError(_("Nobody has this sign-in name."), returncode=2)
        return actor_for(person)

    def _stream(
        self, head: list[str], rows: Iterable[Line], options: dict[str, Any]
    ) -> Iterator[bytes]:
        if options["json"]:
            return (_line(head, row) for row in rows)
        if options["format"] == "xlsx":
            return xlsx_stream(_("Cases"), head, rows)
        return csv_stream(head, rows)

    def _write(self, content: Iterator[bytes], out: Path | None) -> None:
        if out is None:
            for some in content:
                sys.stdout.buffer.write(some)
            return
        with out.open("wb") as file:
            file.writelines(content)

    def _told(self, rows: Iterable[Line]) -> Iterator[Line]:
        count = 0
        for count, row in enumerate(rows, 1):
            if count % EVERY == 0:
                self.stderr.write(_("%(count)s cases …") % {"count": count})
            yield row
        self.stderr.write(_("%(count)s cases exported.") % {"count": count})


def _line(head: list[str], row: Line) -> bytes:
    return json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False).encode() + b"\n"

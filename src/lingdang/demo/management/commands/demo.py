"""``lingdang demo load|photographs|look-backs`` and ``demo figures [N-xx…] [--json]``."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.demo import figures, loading
from lingdang.demo.lookbacks import look_back
from lingdang.demo.photographs import take_photographs


class Command(BaseCommand):
    help = "Load the demonstration district; compare what the pages printed with what it holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load")
        load.add_argument("--from", dest="folder", type=Path, default=loading.FILES)
        verbs.add_parser("photographs", help="draw some for cases that are loaded")
        verbs.add_parser("look-backs", help="draw for the last weeks, and look at some")
        shown = verbs.add_parser("figures")
        shown.add_argument("ids", nargs="*", metavar="N-xx")
        shown.add_argument("--json", action="store_true")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        getattr(self, f"do_{verb.replace('-', '_')}")(options)

    def do_load(self, options: dict[str, Any]) -> None:
        started = monotonic()
        for part, said in loading.load(options["folder"]):
            took = f"{monotonic() - started:5.1f} s"
            self.stdout.write(f"{took}  {part.name}: {' '.join(said.split())}")
            self.stdout.flush()
        self.stdout.write(_("The demonstration district is loaded."))

    def do_photographs(self, _options: dict[str, Any]) -> None:
        self.stdout.write(_("%(count)s photographs") % {"count": take_photographs()})

    def do_look_backs(self, _options: dict[str, Any]) -> None:
        days, looked = look_back()
        told = {"days": days, "looked": looked}
        self.stdout.write(_("%(days)s days drawn, %(looked)s cases looked at again") % told)

    def do_figures(self, options: dict[str, Any]) -> None:
        unknown = set(options["ids"]) - set(figures.known())
        if unknown:
            raise CommandError(_("Not held yet: %(ids)s") % {"ids": ", ".join(sorted(unknown))})
        found = figures.compute(options["ids"])
        if options["json"]:
            rows = [asdict(figure) for figure in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self._table(found)
        if not all(figure.holds for figure in found):
            sys.exit(1)

    def _table(self, found: list[figures.Figure]) -> None:
        for figure in found:
            mark = "✓" if figure.holds else "✗"
            computed = ", ".join(f"{name}: {value}" for name, value in figure.computed.items())
            self.stdout.write(f"{mark} {figure.id} {figure.printed} ({figure.precision})")
            self.stdout.write(f"    {computed}\n    {figure.url}")

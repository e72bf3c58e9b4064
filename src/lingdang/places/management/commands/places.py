"""``lingdang places import|boundaries|days|figures``: tree, outlines and calendar from files."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.places.enums import MANAGE_PLACE
from lingdang.places.errors import ImportRefused
from lingdang.places.imports import (
    import_boundaries,
    import_days,
    import_figures,
    import_places,
)
from lingdang.places.imports.days import DAY_COLUMNS, enter_published
from lingdang.places.imports.figures import FIGURE_COLUMNS
from lingdang.places.imports.places import PLACE_COLUMNS

CLERK = Actor.process("places", MANAGE_PLACE)


class Command(BaseCommand):
    help = "Import places, boundaries and the calendar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        places = verbs.add_parser("import", help="the tree from a CSV")
        places.add_argument("file", type=Path)
        outlines = verbs.add_parser("boundaries", help="outlines from GeoJSON")
        outlines.add_argument("file", type=Path)
        outlines.add_argument("--system", choices=System.values, default=System.WGS84)
        outlines.add_argument("--from", dest="valid_from", type=date.fromisoformat, required=True)
        outlines.add_argument("--dry-run", action="store_true")
        figures = verbs.add_parser("figures", help="area, residents … from a CSV")
        figures.add_argument("file", type=Path)
        days = verbs.add_parser("days", help="holidays and make-up workdays")
        days.add_argument("file", type=Path, nargs="?")
        days.add_argument("--year", type=int, action="append", default=[])

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = getattr(self, f"_{options['verb']}")(options)
        except ImportRefused as refusal:
            for problem in refusal.problems:
                self.stderr.write(str(problem))
            raise CommandError(str(refusal)) from None
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))

    def _import(self, options: dict[str, Any]) -> ImportReport:
        return import_places(read_sheet(options["file"].read_bytes(), PLACE_COLUMNS), by=CLERK)

    def _figures(self, options: dict[str, Any]) -> ImportReport:
        return import_figures(read_sheet(options["file"].read_bytes(), FIGURE_COLUMNS), by=CLERK)

    def _boundaries(self, options: dict[str, Any]) -> ImportReport:
        return import_boundaries(
            json.loads(options["file"].read_text(encoding="utf-8")),
            system=System(options["system"]),
            valid_from=options["valid_from"],
            by=CLERK,
            dry_run=options["dry_run"],
        )

    def _days(self, options: dict[str, Any]) -> ImportReport:
        report = ImportReport()
        for year in options["year"]:
            report.created += enter_published(year=year, by=CLERK)
        if options["file"]:
            rows = read_sheet(options["file"].read_bytes(), DAY_COLUMNS)
            report.created += import_days(rows, by=CLERK).created
        return report

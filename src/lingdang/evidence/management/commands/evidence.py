"""``lingdang evidence sweep``."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from lingdang.evidence.services import sweep_files
from lingdang.kernel.actor import Actor


class Command(BaseCommand):
    help = "Look after the files of photographs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sweep = verbs.add_parser("sweep", help="remove files that no photograph points to")
        sweep.add_argument("--hours", type=int, default=24, help="leave alone what is younger")
        sweep.add_argument("--dry-run", action="store_true", help="name them, remove nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        swept = sweep_files(
            by=Actor.process("evidence sweep"),
            older_than=timedelta(hours=options["hours"]),
            dry_run=options["dry_run"],
        )
        for folder in swept:
            self.stdout.write(folder)
        self.stdout.write(f"{len(swept)} folders {'found' if options['dry_run'] else 'removed'}")

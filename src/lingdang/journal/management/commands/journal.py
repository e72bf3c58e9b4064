"""``lingdang journal seal|verify|relay``."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lingdang.journal.queries import last_seal
from lingdang.journal.services.relaying import deliver_due
from lingdang.journal.services.sealing import seal_facts, verify_journal


class Command(BaseCommand):
    help = "Seal facts, verify the seals, or deliver what is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("seal", help="seal what has settled")
        verify = verbs.add_parser("verify", help="prove that no fact was altered or removed")
        verify.add_argument("--head", default="", help="a chain value that was kept elsewhere")
        verify.add_argument("--json", action="store_true")
        relay = verbs.add_parser("relay", help="deliver what is due, once")
        relay.add_argument("--once", action="store_true", help="as without; `work` goes on")

    def handle(self, *_args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _seal(self, _options: dict[str, Any]) -> None:
        self.stdout.write(f"{seal_facts()} facts sealed")

    def _relay(self, _options: dict[str, Any]) -> None:
        self.stdout.write(f"{deliver_due()} tried")

    def _verify(self, options: dict[str, Any]) -> None:
        findings = list(verify_journal(options["head"]))
        last = last_seal()
        head = last.chain if last else ""
        if options["json"]:
            found = [asdict(finding) for finding in findings]
            self.stdout.write(json.dumps({"head": head, "findings": found}))
        else:
            for finding in findings:
                self.stdout.write(f"{finding.what}: fact {finding.fact_id}, seal {finding.seal_id}")
            self.stdout.write(f"head {head}")
        if findings:
            raise CommandError(f"{len(findings)} findings")

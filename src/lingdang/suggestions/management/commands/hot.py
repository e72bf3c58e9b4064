"""``lingdang hot find|list|ten``: what many tell of, and the ten that matter most."""

import json
from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.places.public import tree
from lingdang.suggestions.enums import IMPORT, KEEP_TEN, SEE, Quarter
from lingdang.suggestions.imports import import_ten
from lingdang.suggestions.policies import LEARN
from lingdang.suggestions.queries import hot_matters_for
from lingdang.suggestions.services import draft_ten, find_hot_matters

FINDER = Actor.process("lingdang hot", LEARN, SEE, KEEP_TEN, IMPORT)


class Command(BaseCommand):
    help = "Find the matters that many cases are of; list them; enter a list of ten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        find = verbs.add_parser("find", help="look for hot matters now, as the worker does")
        days = find.add_argument("--on", type=date.fromisoformat, nargs="+", metavar="DAY")
        days.help = "as it was at the end of these days, one after the other"
        show = verbs.add_parser("list", help="the hottest first")
        show.add_argument("--top", type=int, default=10)
        show.add_argument("--json", action="store_true", help="answer for programs")
        ten = verbs.add_parser("ten", help="draft a list of ten from what is hot, or from a sheet")
        ten.add_argument("file", type=Path, nargs="?")
        ten.add_argument("--place", required=True, metavar="CODE")
        ten.add_argument("--year", type=int, required=True)
        ten.add_argument("--quarter", choices=Quarter.values, default=Quarter.YEAR.value)
        ten.add_argument("--confirm", action="store_true", help="make it public")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except (DomainError, OSError) as refusal:
            raise CommandError(str(refusal)) from None

    def do_find(self, options: dict[str, Any]) -> None:
        ends = [timezone.make_aware(datetime.combine(day, time.max)) for day in options["on"] or ()]
        for at in ends or [timezone.now()]:
            hot = find_hot_matters(by=FINDER, now=at)
            told = {"day": timezone.localdate(at).isoformat(), "hot": hot}
            self.stdout.write(_("%(day)s: %(hot)s hot matters.") % told)

    def do_list(self, options: dict[str, Any]) -> None:
        for one in hot_matters_for(FINDER).order_by("-heat", "-pk")[: options["top"]]:
            told = {
                "id": one.pk,
                "title": one.title,
                "heat": one.heat,
                "reports": one.reports,
                "joined": one.joined,
                "first": timezone.localdate(one.first_at).isoformat(),
                "last": timezone.localdate(one.last_at).isoformat(),
            }
            line = "{id}. {title} · {first}–{last} · {reports} · {heat}"
            as_json = json.dumps(told, ensure_ascii=False)
            self.stdout.write(as_json if options["json"] else line.format(**told))

    def do_ten(self, options: dict[str, Any]) -> None:
        period = {"year": options["year"], "quarter": options["quarter"], "by": FINDER}
        if options["file"] is None:
            place = tree().by_code(options["place"])
            ten = draft_ten(place_id=place.id, **period)
            self.stdout.write(str(ten.items.count()))
            return
        content, confirm = options["file"].read_bytes(), options["confirm"]
        report = import_ten(content, place_code=options["place"], confirm=confirm, **period)
        if report.problems:
            raise CommandError("\n".join(map(str, report.problems)))
        self.stdout.write(str(report))

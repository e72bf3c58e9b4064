"""``lingdang cases step|refresh``; ``lingdang import cases`` is the room of intake's."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.cases.enums import Step
from lingdang.cases.public import case_by_number, take_step
from lingdang.cases.services import follow_places, follow_posts
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.public import actor_for, person_by_login

COMMAND = Actor.process("lingdang cases")


class Command(BaseCommand):
    help = "Take a step of a case; follow places and posts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        step = verbs.add_parser("step", help="take a step as the person who signs in as LOGIN")
        step.add_argument("case", help="the number that the case shows")
        step.add_argument("step", choices=Step.values)
        step.add_argument("--data", type=json.loads, default={}, help="what it asks for, as JSON")
        step.add_argument("--as", dest="login", required=True)
        verbs.add_parser("refresh", help="follow today's tree of places and today's posts")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_step(self, options: dict[str, Any]) -> None:
        person = person_by_login(options["login"])
        if person is None:
            raise CommandError(_("Nobody has this sign-in name."))
        if not isinstance(options["data"], dict):
            raise CommandError(_("The data is a JSON object."))
        by = actor_for(person)
        case = case_by_number(by, options["case"])
        case = take_step(case_id=case.pk, step=options["step"], data=options["data"], by=by)
        self.stdout.write(f"{case.number} {case.state}")

    def do_refresh(self, options: dict[str, Any]) -> None:
        places, posts = follow_places(by=COMMAND), follow_posts(by=COMMAND)
        done = {"places": places, "posts": posts}
        self.stdout.write(_("%(places)s places followed, %(posts)s cases handed over.") % done)

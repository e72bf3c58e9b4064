"""Where a message leads: a reporter to their own matter, staff to its page at the desk."""

from collections.abc import Mapping

from django.urls import reverse

from lingdang.messaging.public import is_for_reporter


def leads_to(what: str, about: str, facts: Mapping[str, object]) -> str:
    """The path of the page; nothing when no page is about it."""
    kind, _colon, number = about.partition(":")
    if kind == "notice":
        return reverse("resident:notice", args=[int(number)])
    if kind == "call":
        return reverse("desk:call", args=[int(number)])
    if kind != "case":
        return ""
    if is_for_reporter(what):
        return reverse("resident:case", args=[facts["number"]])
    return reverse("desk:case", args=[int(number)])

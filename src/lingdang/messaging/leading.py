"""Where a message leads. The faces say it, for they have the pages."""

from collections.abc import Callable, Mapping

from django.conf import settings

type Way = Callable[[str, str, Mapping[str, object]], str]
_ways: list[Way] = []


def lead_by(way: Way) -> None:
    """Let a face tell, of what is told about something, the path of its page; "" for none."""
    _ways[:] = [way]


def page_of(what: str, about: str, facts: Mapping[str, object]) -> str:
    """The whole address for whoever gets it; none while nobody said where we are reached."""
    path = _ways[0](what, about, facts) if _ways and settings.PUBLIC_URL else ""
    return f"{settings.PUBLIC_URL}{path}" if path else ""

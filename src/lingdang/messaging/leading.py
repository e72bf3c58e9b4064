"""Where a message leads. The faces say it, for they have the pages."""

from collections.abc import Callable, Mapping

from django.conf import settings

type Way = Callable[[str, str, Mapping[str, object]], str]
_ways: list[Way] = []


def lead_by(way: Way) -> None:
    """Let a face tell, of what is told about something, the path of its page; "" for none."""
    _ways[:] = [way]


def path_of(what: str, about: str, facts: Mapping[str, object]) -> str:
    """For who is here already: a browser knows where its notifications come from."""
    return _ways[0](what, about, facts) if _ways else ""


def page_of(what: str, about: str, facts: Mapping[str, object]) -> str:
    """The whole address for whoever gets it; none while nobody said where we are reached."""
    path = path_of(what, about, facts) if settings.PUBLIC_URL else ""
    return f"{settings.PUBLIC_URL}{path}" if path else ""

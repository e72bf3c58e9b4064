"""Where a matter stands, in the words of whoever waits for it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lingdang.cases.public import Case, State
from lingdang.faces.resident.templatetags.moments import moment

_WORDS = {
    State.RECEIVED: gettext_lazy("We have it"),
    State.FILED: gettext_lazy("Filed, somebody is being sent"),
    State.DISPATCHED: gettext_lazy("Being put right"),
    State.HANDLED: gettext_lazy("Put right, being checked"),
    State.VERIFIED: gettext_lazy("Checked: please tell us"),
    State.CALLED_BACK: gettext_lazy("You have answered"),
    State.CLOSED: gettext_lazy("Finished"),
    State.REFUSED: gettext_lazy("Not taken up"),
    State.WITHDRAWN: gettext_lazy("You withdrew it"),
    State.MERGED: gettext_lazy("Goes on together with another report"),
}
_TO_ALL = {  # where the words above speak to who reported it
    State.VERIFIED: gettext_lazy("Put right and checked"),
    State.CALLED_BACK: gettext_lazy("Put right and checked"),
}
_NEXT = {
    State.RECEIVED: gettext_lazy("Somebody decides on it before %(when)s."),
    State.FILED: gettext_lazy("Somebody is sent before %(when)s."),
    State.DISPATCHED: gettext_lazy("It should be put right before %(when)s."),
    State.HANDLED: gettext_lazy("It is checked on the spot before %(when)s."),
    State.VERIFIED: gettext_lazy("We ask you whether it is settled before %(when)s."),
    State.CALLED_BACK: gettext_lazy("It is closed before %(when)s."),
}


def words(state: str) -> str:
    return str(_WORDS[State(state)])


def public_words(state: str) -> str:
    return str((_WORDS | _TO_ALL)[State(state)])


def promise(case: Case) -> str:
    """What comes next and until when; a promise not kept is said, not hidden."""
    following = _NEXT.get(State(case.state))
    if following is None or case.due_at is None:
        return ""
    if case.due_at < timezone.now():
        return _("This was promised for %(when)s and is late.") % {"when": moment(case.due_at)}
    return str(following) % {"when": moment(case.due_at)}

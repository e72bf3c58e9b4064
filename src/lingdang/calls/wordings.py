"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from lingdang.messaging.public import Wording, declare

declare(
    Wording(
        "calls.rung",
        _("The bell rings for you"),
        _("The bell rings: %(place)s"),
        _("Somebody in %(place)s rings the bell (%(number)s). Please answer now."),
    ),
    Wording(
        "calls.taken",
        _("Somebody else answered a call"),
        _("Answered: %(place)s"),
        _("%(who)s has answered the call %(number)s from %(place)s. You need not answer it."),
    ),
    Wording(
        "calls.unanswered",
        _("Nobody answered a call"),
        _("Nobody answered: %(place)s"),
        _("Nobody answered the call %(number)s from %(place)s. Please see to it at once."),
    ),
    Wording(
        "calls.cancelled",
        _("A call was cancelled"),
        _("Cancelled: %(place)s"),
        _("The call %(number)s from %(place)s was a mistake. You need not answer it."),
    ),
    Wording(
        "calls.answered",
        _("Your call is answered"),
        _("Your call is answered"),
        _("%(who)s has answered your call %(number)s."),
        for_reporter=True,
    ),
    Wording(
        "calls.nobody",
        _("Nobody answered your call"),
        _("Nobody has answered your call yet"),
        _(
            "The duty desk has your call %(number)s on its list. "
            "In danger call 110 (police), 119 (fire) or 120 (ambulance)."
        ),
        for_reporter=True,
    ),
)

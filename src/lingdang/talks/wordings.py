"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from lingdang.messaging.public import Wording, declare

declare(
    Wording(
        "talks.asked",
        _("Question to the reporter"),
        _("A question about your matter %(number)s"),
        _("%(text)s Please answer on the page of your matter, or by telephone."),
        for_reporter=True,
    ),
    Wording(
        "talks.reminded",
        _("Reminder of a question"),
        _("A question about your matter %(number)s still waits for you"),
        _("%(text)s Without your answer it goes on as far as it is known."),
        for_reporter=True,
    ),
    Wording(
        "talks.replied",
        _("Reply to the reporter"),
        _("A reply about your matter %(number)s"),
        "%(text)s",
        for_reporter=True,
    ),
    Wording(
        "talks.answered",
        _("The reporter answered"),
        _("The reporter answered in case %(number)s"),
        "%(text)s",
    ),
    Wording(
        "talks.added",
        _("The reporter added something"),
        _("The reporter added something to case %(number)s"),
        "%(text)s",
    ),
    Wording(
        "talks.run_out",
        _("A question was not answered"),
        _("Your question in case %(number)s was not answered in time"),
        "%(text)s",
    ),
    Wording(
        "talks.mentioned",
        _("Somebody mentions you"),
        _("%(who)s mentions you in case %(number)s"),
        "%(text)s",
    ),
)

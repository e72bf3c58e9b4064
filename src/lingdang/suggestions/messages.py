"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from lingdang.messaging.public import Wording, declare

SETTLED = "suggestions.joined_settled"

declare(
    Wording(
        SETTLED,
        _("A matter you met too is settled"),
        _("Settled: %(number)s"),
        _("The matter %(number)s, which you said you met too, is settled: %(outcome)s"),
        for_reporter=True,
    )
)

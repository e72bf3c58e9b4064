"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from lingdang.messaging.public import Channel, Wording, declare

TOLD = Wording(
    "notices.told",
    _("A notice of a community"),
    _("%(place)s: a notice"),
    _("%(title)s"),
    never_by=frozenset({Channel.SMS}),
)
TOLD_URGENTLY = Wording(
    "notices.told_urgently",
    _("An urgent notice of a community"),
    _("%(place)s: an urgent notice"),
    _("%(title)s"),
)
declare(TOLD, TOLD_URGENTLY)

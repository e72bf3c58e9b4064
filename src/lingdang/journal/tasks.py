"""The journal's own periodic work."""

from django.conf import settings

from lingdang.journal.services.periodic import periodic
from lingdang.journal.services.sealing import seal_facts

periodic(settings.SEAL_EVERY_SECONDS)(seal_facts)

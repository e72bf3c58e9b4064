"""One matter from report to close."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from lingdang.cases.enums import ENDED, LocatedHow, Source, State
from lingdang.cases.models.case_rules import CONSTRAINTS, INDEXES, LONGEST_LINE
from lingdang.cases.models.lists import CaseQuerySet
from lingdang.kernel.coordinates import System

_HASH = 64


def number_of(pk: int, received: datetime) -> str:
    """What people call a case; ``received`` in the district's own time."""
    return f"{received.year}{received.month:02}{received.day:02}-{pk:06}"


class Case(models.Model):
    """Times and owners are those of the present round; earlier rounds stand in the journal.

    ``place`` is where it is held now, ``path`` that place's path today, ``origin_place`` where it
    began, ``standard`` what it was filed under. The position is WGS-84; ``raw_*`` is what was
    sent, in the system it was sent in.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    source = models.CharField(max_length=12, choices=Source)
    category = models.ForeignKey(
        "standards.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    standard = models.ForeignKey(
        "standards.Standard",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    procedure = models.ForeignKey(  # none: the ordinary way
        "standards.Procedure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    particulars = models.JSONField(default=dict, db_default={})
    description = models.TextField(blank=True, default="", db_default="")
    attributes = models.JSONField(default=dict, db_default={})

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    origin_place = models.ForeignKey(
        "places.Place", models.PROTECT, related_name="+", db_index=False
    )
    path = models.CharField(max_length=200, db_collation="C")
    level_settled = models.CharField(max_length=50, null=True, blank=True)  # noqa: DJ001 -- null: not settled yet
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    raw_lng = models.FloatField(null=True, blank=True)
    raw_lat = models.FloatField(null=True, blank=True)
    raw_system = models.CharField(
        max_length=8, choices=System, blank=True, default="", db_default=""
    )
    located_how = models.CharField(max_length=8, choices=LocatedHow)
    address = models.CharField(max_length=LONGEST_LINE, blank=True, default="", db_default="")

    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    anonymous = models.BooleanField(default=False, db_default=False)
    contact_cipher = models.TextField(blank=True, default="", db_default="")
    contact_index = models.CharField(max_length=_HASH, null=True, blank=True)  # noqa: DJ001 -- null: no phone
    follow_hash = models.CharField(max_length=_HASH, null=True, blank=True)  # noqa: DJ001 -- null: no token

    received_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    called_back_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # closed, refused or withdrawn
    due_from = models.DateTimeField(null=True, blank=True)  # since when the next step is due
    due_at = models.DateTimeField(null=True, blank=True)  # and by when; none while suspended
    suspended_since = models.DateTimeField(null=True, blank=True)
    due_times = models.PositiveSmallIntegerField(default=1, db_default=1)  # limits this one holds
    rung = models.PositiveSmallIntegerField(default=0, db_default=0)  # told of this deadline
    extensions = models.PositiveSmallIntegerField(default=0, db_default=0)  # ever
    misdispatches = models.PositiveSmallIntegerField(default=0, db_default=0)
    overdue = models.BooleanField(default=False, db_default=False)  # handled late, in any round
    late_unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    excused = models.BooleanField(default=False, db_default=False)  # figures leave ``overdue`` out
    changed_at = models.DateTimeField(db_default=Now())

    outcome = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")  # why refused or withdrawn
    returns = models.PositiveSmallIntegerField(default=0, db_default=0)
    reopened = models.PositiveSmallIntegerField(default=0, db_default=0)
    settled = models.BooleanField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)

    request_scope = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 -- null: no key
    request_key = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 -- null: no key
    request_digest = models.CharField(max_length=_HASH, blank=True, default="", db_default="")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """``20260701-000042``: the day it was received, and its id."""
        return number_of(self.pk, timezone.localtime(self.received_at))

    @property
    def is_restricted(self) -> bool:
        """Whether only the roles that its procedure names know of it."""
        return self.procedure is not None and self.procedure.restricted

    @property
    def leading(self) -> "Case":
        """The case that this matter goes on in: itself, or the one it was merged into."""
        return self.merged_into or self

    @property
    def is_heard(self) -> bool:
        """Whether its reporter can say something: has an account, or holds its token."""
        return self.reporter_id is not None or self.follow_hash is not None

    @property
    def is_reachable(self) -> bool:
        return self.is_heard or self.contact_index is not None

    @property
    def is_owed_a_reply(self) -> bool:
        """Whether somebody outside the office waits for a word and can be given one."""
        left = self.contact_index is not None or self.follow_hash is not None
        return left or (self.reporter_id is not None and self.source in Source.from_outside())

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def subject(self) -> str:
        """What facts and photographs call it."""
        return f"case:{self.pk}"

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and self.due_at < now

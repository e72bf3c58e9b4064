"""What else is kept beside a case: parties, sessions, an agreement, legal steps, answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lingdang.dossiers.enums import Outcome, PartyRole, ReplyChannel

LARGEST_AREA = 10_000_000  # square metres


def _case() -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey("cases.Case", models.PROTECT, related_name="+")


def _by() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


class Party(models.Model):
    """Somebody it is about; who they are lies sealed."""

    case = _case()
    role = models.CharField(max_length=10, choices=PartyRole)
    cipher = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="party_role_known", condition=Q(role__in=PartyRole.values)),
            models.CheckConstraint(name="party_is_sealed", condition=~Q(cipher="")),
        ]


class Session(models.Model):
    """The sides met: who mediated, what was said (sealed)."""

    case = _case()
    held_on = models.DateField()
    where = models.CharField(max_length=200, blank=True, db_default="")
    mediators = ArrayField(models.BigIntegerField(), default=list)
    cipher = models.TextField(blank=True, db_default="")

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(name="session_has_mediator", condition=~Q(mediators=[])),
        ]


class Agreement(models.Model):
    """How a mediation came out, and when somebody looks again whether it holds."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    cipher = models.TextField()
    follow_up_on = models.DateField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    kept = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(name="agreement_is_sealed", condition=~Q(cipher="")),
            models.CheckConstraint(
                name="agreement_followed_up_whole",
                condition=Q(followed_up_at=None, kept=None)
                | Q(followed_up_at__isnull=False, kept__isnull=False),
            ),
        ]


class Document(models.Model):
    """One legal step: its paper with number and date, and what was taken down with it."""

    case = _case()
    step = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=80)
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True, db_default="")
    removed = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)  # m²
    photo_ids = ArrayField(models.BigIntegerField(), default=list)
    by = _by()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="document_once_in_a_case", fields=["case", "step"]),
            models.UniqueConstraint(name="document_in_order", fields=["case", "position"]),
            models.CheckConstraint(name="document_has_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="document_removed_possible",
                condition=Q(removed=None) | Q(removed__gt=0, removed__lte=LARGEST_AREA),
            ),
        ]
        indexes = [models.Index(name="document_by_day", fields=["on"])]


class Reply(models.Model):
    """The reporter was told how it came out, one by one 办结一件反馈一件."""

    case = _case()
    channel = models.CharField(max_length=10, choices=ReplyChannel)
    cipher = models.TextField()
    at = models.DateTimeField(db_default=Now())
    by = _by()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="reply_channel_known", condition=Q(channel__in=ReplyChannel.values)
            ),
            models.CheckConstraint(name="reply_is_sealed", condition=~Q(cipher="")),
        ]


class Transfer(models.Model):
    """Handed to another body, which gives a receipt."""

    case = _case()
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    cipher = models.TextField(blank=True, db_default="")
    sent_at = models.DateTimeField(db_default=Now())
    received_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=80, blank=True, db_default="")

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.CheckConstraint(
                name="transfer_receipt_whole",
                condition=Q(received_at=None, receipt="")
                | (Q(received_at__isnull=False) & ~Q(receipt="")),
            ),
            models.CheckConstraint(
                name="transfer_received_after_sent",
                condition=Q(received_at=None) | Q(received_at__gte=F("sent_at")),
            ),
        ]

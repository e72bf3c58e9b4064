"""The words of what is kept beside a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Holds(models.TextChoices):
    """What a procedure may keep beside a case."""

    ERRAND = "errand", _("Errand: papers and consent")
    PARTIES = "parties", _("Parties")
    SESSIONS = "sessions", _("Sessions")
    AGREEMENT = "agreement", _("Agreement")
    DOCUMENTS = "documents", _("Legal documents")
    REPLIES = "replies", _("Replies to the reporter")
    TRANSFERS = "transfers", _("Hand-overs between bodies")


class Kind(models.TextChoices):
    """One thing that is entered into a dossier, in the order in which a page offers them."""

    SERVICE = "service", pgettext_lazy("entry of a dossier", "Service")
    CONSENT = "consent", pgettext_lazy("entry of a dossier", "Consent")
    PAPER = "paper", pgettext_lazy("entry of a dossier", "Paper")
    PROGRESS = "progress", pgettext_lazy("entry of a dossier", "Progress")
    DELIVERY = "delivery", pgettext_lazy("entry of a dossier", "Result handed over")
    PARTY = "party", pgettext_lazy("entry of a dossier", "Party")
    SESSION = "session", pgettext_lazy("entry of a dossier", "Session")
    AGREEMENT = "agreement", pgettext_lazy("entry of a dossier", "Agreement")
    FOLLOW_UP = "follow_up", pgettext_lazy("entry of a dossier", "Follow-up")
    DOCUMENT = "document", pgettext_lazy("entry of a dossier", "Legal document")
    TRANSFER = "transfer", pgettext_lazy("entry of a dossier", "Hand-over to a body")
    RECEIPT = "receipt", pgettext_lazy("entry of a dossier", "Receipt of a hand-over")
    REPLY = "reply", pgettext_lazy("entry of a dossier", "Reply to the reporter")


class Consent(models.TextChoices):
    SIGNED = "signed", pgettext_lazy("how consent was given", "Signed on paper")
    SPOKEN = "spoken", pgettext_lazy("how consent was given", "Said in person")
    PHONE = "phone", pgettext_lazy("how consent was given", "Said on the telephone")
    FAMILY = "family", pgettext_lazy("how consent was given", "Given by the family")


class PaperState(models.TextChoices):
    WANTED = "wanted", pgettext_lazy("state of a paper", "wanted")
    COLLECTED = "collected", pgettext_lazy("state of a paper", "collected")
    HANDED_IN = "handed_in", pgettext_lazy("state of a paper", "handed in")
    RETURNED = "returned", pgettext_lazy("state of a paper", "returned")
    NOT_NEEDED = "not_needed", pgettext_lazy("state of a paper", "not needed")


class PartyRole(models.TextChoices):
    ASKS = "asks", pgettext_lazy("party", "Asks for mediation")
    OTHER = "other", pgettext_lazy("party", "Other side")
    REPORTED = "reported", pgettext_lazy("party", "Reported side")
    WITNESS = "witness", pgettext_lazy("party", "Witness")


class Outcome(models.TextChoices):
    AGREED = "agreed", pgettext_lazy("outcome of a mediation", "Agreed")
    PARTLY = "partly", pgettext_lazy("outcome of a mediation", "Partly agreed")
    NOT_AGREED = "not_agreed", pgettext_lazy("outcome of a mediation", "Not agreed")


class ReplyChannel(models.TextChoices):
    PHONE = "phone", _("By phone")
    VISIT = "visit", _("By visit")
    MESSAGE = "message", _("By message")
    LETTER = "letter", _("By letter")
    PUBLIC = "public", _("In public: the reporter is not known")


class CareCategory(models.TextChoices):
    LONELY = "lonely", _("Old person alone")
    LEFT_BEHIND = "left_behind", _("Left-behind child")
    HARDSHIP = "hardship", _("Family in hardship")
    GRAVELY_ILL = "gravely_ill", _("Gravely ill")

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone

from lingdang.people.privacy import decrypt, mask_name, mask_phone

INDEX_LENGTH = 64


class PersonManager(BaseUserManager["Person"]):
    """Finds by sign-in name, as Django's sign-in asks."""


class Person(AbstractBaseUser):
    """Someone who can sign in: staff by login and password, residents by their phone.

    Name and phone are sealed; ``phone_index`` finds a number without storing it. ``key`` is the
    register's own number for the person, by which an import recognises whom it brought before.
    """

    login = models.CharField(max_length=150, unique=True, null=True, blank=True)
    key = models.CharField(max_length=50, unique=True, null=True, blank=True)
    name_cipher = models.TextField(blank=True, db_default="")
    phone_cipher = models.TextField(blank=True, db_default="")
    phone_index = models.CharField(max_length=INDEX_LENGTH, unique=True, null=True, blank=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True, db_default=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_login_is_lower_case",
                condition=Q(login__isnull=True) | (Q(login=Lower(F("login"))) & ~Q(login="")),
            ),
            models.CheckConstraint(
                name="person_key_not_empty", condition=Q(key__isnull=True) | ~Q(key="")
            ),
            models.CheckConstraint(
                name="person_phone_has_its_index",
                condition=Q(phone_cipher="", phone_index__isnull=True)
                | (~Q(phone_cipher="") & Q(phone_index__isnull=False)),
            ),
            models.CheckConstraint(
                name="person_verified_phone_exists",
                condition=Q(phone_verified_at__isnull=True) | Q(phone_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.login or f"person {self.pk}"

    @property
    def name(self) -> str:
        return decrypt(self.name_cipher)

    @property
    def phone(self) -> str:
        return decrypt(self.phone_cipher)

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    @property
    def is_staff_member(self) -> bool:
        """Holds a post today; one statement."""
        return self.posts.on(timezone.localdate()).exists()

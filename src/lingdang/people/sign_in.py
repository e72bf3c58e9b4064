"""What allauth must know of persons: sealed phones, sign-up by code, a second factor for staff."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.fields import PhoneField
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from lingdang.people import privacy, sms
from lingdang.people.errors import PhoneNotValid
from lingdang.people.models import Person
from lingdang.people.queries.people import person_by_phone


def must_enrol_totp(person: Person) -> bool:
    """Whether this person has to set up a second factor before anything else."""
    return (
        settings.REQUIRE_TOTP
        and person.is_staff_member
        and not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    )


def shown_name(person: Person) -> str:
    """How a page calls the person who is signed in."""
    return person.name or person.masked_phone or str(person)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Residents come by code, staff are entered by their administrators."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(validators=[], **kwargs)  # ``clean_phone`` says what a number is

    def clean_phone(self, phone: str) -> str:
        try:
            normal = privacy.normal_phone(phone)
        except PhoneNotValid as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None
        if not privacy.can_receive_codes(normal):
            raise ValidationError(str(PhoneNotValid()), code=PhoneNotValid.code)
        return normal

    def get_user_by_phone(self, phone: str) -> Person | None:
        return person_by_phone(phone)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        if not user.phone_index:
            return None
        return user.phone, user.phone_verified_at is not None

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:  # noqa: FBT001 -- allauth's signature
        user.phone_cipher = privacy.encrypt(phone)
        user.phone_index = privacy.phone_index(phone)
        user.phone_verified_at = timezone.now() if verified else None
        user.save(update_fields=["phone_cipher", "phone_index", "phone_verified_at"])

    def set_phone_verified(self, user: Person, phone: str) -> None:
        if user.phone_index == privacy.phone_index(phone):
            user.phone_verified_at = timezone.now()
            user.save(update_fields=["phone_verified_at"])

    def send_verification_code_sms(
        self,
        user: Person,  # noqa: ARG002 -- likewise
        phone: str,
        code: str,
        **_kwargs: Any,
    ) -> None:
        sms.send_code(phone, code)

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        if not user.is_staff_member:
            request.session.set_expiry(settings.RESIDENT_SESSION_AGE)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask again for the password, but not of who gave it a moment ago."""
        required: bool = super().is_reauthentication_required(app=app, **more)
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return required and time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    def encrypt(self, text: str) -> str:
        return privacy.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return privacy.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor cannot drop it."""
        return not (settings.REQUIRE_TOTP and authenticator.user.is_staff_member)

from allauth.account.forms import RequestLoginCodeForm

from lingdang.people.models import Person
from lingdang.people.services.residents import resident_by_phone


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    """A number seen for the first time is a new resident: one form to sign up and to sign in."""

    _user: Person | None

    def clean_phone(self) -> str:
        phone: str = super().clean_phone()
        if not self._user:
            self._user = resident_by_phone(phone)
        return phone

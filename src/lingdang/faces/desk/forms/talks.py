"""What staff says in a case; how the lists of this room are narrowed."""

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Case, State
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names, states
from lingdang.faces.desk.forms.fields import DeskForm, PhotosField, QuickSelect
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import cards
from lingdang.talks.public import (
    FIELDS,
    Colleague,
    Kind,
    Said,
    Way,
    filled,
    may_publish,
    mentionable,
    offered_replies,
)

if TYPE_CHECKING:
    from django.http import QueryDict

PRIVATE, PUBLIC = "private", "public"
_BEGINNING = 30
_ANY = ("", _("any"))


class SayForm(DeskForm):
    """``key`` makes what is sent twice one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def told(self, by: Actor) -> dict[str, Any]:  # noqa: ARG002 -- forms with photographs need it
        """Say what the service shall know."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class AskForm(SayForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("The clock stands still until they answer.")


class AnswerForm(SayForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What they answered, by telephone or face to face")


class ReplyForm(SayForm):
    """A standard reply chosen without words of one's own is shown filled in before it is sent."""

    standard_id = forms.TypedChoiceField(
        label=_("Standard reply"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=QuickSelect,
    )
    audience = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect, initial=PRIVATE)
    way = forms.ChoiceField(label=_("How they are told"), required=False)
    field_order = ("key", "standard_id", "text", "audience", "way")

    def __init__(self, case: Case, reporters: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("standard_id"):
            self.fields["text"].required = False  # a standard reply alone is shown first
        self.case, self.standards = case, {one.pk: one for one in offered_replies(case)}
        choices = [(PRIVATE, _("Only who reported it"))]
        if may_publish(case):
            choices.append((PUBLIC, _("Everybody")))
        self._offer("audience", choices)
        self._offer("way", [("", _("in writing, here")), *Way.choices])
        standards = [(pk, one.title) for pk, one in self.standards.items()]
        self._offer("standard_id", [("", _("none")), *standards])
        self.fields["standard_id"].widget.attrs.update(
            {
                "hx-get": reverse("desk:standard_text", args=[case.pk]),
                "hx-target": "#id_reply_text",
                "hx-swap": "outerHTML",
                "hx-trigger": "change",
                "hx-include": "this",
            }
        )
        if not standards:
            del self.fields["standard_id"]
        if reporters > 1:
            told = _("All %(count)s who reported it are told.") % {"count": reporters}
            self.fields["audience"].help_text = told
        if self.data.get("sure"):
            self._ask_whether_sure()
        self.dress()

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # all of them choose

    def _ask_whether_sure(self) -> None:
        self.fields["sure"] = forms.BooleanField(
            label=_("These numbers are meant to be public"), required=False
        )

    def filled(self, standard_id: int) -> str:
        """Fill a standard reply in for this case."""
        chosen = self.standards.get(standard_id)
        return filled(chosen.text, self.case) if chosen else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("standard_id")
        if chosen and not cleaned.get("text"):
            self._fill(chosen)
        return cleaned

    def _fill(self, chosen: int) -> None:
        sent = cast("QueryDict", self.data).copy()
        sent["text"] = self.filled(chosen)
        self.data = sent
        self.add_error("text", _("Look through the words, then send them."))

    def told(self, by: Actor) -> dict[str, Any]:
        told = super().told(by)
        public = told.pop("audience") == PUBLIC
        return {**told, "public": public}

    def refuse(self, refusal: DomainError) -> None:
        if isinstance(refusal, Incomplete) and "sure" in refusal.problems:
            self._ask_whether_sure()
        super().refuse(refusal)


def _shown(one: Colleague, phone: str) -> str:
    """``张* · 网格员 · 138****1234``: two of one surname differ by their phones."""
    return " · ".join(part for part in (one.display, one.role, phone) if part)


class NoteForm(SayForm):
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Draw the attention of"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    corrects_id = forms.TypedChoiceField(
        label=_("It corrects"), coerce=int, empty_value=None, required=False
    )
    photos = PhotosField(label=_("Photographs"))

    def __init__(self, case: Case, said: list[Said], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Staff alone reads it. @name draws attention too.")
        offered = mentionable(case)
        phones = {pk: card.phone for pk, card in cards(one.person_id for one in offered).items()}
        people = [
            (
                one.person_id,
                " · ".join(filter(None, (one.display, one.role, phones[one.person_id]))),
            )
            for one in offered
        ]
        notes = [
            (one.id, one.text[:_BEGINNING])
            for one in said
            if one.kind == Kind.NOTE and not one.corrected
        ]
        self.fields["mentioned"].choices = people  # type: ignore[attr-defined]
        self.fields["corrects_id"].choices = [("", _("none")), *notes]  # type: ignore[attr-defined]
        for name, offers in (("mentioned", people), ("corrects_id", notes)):
            if not offers:
                del self.fields[name]

    def told(self, by: Actor) -> dict[str, Any]:
        told = super().told(by)
        photos = [store_photo(file, by=by).pk for file in told.pop("photos", [])]
        return {**told, "photo_ids": photos}


class StandardReplyForm(DeskForm):
    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(
        label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    category_code = forms.CharField(label=_("Category"), required=False, widget=QuickSelect)
    state = forms.ChoiceField(label=pgettext_lazy("column", "State"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gaps = " ".join(f"{{{name}}}" for name in FIELDS)
        told = _("Filled in from the case: %(gaps)s") % {"gaps": gaps}
        self.fields["text"].help_text = told
        self.fields["category_code"].widget.choices = [_ANY, *names.categories().items()]
        self.fields["state"].choices = [_ANY, *_states(list(State))]  # type: ignore[attr-defined]


def _states(among: list[State]) -> list[tuple[str, str]]:
    return [(state.value, str(states.WORDS[state][0])) for state in among]


class StandardReplyFilterForm(DeskForm):
    q = forms.CharField(label=_("Title or words"), max_length=60, required=False)
    category = forms.CharField(label=_("Category"), required=False, widget=QuickSelect)
    state = forms.ChoiceField(label=pgettext_lazy("column", "State"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("used", _("most used first")), ("newest", _("newest first"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].widget.choices = [_ANY, *names.categories().items()]
        self.fields["state"].choices = [_ANY, *_states(list(State))]  # type: ignore[attr-defined]


class ReplyRuleFilterForm(DeskForm):
    q = forms.CharField(label=_("Name or code"), max_length=60, required=False)
    due = forms.ChoiceField(
        label=_("Reply"),
        choices=[_ANY, ("first", _("must precede closing")), ("none", _("none is due"))],
        required=False,
    )


class ReplyRuleForm(DeskForm):
    """As usual takes a rule away."""

    category_code = forms.CharField(label=_("Category"), widget=QuickSelect)
    required = forms.TypedChoiceField(
        label=_("Reply"),
        choices=[
            ("1", _("must precede closing")),
            ("0", _("none is due")),
            ("", _("as is usual here")),
        ],
        coerce=lambda value: value == "1",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_rule_%s")
        super().__init__(*args, **kwargs)
        self.fields["category_code"].widget.choices = [
            ("", _("choose")),
            *names.categories().items(),
        ]


_PUT_RIGHT = [State.HANDLED, State.VERIFIED, State.CALLED_BACK, State.CLOSED]


class WaitingFilterForm(DeskForm):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    state = forms.ChoiceField(label=pgettext_lazy("column", "State"), required=False)
    category = forms.CharField(label=_("Category"), required=False, widget=QuickSelect)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("longest", _("waiting longest first")), ("newest", _("newest first"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [_ANY, *_states(_PUT_RIGHT)]  # type: ignore[attr-defined]
        self.fields["category"].widget.choices = [_ANY, *names.categories().items()]


class QuestionFilterForm(DeskForm):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    mine = forms.BooleanField(label=_("my questions"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("until", _("running out first")), ("newest", _("newest first"))],
        required=False,
    )

from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError, Incomplete


class PhoneNotValid(Incomplete):
    code = "phone_not_valid"
    text = _("This is not a telephone number.")


class NameMissing(Incomplete):
    code = "name_missing"
    text = _("A name is needed.")


class LoginTaken(DomainError):
    code = "login_taken"
    text = _("The sign-in name “%(login)s” is already in use.")


class PhoneTaken(DomainError):
    code = "phone_taken"
    text = _("Another person is already registered with this telephone number.")


class StillServes(DomainError):
    code = "still_serves"
    text = _("You still hold a post. Ask for it to be ended first; then your data can be erased.")


class UnitCodeTaken(DomainError):
    code = "unit_code_taken"
    text = _("The unit code “%(code)s” is already in use.")


class UnitInsideItself(DomainError):
    code = "unit_inside_itself"
    text = _("A unit cannot be moved below itself.")


class UnitInUse(DomainError):
    code = "unit_in_use"
    text = _("The unit still has units or posts below it.")


class UnitDatesWrong(Incomplete):
    code = "unit_dates_wrong"
    text = _("The unit must end after it begins.")


class PostNeedsPlace(Incomplete):
    code = "post_needs_place"
    text = _("“%(role)s” is held at a place: name the place.")


class PostNeedsUnit(Incomplete):
    code = "post_needs_unit"
    text = _("“%(role)s” is held at a unit: name the unit and no place.")


class PostOverlaps(DomainError):
    code = "post_overlaps"
    text = _("The person already holds this post in that time.")


class PostDatesWrong(Incomplete):
    code = "post_dates_wrong"
    text = _("The post must end after it begins.")


class PostShiftHalf(Incomplete):
    code = "post_shift_half"
    text = _("A shift needs both its beginning and its end.")


class RolesExclude(DomainError):
    code = "roles_exclude"
    text = _(
        "Nobody may be system, security and audit administrator at once: they watch each other."
    )


class NotByYourself(DomainError):
    code = "not_by_yourself"
    status = 403
    text = _("Nobody decides about their own posts.")


class ReasonMissing(Incomplete):
    code = "reason_missing"
    text = _("A reason is needed.")


class DutiesTooWide(Incomplete):
    code = "duties_too_wide"
    text = _("The person does not hold these duties: %(duties)s.")


class DutiesMissing(Incomplete):
    code = "duties_missing"
    text = _("Name at least one duty.")


class TokenDatesWrong(Incomplete):
    code = "token_dates_wrong"
    text = _("The token must expire in the future.")


class PasswordTooWeak(Incomplete):
    code = "password_too_weak"
    text = _("The password is too weak.")


class MessageNotSent(DomainError):
    code = "message_not_sent"
    status = 503
    text = _("The text message could not be sent. Please try again later.")


class CellEmpty(Incomplete):
    code = "cell_empty"
    text = _("Column “%(column)s” is empty.")


class ChoiceUnknown(Incomplete):
    code = "choice_unknown"
    text = _("“%(value)s” is not known in column “%(column)s”.")


class PlaceUnknown(Incomplete):
    code = "place_unknown"
    text = _("There is no place with the code “%(code)s”.")


class UnitUnknown(Incomplete):
    code = "unit_unknown"
    text = _("There is no unit with the code “%(code)s”.")


class RowTwice(Incomplete):
    code = "row_twice"
    text = _("“%(value)s” stands in the file more than once.")


class UnitDiffers(DomainError):
    code = "unit_differs"
    text = _("The unit “%(code)s” exists already with another name or another unit above it.")


class PersonDiffers(DomainError):
    code = "person_differs"
    text = _("The person “%(key)s” is already entered with another name, number or sign-in name.")

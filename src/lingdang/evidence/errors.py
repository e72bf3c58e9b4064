"""What the evidence room refuses. Each says what to do."""

from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class PhotoTooLarge(DomainError):
    code = "photo_too_large"
    status = 413
    text = _("The photograph is too large (%(size)s MB). Choose one of %(limit)s MB or less.")


class PhotoTooManyPixels(DomainError):
    code = "photo_too_many_pixels"
    status = 422
    text = _("The photograph has more than %(limit)s million pixels. Choose a smaller one.")


class PhotoUnreadable(DomainError):
    code = "photo_unreadable"
    status = 422
    text = _("The photograph cannot be read; it may be damaged. Take it again or choose another.")


class PhotoKindUnknown(DomainError):
    code = "photo_kind_unknown"
    status = 415
    text = _("This is not a photograph we can show. Choose a JPEG, PNG, WebP or HEIC.")


class TooManyPhotos(DomainError):
    code = "too_many_photos"
    status = 422
    text = _("At most %(limit)s photographs fit here.")


class TooManyLoose(DomainError):
    code = "too_many_loose_photos"
    status = 429
    text = _("%(limit)s photographs wait for their report. Send it before you add more.")


class PhotoNotYours(DomainError):
    code = "photo_not_yours"
    status = 404
    text = _("One of the photographs is not there any more. Choose it again.")


class TooManyUploads(DomainError):
    code = "too_many_uploads"
    status = 429
    text = _("%(limit)s photographs are on their way already. Let some arrive first.")


class NoRoom(DomainError):
    code = "no_room"
    status = 507
    text = _("There is no room for photographs just now. Keep it and try again later.")


class OffsetWrong(DomainError):
    """A piece must begin where the last one ended."""

    code = "offset_wrong"
    text = _("The photograph has come as far as byte %(offset)s.")


class PieceTooLong(DomainError):
    code = "piece_too_long"
    status = 413
    text = _("This is more than the photograph was said to be.")


class PieceDamaged(DomainError):
    code = "piece_damaged"
    status = 460
    text = _("A piece of the photograph was damaged on its way. Send it again.")


class AlreadyReceiving(DomainError):
    code = "already_receiving"
    status = 423
    text = _("A piece of this photograph is being received right now.")


class UploadDiffers(DomainError):
    code = "key_reused"
    text = _("This key was already used for another photograph.")

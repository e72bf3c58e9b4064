"""By e-mail, over the SMTP server that ``MAILERS`` names."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from lingdang.kernel.sending import REST_SECONDS, NotSent
from lingdang.messaging.channels.letters import Letter

_PERMANENT = 500


def send(letter: Letter) -> str:
    """Send one mail; its ``Message-ID`` is the letter's own, so a second copy is known as one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    message_id = f"<{letter.id}@{host}>"
    mail = EmailMessage(
        subject=" ".join(letter.title.split()),
        body=f"{letter.text}\n\n{letter.url}".strip(),
        to=[letter.address],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send(using="default")
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise _refusal(code, words) from None
    except smtplib.SMTPAuthenticationError as refused:
        raise NotSent("sign_in", _said(refused.smtp_error), rest=REST_SECONDS) from None
    except smtplib.SMTPResponseException as refused:
        raise _refusal(refused.smtp_code, refused.smtp_error) from None
    except (smtplib.SMTPException, TimeoutError) as broken:
        raise NotSent("broken_off", type(broken).__name__) from None
    except OSError as away:
        raise NotSent("unreachable", type(away).__name__, rest=REST_SECONDS) from None
    return message_id


def _refusal(code: int, words: bytes | str) -> NotSent:
    return NotSent(f"smtp_{code}", _said(words), permanent=code >= _PERMANENT)


def _said(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words

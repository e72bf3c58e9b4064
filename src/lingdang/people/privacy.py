"""Personal data at rest: encrypted, found by a blind index, masked on screens.

A cipher text is ``key id . base64(nonce + AES-256-GCM)``. The id is taken from the key itself, so
a key is rotated by putting a new one first; texts under an old key stay readable as long as that
key is still listed.
"""

import hmac
import os
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lingdang.people.errors import PhoneNotValid

_NONCE = 12
_PHONE = re.compile(
    r"1[3-9]\d{9}"  # mobile
    r"|0\d{9,11}|\d{7,8}"  # fixed line, with or without area code
    r"|[48]00\d{7}|\d{5}"  # service numbers
    r"|\+[1-9]\d{6,14}"  # abroad
)
_MOBILE = re.compile(r"1[3-9]\d{9}|\+[1-9]\d{6,14}")
_PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
_COUNT = r"(?:[A-Za-z]?\d+|[一二三四五六七八九十百]+)"
_DOORS = re.compile(
    rf"{_COUNT}\s*(?:号(?:院|楼)?|栋|幢|座|单元|楼|层|室|户)(?:\s*\d{{3,4}}(?!\d))?"
    r"|(?<![\d-])\d{1,2}(?:-\d{1,2})?-\d{3,4}(?![\d-])"  # 3-2-501
)
_CHINA = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))")


@cache
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"lingdang {purpose}".encode()).derive(
        secret.encode()
    )


@cache
def _key(secret: str) -> tuple[str, AESGCM]:
    raw = _derived(secret, "personal data")
    return sha256(raw).hexdigest()[:8], AESGCM(raw)


def encrypt(text: str) -> str:
    """Seal with the first key; nothing stays nothing."""
    if not text:
        return ""
    key_id, cipher = _key(settings.PERSONAL_DATA_KEYS[0])
    nonce = os.urandom(_NONCE)
    sealed = nonce + cipher.encrypt(nonce, text.encode(), key_id.encode())
    return f"{key_id}.{urlsafe_b64encode(sealed).decode()}"


def decrypt(sealed: str) -> str:
    """Open with the key that the text names; ``KeyError`` when that key is no longer listed."""
    if not sealed:
        return ""
    key_id, _dot, body = sealed.partition(".")
    keys = dict(_key(secret) for secret in settings.PERSONAL_DATA_KEYS)
    raw = urlsafe_b64decode(body)
    return keys[key_id].decrypt(raw[:_NONCE], raw[_NONCE:], key_id.encode()).decode()


def is_current(sealed: str) -> bool:
    """Whether a text needs no sealing anew after a change of keys."""
    return not sealed or sealed.startswith(_key(settings.PERSONAL_DATA_KEYS[0])[0] + ".")


def blind_index(text: str) -> str:
    """Where to look for a value without storing it: equal texts, equal index; no way back."""
    key = _derived(settings.PERSONAL_INDEX_KEY, "blind index")
    return hmac.digest(key, text.encode(), "sha256").hex()


def normal_phone(text: str) -> str:
    """One spelling per number, or ``PhoneNotValid``."""
    bare = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    bare = _CHINA.sub("", bare, count=1)
    if not _PHONE.fullmatch(bare):
        raise PhoneNotValid
    return bare


def can_receive_codes(phone: str) -> bool:
    return _MOBILE.fullmatch(phone) is not None


def phone_index(phone: str) -> str:
    return blind_index(f"phone:{normal_phone(phone)}")


def mask_phone(phone: str) -> str:
    """``138****1234``; shorter numbers show less."""
    if len(phone) < 7:  # noqa: PLR2004 -- the shortest subscriber number
        return "*" * len(phone)
    ends = 4 if len(phone) >= 11 else 2  # noqa: PLR2004 -- the length of a mobile number
    return phone[: ends - 1] + "****" + phone[-ends:]


def mask_name(name: str) -> str:
    """Leave the family name, or its first character: ``张*``."""
    return name[:1] + "*" if name else ""


def mask_numbers(text: str) -> str:
    """Veil telephone and identity numbers that somebody typed into what everybody may read."""
    return _PERSONAL.sub(lambda found: f"{found[0][:3]}****{found[0][-4:]}", text)


def mask_doors(text: str) -> str:
    """Veil the numbers of houses, entrances and doors."""
    return _DOORS.sub("*", text)

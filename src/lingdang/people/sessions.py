"""Sessions name phones while somebody signs in: they are sealed like other personal data."""

from typing import Any

from django.contrib.sessions.serializers import JSONSerializer

from lingdang.people.privacy import decrypt, encrypt


class SealedSerializer:
    """JSON, encrypted. A session under a key no longer listed is an empty one."""

    def dumps(self, session: dict[str, Any]) -> bytes:
        return encrypt(JSONSerializer().dumps(session).decode("latin-1")).encode()

    def loads(self, data: bytes) -> dict[str, Any]:
        try:
            text = decrypt(data.decode())
        except KeyError:
            return {}
        loaded: dict[str, Any] = JSONSerializer().loads(text.encode("latin-1"))
        return loaded

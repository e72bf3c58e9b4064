"""A push service that checks signatures, and the browsers that subscribe there."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lingdang.messaging.services.devices import add_device

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def subscribe(actor, browser, agent=ANDROID):
    return add_device(**browser.subscription, agent=agent, by=actor)


def b64(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class PushService(ThreadingHTTPServer):
    """Takes what is signed by the key that was subscribed with; ``wrong`` is what it says next."""

    daemon_threads = True

    def __init__(self, application_key: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Hatch)
        self.application_key = application_key
        self.got, self.wrong, self.gone = [], deque(), set()
        self.numbers = count(1)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def browser(self):
        return Browser(self)


class Browser:
    """Has a private key that never leaves it, and opens what comes."""

    def __init__(self, service):
        self.service = service
        self.path = f"/send/{next(service.numbers)}"
        self.endpoint = service.url + self.path
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = b"0123456789abcdef"

    @property
    def subscription(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": b64(point), "auth": b64(self.auth)}

    @property
    def told(self):
        mine = [body for path, _headers, body in self.service.got if path == self.path]
        return [json.loads(self.opened(body)) for body in mine]

    def opened(self, body):
        return http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"
        )


class Hatch(BaseHTTPRequestHandler):
    def do_POST(self):
        service = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if service.wrong:
            status, headers = service.wrong.popleft()
        elif self.path in service.gone:
            status, headers = 410, {}
        elif not self.is_signed():
            status, headers = 403, {}
        else:
            status, headers = 201, {"Location": f"{service.url}/message/m-{len(service.got) + 1}"}
            service.got.append((self.path, dict(self.headers), body))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def is_signed(self):
        """Whether the JWT is for this service, not stale, and by the key of the subscription."""
        scheme, _space, rest = self.headers["Authorization"].partition(" ")
        told = dict(part.split("=", 1) for part in rest.split(","))
        head, claims, signature = told["t"].split(".")
        made = raw(signature)
        r, s = int.from_bytes(made[:32]), int.from_bytes(made[32:])
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(told["k"]))
        try:
            signed = f"{head}.{claims}".encode()
            key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        said = json.loads(raw(claims))
        return (
            scheme == "vapid"
            and json.loads(raw(head)) == {"typ": "JWT", "alg": "ES256"}
            and told["k"] == self.server.application_key
            and said["aud"] == self.server.url
            and said["sub"].startswith(("mailto:", "https:"))
        )

    def log_message(self, *args):
        pass

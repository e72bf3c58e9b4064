"""A provider that checks what it is sent, as Alibaba Cloud documents it."""

import hmac
import json
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from lingdang.kernel.sending import NotSent
from lingdang.people import sms
from lingdang.people.errors import MessageNotSent
from lingdang.people.sms_provider import authorization, canonical_query


def test_the_signature_is_the_one_of_the_providers_own_example(settings):
    settings.SMS_KEY, settings.SMS_SECRET = "YourAccessKeyId", "YourAccessKeySecret"
    image = "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = canonical_query({"RegionId": "cn-shanghai", "ImageId": image})
    assert authorization(headers, query).endswith(
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_a_query_is_written_as_rfc_3986_has_it():
    assert canonical_query({"b": " *~/", "a": "示"}) == "a=%E7%A4%BA&b=%20%2A~%2F"


class Provider(BaseHTTPRequestHandler):
    def do_POST(self):
        query = urlsplit(self.path).query
        answer = {"Code": "SignatureDoesNotMatch", "Message": "signature"}
        if self.signed_with("shared", query):
            said = parse_qs(query).items()
            self.server.got.append({name: value[0] for name, value in said})
            answer = self.server.answer
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def signed_with(self, secret, query):
        """Recompute it from what arrived."""
        _algorithm, rest = self.headers["Authorization"].split(" ", 1)
        said = dict(part.split("=", 1) for part in rest.split(","))
        lines = [f"{name}:{self.headers[name]}" for name in said["SignedHeaders"].split(";")]
        parts = ["POST", "/", query, *lines, "", said["SignedHeaders"], sha256(b"").hexdigest()]
        hashed = sha256("\n".join(parts).encode()).hexdigest()
        made = hmac.new(secret.encode(), f"ACS3-HMAC-SHA256\n{hashed}".encode(), sha256)
        return hmac.compare_digest(made.hexdigest(), said["Signature"])

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.got, server.answer = [], {"Code": "OK", "BizId": "9001"}
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_BACKEND = "aliyun"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.SMS_KEY, settings.SMS_SECRET = "key", "shared"
    settings.SMS_SIGN, settings.SMS_CODE_TEMPLATE = "示范区", "SMS_1"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


TEXT = sms.Text(
    id="message-7",
    phone="13800001234",
    words="案件20261125-000001已办结",
    template="SMS_2",
    params={"number": "20261125-000001"},
)


def test_a_template_is_sent_with_its_values_and_our_own_id(provider):
    assert sms.send_text(TEXT) == "9001"
    (got,) = provider.got
    assert json.loads(got.pop("TemplateParam")) == {"number": "20261125-000001"}
    assert got == {
        "PhoneNumbers": "13800001234",
        "SignName": "示范区",
        "TemplateCode": "SMS_2",
        "OutId": "message-7",
    }


def test_a_code_goes_by_its_own_template(provider):
    sms.send_code("13800001234", "123456")
    (got,) = provider.got
    assert (got["TemplateCode"], json.loads(got["TemplateParam"])) == ("SMS_1", {"code": "123456"})


@pytest.mark.parametrize(
    ("code", "permanent", "rest"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", True, 0),
        ("isv.BUSINESS_LIMIT_CONTROL", False, 0),
        ("Throttling.User", False, 60),
        ("isv.AMOUNT_NOT_ENOUGH", False, 600),
    ],
)
def test_what_the_provider_refuses_is_told_apart(provider, code, permanent, rest):
    provider.answer = {"Code": code, "Message": "no"}
    with pytest.raises(NotSent) as refusal:
        sms.send_text(TEXT)
    told = refusal.value
    assert (told.code, told.words, told.permanent, told.rest) == (code, "no", permanent, rest)


def test_what_has_no_template_is_not_sent(provider):
    with pytest.raises(NotSent, match="no_template"):
        sms.send_text(sms.Text(id="1", phone="13800001234", words="x"))
    assert provider.got == []


def test_a_wrong_secret_is_refused(provider, settings):
    settings.SMS_SECRET = "another"
    with pytest.raises(MessageNotSent):
        sms.send_code("13800001234", "1")
    assert provider.got == []

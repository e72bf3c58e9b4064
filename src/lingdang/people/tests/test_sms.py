import json
import time

import pytest

from lingdang.people import sms
from lingdang.people.errors import MessageNotSent
from lingdang.people.testing import a_gateway


@pytest.fixture
def gateway(settings):
    with a_gateway(settings) as server:
        yield server


def test_the_console_shows_the_code(settings, capsys):
    settings.SMS_BACKEND = "console"
    sms.send_code("13800001234", "123456")
    assert capsys.readouterr().out == "SMS to 13800001234: 123456\n"


def test_the_gateway_gets_a_signed_message(gateway):
    sms.send_code("13800001234", "123456")
    ((headers, body),) = gateway.got
    message = json.loads(body)
    assert (message["phone"], message["code"]) == ("13800001234", "123456")
    assert headers["X-Signature"] == sms.signature(headers["X-Timestamp"], body)
    assert abs(int(headers["X-Timestamp"]) - time.time()) < 60


def test_two_messages_have_two_ids(gateway):
    sms.send_code("13800001234", "1")
    sms.send_code("13800001234", "1")
    assert len({json.loads(body)["id"] for _headers, body in gateway.got}) == 2


def test_a_signature_needs_the_secret(settings):
    settings.SMS_SECRET = "one"
    first = sms.signature("1", b"{}")
    settings.SMS_SECRET = "two"
    assert sms.signature("1", b"{}") != first


@pytest.mark.parametrize("status", [400, 500, 302])
def test_a_refusing_gateway_is_said_so(gateway, status):
    gateway.status = status
    with pytest.raises(MessageNotSent):
        sms.send_code("13800001234", "123456")


def test_a_slow_gateway_is_given_up(gateway, settings):
    settings.SMS_TIMEOUT_SECONDS = 0.1
    gateway.delay = 0.5
    with pytest.raises(MessageNotSent):
        sms.send_code("13800001234", "123456")


def test_a_text_goes_under_its_own_id(gateway):
    sms.send_text(sms.Text(id="message-7", phone="13800001234", words="您的诉求已办结"))
    ((_headers, body),) = gateway.got
    assert json.loads(body) == {
        "id": "message-7",
        "phone": "13800001234",
        "text": "您的诉求已办结",
    }


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "", "http://[/"])
def test_an_unreachable_gateway_is_said_so(settings, url):
    settings.SMS_BACKEND, settings.SMS_URL = "http", url
    with pytest.raises(MessageNotSent):
        sms.send_code("13800001234", "123456")

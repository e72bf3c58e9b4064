import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lingdang.people import sms
from lingdang.people.errors import MessageNotSent


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.got, server.status, server.delay = [], 200, 0
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_BACKEND = "http"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_SECRET = "shared"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


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

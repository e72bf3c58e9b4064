"""Local servers that speak as the providers do: tokens that end, limits, signatures, breakdowns."""

import hmac
import json
import socketserver
import threading
import time
from base64 import b64encode
from collections import deque
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PROVIDERS = {  # where each gives its tokens, and how the secret is called there
    "/cgi-bin/gettoken": ("corpid", "corpsecret"),
    "/gettoken": ("appkey", "appsecret"),
    "/cgi-bin/stable_token": ("appid", "secret"),
}


class House(ThreadingHTTPServer):
    """``wrong`` is what it answers next instead of the truth: a dict, a status, or a mishap."""

    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), Door)
        self.token, self.tokens_given, self.tickets_given = "", 0, 0
        self.got, self.wrong = [], deque()
        self.signing_secret = ""
        self.delay = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def give_token(self):
        """Give the one that is good, to everybody who asks; a new one when there is none."""
        self.tokens_given += 1
        self.token = self.token or f"token-{self.tokens_given}"
        return {"errcode": 0, "access_token": self.token, "expires_in": 7200}

    def end_token(self):
        self.token = ""


class Door(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer({})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(json.loads(body) if body else {})

    def answer(self, told):
        house, parts = self.server, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path in PROVIDERS:
            return self.say(self.token_for(parts.path, query | told))
        house.got.append((parts.path, query, told))
        time.sleep(house.delay)
        wrong = house.wrong.popleft() if house.wrong else None
        if wrong == "hang up":  # it has taken the message, and nobody hears of it
            self.close_connection = True
            return self.connection.close()
        if isinstance(wrong, int):
            return self.say({"oops": True}, wrong)
        if isinstance(wrong, str):
            return self.write(wrong.encode(), 200)
        return self.say(wrong or self.truth(parts.path, query))

    def token_for(self, path, told):
        if told.get(PROVIDERS[path][1]) != "shared":
            return {"errcode": 40001, "errmsg": "invalid secret"}
        return self.server.give_token()

    def truth(self, path, query):
        house = self.server
        if path.startswith("/robot/"):
            return self.signed(query)
        if path != "/cgi-bin/webhook/send" and query.get("access_token") != house.token:
            of_wechat = ("/template/", "/subscribe/", "/ticket/")
            code = 40001 if any(part in path for part in of_wechat) else 42001
            return {"errcode": code, "errmsg": "access_token expired"}
        if path == "/cgi-bin/ticket/getticket":
            house.tickets_given += 1
            ticket = f"ticket-{house.tickets_given}"
            return {"errcode": 0, "errmsg": "ok", "ticket": ticket, "expires_in": 7200}
        return {"errcode": 0, "errmsg": "ok", "msgid": "m-1", "task_id": 77}

    def signed(self, query):
        secret = self.server.signing_secret
        text = f"{query.get('timestamp')}\n{secret}"
        made = hmac.new(secret.encode(), text.encode(), sha256).digest()
        if query.get("sign") != b64encode(made).decode():
            return {"errcode": 310000, "errmsg": "sign not match"}
        if abs(time.time() * 1000 - int(query["timestamp"])) > 3_600_000:
            return {"errcode": 310000, "errmsg": "timestamp is too old"}
        return {"errcode": 0, "errmsg": "ok"}

    def say(self, answer, status=200):
        self.write(json.dumps(answer).encode(), status)

    def write(self, body, status):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class PostOffice(socketserver.ThreadingTCPServer):
    """An SMTP server: ``replies`` override what it says to a command."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Counter)
        self.mails, self.replies = [], {}

    @property
    def port(self):
        return self.server_address[1]


class Counter(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            command = line.upper().partition(" ")[0]
            reply = self.server.replies.get(command, "250 ok")
            if command == "DATA" and reply == "250 ok":
                self.say("354 go on")
                self.server.mails.append(self.mail())
                reply = self.server.replies.get("END", "250 taken")
            if reply == "hang up":
                return
            self.say("221 bye" if command == "QUIT" else reply)
            if command == "QUIT":
                return

    def mail(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def opened(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.files.storage import storages

from lingdang.settings import env


@pytest.fixture
def folder(settings, tmp_path):
    """A folder of its own for the files of a test."""
    settings.STORAGES = settings.STORAGES | {"evidence": env.file_store(tmp_path)}
    return tmp_path


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as keeping, opening, listing and removing files needs."""

    kept: dict[str, bytes]

    def log_message(self, *_args):
        pass

    def _key(self):
        return unquote(urlsplit(self.path).path).removeprefix("/photographs").removeprefix("/")

    def _answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self):
        assert self.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=key/")
        assert "aws-chunked" not in self.headers.get("Content-Encoding", "")
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.kept[self._key()] = content
        self._answer(200, ETag=f'"{md5(content, usedforsecurity=False).hexdigest()}"')

    def do_GET(self):
        if not self._key():
            return self._list()
        if self._key() not in self.kept:
            return self._answer(404)
        content = self.kept[self._key()]
        first, last = 0, len(content) - 1
        if asked := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            first, last = int(asked[1]), min(int(asked[2] or last), last)
        return self._answer(
            206 if asked else 200,
            content[first : last + 1],
            Content_Range=f"bytes {first}-{last}/{len(content)}",
            Last_Modified=format_datetime(datetime.now(UTC), usegmt=True),
            ETag='"e"',
        )

    def do_HEAD(self):
        self.do_GET()

    def do_DELETE(self):
        self.kept.pop(self._key(), None)
        self._answer(204)

    def _list(self):
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        below = [key.removeprefix(prefix) for key in self.kept if key.startswith(prefix)]
        folders = {name.split("/")[0] for name in below if "/" in name}
        files = [name for name in below if "/" not in name]
        body = "".join(
            [
                "<ListBucketResult><IsTruncated>false</IsTruncated>",
                *(f"<Contents><Key>{escape(prefix + name)}</Key></Contents>" for name in files),
                *(
                    f"<CommonPrefixes><Prefix>{escape(prefix + name)}/</Prefix></CommonPrefixes>"
                    for name in sorted(folders)
                ),
                "</ListBucketResult>",
            ]
        )
        self._answer(200, body.encode(), Content_Type="application/xml")


@pytest.fixture
def bucket(settings, monkeypatch, tmp_path):
    """A bucket over HTTP, chosen by the environment as in production; says what it keeps."""
    handler = type("OneBucket", (Bucket,), {"kept": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    for name, value in {
        "BUCKET": "photographs",
        "URL": f"http://127.0.0.1:{server.server_port}",
        "KEY": "key",
        "SECRET": "secret",
        "REGION": "cn-north-1",
        "ADDRESSING": "path",
    }.items():
        monkeypatch.setenv(f"LINGDANG_S3_{name}", value)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.STORAGES = settings.STORAGES | {"evidence": env.file_store(tmp_path)}
    yield handler.kept
    storages["evidence"].connection.meta.client.close()
    server.shutdown()
    server.server_close()

"""The product as its users meet it: a real server, a real worker, a real browser."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
import pytest
import shapely

from lingdang import embedded

ROOT = Path(__file__).parents[1]
GRID = "990100003001001"  # 建业社区第1网格
OUTLINES = ROOT / "demo" / "boundaries-shifanqu.geojson"
SHOTS = ROOT / "var" / "screenshots"
COMMAND = Path(sys.executable).with_name("lingdang")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def database_url(name):
    """Where the database of that name is, on the server that the tests use."""
    parts = urlsplit(os.environ.get("DATABASE_URL") or embedded.url())
    return urlunsplit(parts._replace(path=f"/{name}"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Product:
    """A running ``lingdang serve`` with the demo district, on a database of its own."""

    environment: dict[str, str]
    process: subprocess.Popen | None = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def start(self):
        log = Path(self.environment["LINGDANG_VAR"]) / "serve.log"
        with log.open("a") as output:
            self.process = subprocess.Popen(
                [COMMAND, "serve"],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for _ in range(1500):
            if self.process.poll() is not None:
                pytest.fail(f"serve ended:\n{log.read_text()[-3000:]}")
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        self.kill()
        pytest.fail(f"no health in five minutes:\n{log.read_text()[-3000:]}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def kill(self):
        """As a power cut would: every process of it, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def run(self, *arguments):
        return subprocess.run(
            [COMMAND, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    name = f"journeys_{os.getpid()}"
    with psycopg.connect(database_url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    running = Product(
        os.environ
        | {
            "DATABASE_URL": database_url(name),
            "LINGDANG_DEMO": "1",
            "LINGDANG_VAR": str(tmp_path_factory.mktemp("var")),
            "PORT": str(free_port()),
            "LINGDANG_PUSH_SERVICES": f"http://127.0.0.1:{free_port()}",  # where one may stand
            "LINGDANG_WECHAT_PAGES": "1",  # asked of a WeChat that may stand there
            "LINGDANG_WECHAT_APP": "wx1",
            "LINGDANG_WECHAT_SECRET": "shared",
            "LINGDANG_WECHAT_URL": f"http://127.0.0.1:{free_port()}",
        }
    )
    running.start()
    yield running
    if running.process.poll() is None:
        assert running.stop() == 0
    with psycopg.connect(database_url("postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def chromium():
    """Open a browser for one file: its loop may not run while other files use the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, product):
    """Open a resident's phone, standing at a point of 建业社区."""
    context = chromium.new_context(
        base_url=product.url,
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
        locale="zh-CN",
    )
    yield context
    context.close()


@pytest.fixture
def desk(chromium, product):
    context = chromium.new_context(
        base_url=product.url, viewport={"width": 1440, "height": 900}, locale="zh-CN"
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def here():
    """Where a resident stands: in 建业社区第1网格."""
    outline = next(
        shapely.geometry.shape(feature["geometry"])
        for feature in json.loads(OUTLINES.read_text())["features"]
        if feature["properties"]["code"] == GRID
    ).representative_point()
    return {"longitude": outline.x, "latitude": outline.y}


@pytest.fixture(scope="session")
def enter():
    """Press whom the demonstration offers for a role at a place."""

    def pressed(page, role, where):
        page.goto("/demo/")
        heading = page.get_by_role("heading", name=role, exact=True)
        button = page.locator("section").filter(has=heading).get_by_role("button")
        button.filter(has_text=re.compile(f"{where}$", re.MULTILINE)).click()
        page.wait_for_url(re.compile("/(desk|patrol)/$"))

    return pressed


@pytest.fixture(scope="session")
def shots():
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS

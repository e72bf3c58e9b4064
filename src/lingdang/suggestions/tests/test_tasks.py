"""What runs in a process of its own."""

import time
from pathlib import Path

from lingdang.suggestions import tasks


def test_what_has_ended_leaves_no_zombie():
    running = Path(f"/proc/{tasks._run('--help')}")
    until = time.monotonic() + 60
    while running.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not running.exists()

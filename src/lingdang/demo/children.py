"""The processes that `serve` keeps: started together, restarted when one dies, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PATIENCE = 10.0  # seconds to end by themselves
SETTLED = 5.0  # seconds alive, after which a death counts as the first again
GIVE_UP_AFTER = 5  # deaths in a row
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Linux: a child hears of its parent's death, whatever killed it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0

    def start(self, environment: Mapping[str, str]) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- our own commands
            self.command,
            env=dict(environment),
            start_new_session=True,  # Ctrl-C reaches the keeper alone, which ends them in order
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- the keeper has one thread
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def end_group(self) -> None:
        """End what a dead child left behind: its own children hold the port."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.is_alive():
            os.killpg(self.process.pid, number)


@dataclass(slots=True)
class Keeper:
    """Keeps children alive until told to stop."""

    children: list[Child]
    say: Callable[[str], object]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    stopping: bool = False

    def stop(self, *_: object) -> None:
        self.stopping = True

    def run(self) -> bool:
        """Return whether they ended because they were told to."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            for child in self.children:
                child.start(self.environment)
            while not self.stopping and all(self._keep(child) for child in self.children):
                time.sleep(0.2)
        finally:
            self._end()
        return self.stopping

    def _keep(self, child: Child) -> bool:
        """Start a dead child anew, later each time; ``False`` when it will not live."""
        if child.is_alive():
            return True
        assert child.process is not None  # noqa: S101 -- run() started it
        lived = time.monotonic() - child.started
        child.deaths = 1 if lived > SETTLED else child.deaths + 1
        child.end_group()
        self.say(f"{child.name} ended ({child.process.returncode}), death {child.deaths}")
        if child.deaths >= GIVE_UP_AFTER:
            return False
        time.sleep(0.2 * child.deaths)
        if not self.stopping:
            child.start(self.environment)
        return True

    def _end(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(child.is_alive() for child in self.children) and time.monotonic() < deadline:
            time.sleep(0.05)
        for child in self.children:
            child.end_group()
            if child.process is not None:
                child.process.wait()

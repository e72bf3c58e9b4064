import os
import signal
import sys
from threading import Timer

import pytest
from django.core.management import CommandError, call_command

from lingdang.demo.children import Child, Keeper
from lingdang.demo.management.commands.serve import _forget_dead_holders

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
MORTAL = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture(autouse=True)
def signals():
    """The keeper listens to signals; the test runner wants its own back."""
    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def after(seconds, action):
    timer = Timer(seconds, action)
    timer.start()
    return timer


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_children(number):
    children = [Child("one", SLEEPER), Child("two", SLEEPER)]
    keeper = Keeper(children, say=print)
    after(0.5, lambda: os.kill(os.getpid(), number))
    assert keeper.run()
    assert not any(child.is_alive() for child in children)


def test_a_dead_child_is_started_again():
    child, said = Child("web", SLEEPER), []
    keeper = Keeper([child], say=said.append)
    first = []

    def kill():
        first.append(child.process.pid)
        child.process.kill()

    after(0.5, kill)
    after(1.5, keeper.stop)
    assert keeper.run()
    assert child.process.pid != first[0]
    assert said == ["web ended (-9), death 1"]


def test_a_child_that_will_not_live_ends_the_rest():
    other = Child("other", SLEEPER)
    keeper = Keeper([other, Child("mortal", MORTAL)], say=lambda _words: None)
    assert not keeper.run()
    assert not other.is_alive()


def test_dead_holders_of_the_database_are_forgotten(tmp_path):
    file = tmp_path / "pids"
    file.write_text(f"[{os.getpid()}, 4194303]")
    _forget_dead_holders(file)
    assert file.read_text() == f"[{os.getpid()}]"


def test_nothing_is_served_with_a_key_that_everybody_knows(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="LINGDANG_SECRET_KEY"):
        call_command("serve")

"""Diagrams that cannot be wrong: drawn from the code, compared by the checks.

``python checks/diagrams.py``            fail when a drawn diagram differs from the document's
``python checks/diagrams.py --update``   write it into the document
"""

import os
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import django
from rooms import levels

ROOT = Path(__file__).parents[1]


def rooms() -> str:
    shown = [level for level in levels() if level[0] not in {"urls", "demo"}]
    lines = [f"    {' & '.join(upper)} --> {' & '.join(lower)}" for upper, lower in pairwise(shown)]
    return "\n".join(["flowchart TD", *lines])


def case_states() -> str:
    from lingdang.cases.public import STEPS  # noqa: PLC0415 -- after django.setup()

    return STEPS.mermaid()


def application_states() -> str:
    from lingdang.approvals.public import DOUBLE  # noqa: PLC0415 -- after django.setup()

    return DOUBLE.mermaid()


def application_states_of_one_word() -> str:
    from lingdang.approvals.public import SINGLE  # noqa: PLC0415 -- after django.setup()

    return SINGLE.mermaid()


def notice_states() -> str:
    from lingdang.notices.public import STEPS  # noqa: PLC0415 -- after django.setup()

    return STEPS.mermaid()


def round_states() -> str:
    from lingdang.inspections.public import STEPS  # noqa: PLC0415 -- after django.setup()

    return STEPS.mermaid()


def call_states() -> str:
    from lingdang.calls.public import STEPS  # noqa: PLC0415 -- after django.setup()

    return STEPS.mermaid()


DIAGRAMS: dict[tuple[str, str], Callable[[], str]] = {
    ("docs/architecture.md", "rooms"): rooms,
    ("docs/states.md", "application-states"): application_states,
    ("docs/states.md", "application-states-one-word"): application_states_of_one_word,
    ("docs/states.md", "call-states"): call_states,
    ("docs/states.md", "case-states"): case_states,
    ("docs/states.md", "notice-states"): notice_states,
    ("docs/states.md", "round-states"): round_states,
}


def place(text: str, name: str, drawing: str) -> str:
    """Put a drawing between the two comments that bear its name."""
    block = f"<!-- {name} -->\n```mermaid\n{drawing}\n```\n<!-- /{name} -->"
    pattern = re.compile(f"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"no place for the diagram {name!r}")
    return pattern.sub(lambda _match: block, text)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.test")
    django.setup()
    stale = []
    for (document, name), draw in DIAGRAMS.items():
        path = ROOT / document
        before = path.read_text(encoding="utf-8")
        after = place(before, name, draw())
        if before != after:
            stale.append(f"{document}: {name}")
            if "--update" in sys.argv:
                path.write_text(after, encoding="utf-8")
    print("\n".join(f"stale diagram: {item}" for item in stale) or "diagrams: current")
    return bool(stale) and "--update" not in sys.argv


if __name__ == "__main__":
    sys.exit(main())

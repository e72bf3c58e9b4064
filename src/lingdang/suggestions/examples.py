"""What we wrote ourselves, for a district's first day: sentences for usual categories."""

import csv
from importlib.resources import files


def shipped_examples() -> list[tuple[str, str]]:
    """Pairs of a category's code and a sentence that such a report may hold."""
    text = (files("lingdang.suggestions") / "data/examples.csv").read_text()
    return [(row["code"], row["text"]) for row in csv.DictReader(text.splitlines())]

"""The Chinese catalogue of every app: complete, current, compiled.

``python checks/translations.py``            fail on a missing, empty, fuzzy or unused message,
                                             and on one message said in two ways
``python checks/translations.py --update``   add what is missing, drop what is unused
``python checks/translations.py --compile``  write the ``.mo`` files

Names of rooms (``cases``, ``faces/desk``) narrow the first two to these.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "lingdang"
LOCALE = "zh_Hans"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FIELDS = re.compile(r"%\((\w+)\)|(?<!%)\{(\w+)\}")


def apps() -> list[Path]:
    return [*sorted(path.parent for path in SOURCE.rglob("apps.py")), SOURCE / "settings"]


def chosen() -> list[Path]:
    names = [name for name in sys.argv[1:] if not name.startswith("--")]
    return [SOURCE / name for name in names] or apps()


def messages_of(app: Path) -> dict[tuple[str | None, str | tuple[str, ...]], None]:
    found: dict[tuple[str | None, str | tuple[str, ...]], None] = {}
    nested = [other for other in apps() if other != app and app in other.parents]
    for path in sorted(app.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "tests" in path.parts:
            continue
        if any(other in path.parents for other in nested):
            continue
        for _line, text, _comments, context in extract.extract(
            "python", io.BytesIO(as_python(path).encode()), KEYWORDS, options={"encoding": "utf-8"}
        ):
            found[context, text if isinstance(text, str) else tuple(text)] = None
    return found


def as_python(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    lines = templatize(text, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines if "gettext" in line or "_(" in line)


def catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LOCALE, domain="django", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=LOCALE, domain="django")


def po_file(app: Path) -> Path:
    home = SOURCE if app.name == "settings" else app
    return home / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def problems_of(app: Path) -> list[str]:
    wanted, path = messages_of(app), po_file(app)
    catalog = catalogue(path)
    have = {(m.context, m.id): m for m in catalog if m.id}
    problems = [f"{path}: missing {key[1]!r}" for key in wanted if key not in have]
    problems += [f"{path}: unused {key[1]!r}" for key in have if key not in wanted]
    for message in have.values():
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(texts):
            problems.append(f"{path}: untranslated {message.id!r}")
        source = message.id if isinstance(message.id, str) else message.id[-1]
        problems += [
            f"{path}: fields differ in {source!r}"
            for text in texts
            if text and set(FIELDS.findall(text)) != set(FIELDS.findall(source))
        ]
    return problems


def contradictions() -> list[str]:
    """All catalogues become one: the same message must read the same in each."""
    said: dict[tuple[str | None, str], dict[str, Path]] = {}
    for path in SOURCE.rglob("*.po"):
        for message in catalogue(path):
            if message.id:
                said.setdefault((message.context, str(message.id)), {})[str(message.string)] = path
    return [
        f"{path}: {key[1]!r} reads otherwise elsewhere"
        for key, ways in said.items()
        if len(ways) > 1
        for path in ways.values()
    ]


def update(app: Path) -> None:
    wanted, path = messages_of(app), po_file(app)
    if not wanted and not path.exists():
        return
    old = {(m.context, m.id): m for m in catalogue(path) if m.id}
    new = Catalog(
        locale=LOCALE,
        domain="django",
        charset="utf-8",
        fuzzy=False,
        project="lingdang",
        header_comment="# Simplified Chinese.",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
        version="1",
        msgid_bugs_address="",
        last_translator="Lingdang",
        language_team="Lingdang",
    )
    for context, text in wanted:
        known = old.get((context, text))
        new.add(text, known.string if known else None, context=context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, new, no_location=True, sort_output=True, width=100)


def compile_catalogues() -> None:
    for path in SOURCE.rglob("*.po"):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            mofile.write_mo(target, pofile.read_po(source, locale=LOCALE))


def main() -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    if "--update" in sys.argv:
        for app in chosen():
            update(app)
    if "--compile" in sys.argv:
        compile_catalogues()
        return 0
    problems = [problem for app in chosen() for problem in problems_of(app)] + contradictions()
    print("\n".join(problems) or "translations: complete")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())

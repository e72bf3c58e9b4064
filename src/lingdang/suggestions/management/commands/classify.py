"""``lingdang classify train|predict|evaluate|refresh|hot``: learn and give labels."""

import csv
import io
import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.suggestions.heat import matters_of
from lingdang.suggestions.learning.classifier import Classifier, Guess
from lingdang.suggestions.learning.judging import Judgement, judged, parted
from lingdang.suggestions.learning.training import SEED, train
from lingdang.suggestions.policies import LEARN
from lingdang.suggestions.services import learn_categories
from lingdang.suggestions.tables import Texts, hot_told, message_of, read_rows, read_texts

_AT_ONCE = 1000
LEARNER = Actor.process("lingdang classify", LEARN)


class Command(BaseCommand):
    help = "Learn labels from texts in tables, give them, and judge how well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        learn = verbs.add_parser("train", help="learn, and write what was learned to a file")
        give = verbs.add_parser("predict", help="give every text its likeliest label")
        judge = verbs.add_parser("evaluate", help="learn from a part, judge by the rest")
        for verb in (learn, give, judge):
            verb.add_argument("--csv", type=Path, nargs="+", required=True, metavar="FILE")
            verb.add_argument("--text", nargs="+", required=True, metavar="COLUMN")
            verb.add_argument("--json", action="store_true", help="answer for programs")
        for verb in (learn, judge):
            verb.add_argument("--label", nargs="+", required=True, metavar="COLUMN")
        hot = verbs.add_parser("hot", help="find the matters that many messages are of")
        hot.add_argument("--csv", type=Path, nargs="+", required=True, metavar="FILE")
        hot.add_argument("--text", nargs="+", required=True, metavar="COLUMN")
        hot.add_argument("--time", required=True, metavar="COLUMN")
        hot.add_argument("--votes", nargs="*", default=[], metavar="COLUMN", help="to add up")
        hot.add_argument("--top", type=int, default=5)
        hot.add_argument("--json", action="store_true", help="answer for programs")
        verbs.add_parser("refresh", help="learn the district's categories from its cases")
        learn.add_argument("--model", type=Path, required=True, help="the file to write")
        give.add_argument("--model", type=Path, required=True, help="the file that train wrote")
        judge.add_argument("--share", type=float, default=0.2, help="how much is held out")
        judge.add_argument("--seed", type=int, default=SEED, help="which rows are held out")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except OSError as failure:
            raise CommandError(str(failure)) from None
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_train(self, options: dict[str, Any]) -> None:
        rows = self._read(options)
        learned, took = self._learn(rows)
        content = learned.to_bytes()
        options["model"].write_bytes(content)
        told = {"rows": len(rows.texts), "labels": len(learned.labels), "bytes": len(content)}
        sentence = _("%(rows)s texts, %(labels)s labels, %(bytes)s bytes, %(seconds)s s.")
        self._answer(options, told | took, sentence)

    def do_predict(self, options: dict[str, Any]) -> None:
        classifier = Classifier.from_bytes(options["model"].read_bytes())
        rows = read_texts(options["csv"], options["text"], ())
        begun = time.perf_counter()
        for at in range(0, len(rows.texts), _AT_ONCE):
            guesses = classifier.predict(rows.texts[at : at + _AT_ONCE])
            self._write(guesses, as_json=options["json"])
            self._say(min(at + _AT_ONCE, len(rows.texts)), len(rows.texts))
        seconds = max(time.perf_counter() - begun, 1e-9)
        self.stderr.write(
            _("%(rate)s texts a second.") % {"rate": round(len(rows.texts) / seconds)}
        )

    def do_evaluate(self, options: dict[str, Any]) -> None:
        rows = self._read(options)
        kinds = [f"{file}\n{label}" for file, label in zip(rows.files, rows.labels, strict=True)]
        rest, out = parted(kinds, options["seed"], options["share"])
        learned, took = self._learn(rows.of(rest))
        held = rows.of(out)
        told: dict[str, Any] = {"learned_from": len(rest), **took}
        told["all"] = asdict(judged(learned, held.texts, held.labels))
        told["files"] = {file: asdict(_of_file(learned, held, file)) for file in _files(held)}
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self._table(told)

    def do_hot(self, options: dict[str, Any]) -> None:
        rows = [row for file in options["csv"] for row in read_rows(file)]
        messages = [message_of(row, options) for row in rows]
        self._say(1, 2)
        begun, spent = time.perf_counter(), time.process_time()
        matters = matters_of(messages, options["top"])
        self._say(2, 2)
        took = time.perf_counter() - begun, time.process_time() - spent
        self.stderr.write(
            _("%(wall).1f s, %(cpu).1f s CPU") % dict(zip(("wall", "cpu"), took, strict=True))
        )
        for number, matter in enumerate(matters, 1):
            told = hot_told(number, matter, rows, options["text"][0])
            line = "{number}. {title} · {place} · {first}–{last} · {count} · {heat}"
            told_line = (
                json.dumps(told, ensure_ascii=False) if options["json"] else line.format(**told)
            )
            self.stdout.write(told_line)

    def do_refresh(self, options: dict[str, Any]) -> None:
        version = learn_categories(by=LEARNER, say=self._say)
        told = {"version": version.pk, "rows": version.texts, "labels": version.categories}
        self.stdout.write(_("Version %(version)s: %(rows)s texts, %(labels)s categories.") % told)

    def _read(self, options: dict[str, Any]) -> Texts:
        rows = read_texts(options["csv"], options["text"], options["label"])
        if not rows.texts:
            raise CommandError(_("No row holds both a text and a label."))
        return rows

    def _learn(self, rows: Texts) -> tuple[Classifier, dict[str, float]]:
        begun, spent = time.perf_counter(), time.process_time()
        learned = train(rows.texts, rows.labels, say=self._say).classifier
        seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
        return learned, {"seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1)}

    def _say(self, done: int, whole: int) -> None:
        self.stderr.write(f"{done}/{whole}")

    def _write(self, guesses: list[Guess], *, as_json: bool) -> None:
        for guess in guesses:
            if as_json:
                told = {"label": guess.label, "probability": round(guess.probability, 4)}
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                line = io.StringIO()
                csv.writer(line).writerow([guess.label, f"{guess.probability:.4f}"])
                self.stdout.write(line.getvalue().strip())

    def _answer(self, options: dict[str, Any], told: dict[str, Any], sentence: str) -> None:
        self.stdout.write(json.dumps(told) if options["json"] else sentence % told)

    def _table(self, told: dict[str, Any]) -> None:
        head = _("learned from %(learned_from)s texts in %(seconds)s s (%(cpu_seconds)s s CPU)")
        self.stdout.write(head % told)
        for name, found in {_("all"): told["all"], **told["files"]}.items():
            line = (
                "%(texts)s: macro-F1 %(macro_f1)s, accuracy %(accuracy)s, ECE %(calibration_error)s"
            )
            self.stdout.write(f"{name} {line % found}")
        self.stdout.write(_("guessed at least so surely: how many, how many of them right"))
        for sure in told["all"]["curve"]:
            right = "—" if sure["accuracy"] is None else f"{sure['accuracy']:.1%}"
            self.stdout.write(f"  {sure['at_least']:.2f}  {sure['coverage']:.1%}  {right}")


def _files(rows: Texts) -> list[str]:
    names = sorted(set(rows.files))
    return names if len(names) > 1 else []


def _of_file(learned: Classifier, rows: Texts, file: str) -> Judgement:
    own = rows.of(number for number, name in enumerate(rows.files) if name == file)
    return judged(learned, own.texts, own.labels)

"""What learning labels, giving them and finding hot matters costs, on tables of real messages.

``python -m benchmarks.classify FOLDER`` (with ``DJANGO_SETTINGS_MODULE``) reads ``labelled.csv``
and ``labelled-segmented.csv`` to learn from, and ``messages.xlsx`` to label and to group. Seconds
depend on who else is running, CPU seconds hardly do; reading the tables counts in neither.
"""

import sys
import time
from pathlib import Path

import django

LABELLED = ("labelled.csv", "labelled-segmented.csv")
WORDS, LABELS = ("留言主题", "留言详情", "tokens"), ("一级标签", "label")
TITLE, TIME, VOTES = ("留言主题", "留言详情"), "留言时间", ("点赞数", "反对数")


def main(folder):
    django.setup()
    from lingdang.suggestions.heat import matters_of
    from lingdang.suggestions.learning.training import train
    from lingdang.suggestions.tables import message_of, read_rows, read_texts

    known = read_texts([folder / name for name in LABELLED], WORDS, LABELS)
    rows = read_rows(folder / "messages.xlsx")
    asked = {"text": TITLE, "time": TIME, "votes": VOTES}
    messages = [message_of(row, asked) for row in rows]
    texts = [message.text for message in messages]

    learned = told("learn", len(known.texts), lambda: train(known.texts, known.labels))
    told("label", len(texts), lambda: learned.classifier.predict(texts))
    told("group", len(messages), lambda: matters_of(messages, 5))


def told(what, count, work):
    begun, spent = time.perf_counter(), time.process_time()
    done = work()
    wall, cpu = time.perf_counter() - begun, time.process_time() - spent
    print(
        f"{what}: {count:,} texts, {wall:.1f} s, {cpu:.1f} s CPU; {count / cpu:,.0f} a CPU second"
    )
    return done


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Learn the district's categories from its own cases, and from what its handlers put right."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from lingdang.cases.public import CaseClosed, CaseFiled, public_cases
from lingdang.journal.public import Fact, record
from lingdang.kernel.actor import Actor
from lingdang.standards.public import Category
from lingdang.suggestions.examples import shipped_examples
from lingdang.suggestions.facts import CategoriesLearned
from lingdang.suggestions.learning.training import Learned, Say, train
from lingdang.suggestions.models import Version
from lingdang.suggestions.policies import require_learn
from lingdang.suggestions.queries.versions import current_version

_ENOUGH = 200  # cases filed or closed since
_AT_LEAST_EVERY = timedelta(hours=24)
_MOST_CASES = 20_000  # the newest
_FILES_KEPT = 5
_CORRECTED, _SHIPPED = 2.0, 0.5  # what a text weighs; a case: 1
_LOCK = 47678_01


@dataclass(slots=True)
class _Texts:
    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)

    def add(self, text: str, label: str, weight: float, *, own: bool) -> None:
        self.texts.append(text)
        self.labels.append(label)
        self.weights.append(weight)
        self.own.append(own)


def learning_is_due(now: datetime) -> bool:
    """Nothing is learned yet, or enough has come since, or anything has and a day is over."""
    known = current_version()
    if known is None:
        return Category.objects.exists()
    new = _told().filter(pk__gt=known.learned_to)
    if now - known.made_at >= _AT_LEAST_EVERY:
        return new.exists()
    return new[:_ENOUGH].count() == _ENOUGH


@transaction.atomic
def learn_categories(*, by: Actor, say: Say = lambda _done, _all: None) -> Version:
    """Make a version and let it answer from now on; one is made at a time."""
    require_learn(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    at, last = timezone.now(), _told().order_by("-pk").values_list("pk", flat=True).first() or 0
    corrected = _corrected()
    texts = _gathered(corrected)
    learned = train(texts.texts, texts.labels, texts.weights, texts.own, say)
    version = _saved(learned, texts, corrected=texts.weights.count(_CORRECTED), last=last, at=at)
    told = CategoriesLearned(
        version=version.pk, texts=version.texts, accuracy=learned.judgement.accuracy
    )
    record(told, by=by, at=at)
    return version


def _saved(learned: Learned, texts: _Texts, *, corrected: int, last: int, at: datetime) -> Version:
    content = learned.classifier.to_bytes()
    Version.objects.filter(current=True).update(current=False)
    version = Version.objects.create(
        made_at=at,
        current=True,
        content=content,
        size=len(content),
        texts=len(texts.texts),
        cases=sum(texts.own),
        corrected=corrected,
        categories=len(learned.classifier.labels),
        judged=asdict(learned.judgement),
        learned_to=last,
    )
    kept = Version.objects.order_by("-pk").values("pk")[:_FILES_KEPT]
    Version.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).update(content=None)
    return version


def _told() -> QuerySet[Fact]:
    return Fact.objects.filter(name__in=(CaseFiled.name, CaseClosed.name))


def _corrected() -> set[int]:
    """The cases whose category was put right when they were filed."""
    facts = Fact.objects.filter(name=CaseFiled.name, data__category_before__isnull=False)
    changed = facts.exclude(data__category_before=F("data__category"))
    newest = changed.order_by("-pk").values_list("data__case_id", flat=True)
    return {int(case) for case in newest[:_MOST_CASES]}


def _gathered(corrected: set[int]) -> _Texts:
    """Our own sentences, the categories' names, and cases that a person has filed."""
    names = dict(Category.objects.order_by("code").values_list("code", "name"))
    gathered = _Texts()
    for code, text in [*names.items(), *shipped_examples()]:
        if code in names:
            gathered.add(text, code, _SHIPPED, own=False)
    filed = public_cases().filter(filed_at__isnull=False, category__isnull=False)
    newest = filed.exclude(description="").order_by("-received_at", "-pk")
    for case in newest.select_related(None).only("pk", "category_id", "description")[:_MOST_CASES]:
        weight = _CORRECTED if case.pk in corrected else 1.0
        gathered.add(case.description, case.category_id or "", weight, own=True)
    return gathered

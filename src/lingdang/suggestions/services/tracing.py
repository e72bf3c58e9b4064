"""Sketch cases when they have come in, and forget sketches that are too old to matter."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField, Value
from django.utils import timezone

from lingdang.cases.public import Case, public_cases
from lingdang.suggestions.models import Trace
from lingdang.suggestions.queries.weights import word_weights
from lingdang.suggestions.sketch import WINDOW, Weigh, sketched, spot_of

_AT_ONCE = 500


def trace_cases(case_ids: list[int]) -> int:
    """Sketch these cases, those that were imported too; again changes nothing."""
    weigh = word_weights()
    cases = public_cases().filter(pk__in=case_ids)
    wanted = cases.select_related(None).only(
        "pk", "description", "address", "lng", "lat", "received_at"
    )
    traces = [_trace(case, weigh) for case in wanted]
    Trace.objects.bulk_create(traces, ignore_conflicts=True)
    return len(traces)


def trace_missing(now: datetime | None = None) -> int:
    """Sketch what no fact told of: histories that were imported."""
    since = (now or timezone.now()) - WINDOW
    recent = (
        public_cases().filter(received_at__gte=since).exclude(pk__in=Trace.objects.values("pk"))
    )
    done = 0
    while missing := list(recent.order_by("-pk").values_list("pk", flat=True)[:_AT_ONCE]):
        done += trace_cases(missing)
    return done


def forget_traces(now: datetime | None = None) -> int:
    old = Trace.objects.filter(received_at__lt=(now or timezone.now()) - WINDOW)
    return old.delete()[0]


def _trace(case: Case, weigh: Weigh) -> Trace:
    spot, text = spot_of(case.lng, case.lat), f"{case.description} {case.address}"
    sketch = sketched(text, spot, case.received_at, weigh)
    return Trace(
        case_id=case.pk,
        keys=_kept(sketch.keys()),
        words=list(sketch.words),
        lng=case.lng,
        lat=case.lat,
        received_at=case.received_at,
    )


def _kept(keys: list[str]) -> Func:
    """As a vector of lexemes, which an index answers combinations of."""
    written = Value(keys, output_field=ArrayField(TextField()))
    return Func(written, function="array_to_tsvector", output_field=SearchVectorField())

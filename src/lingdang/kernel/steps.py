"""A state machine small enough to print."""

from collections.abc import Iterator, Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class StepNotPossible(DomainError):
    code = "step_not_possible"
    text = _("“%(step)s” is not possible while the state is “%(state)s”.")


class Steps[S: TextChoices, T: TextChoices]:
    """``{step: ({from states}, to state)}``, read one way only."""

    def __init__(self, start: S, table: Mapping[T, tuple[frozenset[S], S]]) -> None:
        self.start = start
        self.table = table

    def after(self, state: S, step: T) -> S:
        sources, target = self.table[step]
        if state not in sources:
            raise StepNotPossible(step=str(step.label), state=str(state.label))
        return target

    def open_to(self, state: S) -> list[T]:
        return [step for step, (sources, _target) in self.table.items() if state in sources]

    def edges(self) -> Iterator[tuple[S, T, S]]:
        for step, (sources, target) in self.table.items():
            for source in sorted(sources):
                yield source, step, target

    def mermaid(self) -> str:
        lines = [f"    [*] --> {self.start.value}"]
        lines += [f"    {a.value} --> {b.value}: {s.value}" for a, s, b in self.edges()]
        return "\n".join(["stateDiagram-v2", *lines])

"""Cases from a sheet: whole histories, all or nothing, each problem named by its row.

A CSV in UTF-8 (or GBK) with a header and one row per case. Columns (``*``: must be there and
filled; the others may be left out or empty):

``external_key*``
    The case's own key where it comes from, at most 120 characters. A row whose key was imported
    before is left as it is, if it still says the same; otherwise it is a problem.
``source``
    ``bell``, ``resident``, ``grid_worker``, ``visit``, ``inspector``, ``desk``, ``hotline``,
    ``leader_note``, ``media``, ``tv``, ``wechat``, ``open311``, ``api`` or ``import``, which it
    is when nothing is said.
``category``
    A category's code, such as ``06010`` or ``property``.
``procedure``, ``particulars``
    A procedure's code, such as ``violation`` (empty: the ordinary way), and what it wants said of
    the case, as a JSON object: ``{"kind": "违法建设"}``.
``description``
    What was reported; only a ``bell`` may leave it empty.
``lng``, ``lat``, ``system``
    Position in degrees; ``wgs84`` (the default), ``gcj02`` or ``bd09``. It finds the grid.
``place_code``
    The code of the place that the case starts at. It wins over the position.
``address``
    Where, in words.
``attributes``
    What else is to be kept, as a JSON object. Not part of what tells one row from another.
``anonymous``
    ``1`` or ``0`` (the default).
``contact_name``, ``contact_phone``
    Kept sealed. Not with ``anonymous``.
``reporter_login``
    The sign-in name of who reported it, when that is a person of the register.
``received_at*``
    ISO date and time; without an offset it is Asia/Shanghai: ``2026-05-08T09:30:00``.
``steps``
    What happened to it, as a JSON array in order of time; empty means: still ``received``.

Each element of ``steps`` is an object with

``step*``
    ``file``, ``refuse``, ``dispatch``, ``keep``, ``pass_up``, ``recall``, ``handle``, ``return``,
    ``verify``, ``call_back``, ``close``, ``conclude``, ``reopen`` or ``withdraw``: the steps of the
    state diagram, which an import obeys like everybody else. Rounds may repeat (``return``,
    ``handle`` … ``reopen`` …).
``at*``
    When; not before the step before it, not in the future.
``by``
    The sign-in name of who took it; ``"reporter"`` for the reporter (``call_back``, ``reopen``,
    ``withdraw``); left out: the import itself.

and what the step asks for:

=============  =================================================================================
``file``       ``category`` (a code; may be left out when the row has one), ``standard`` (the number
               of its standard in the edition of that day; left out: the first, if there is any)
``refuse``     ``reason*``
``dispatch``   ``unit*`` (a unit's code), ``handler`` (a sign-in name)
``keep``       ``handler`` (a sign-in name; left out: the same as ``by``)
``pass_up``    ``reason*`` (goes to the parent of the place that holds it)
``recall``     ``reason*`` (it was not theirs)
``handle``     ``outcome*``
``return``     ``reason*``
``verify``     ``note``; by somebody other than who handled it
``call_back``  ``settled*`` (true or false), ``stars`` (1–5), ``comment``, ``channel``
               (``phone``, the default; ``visit``, ``message``, ``online``)
``close``      nothing
``conclude``   nothing: it ended where it comes from, and nobody was asked whether it is settled
``reopen``     ``reason*``
``withdraw``   ``reason*``
=============  =================================================================================

Example of the ``steps`` cell (before CSV doubles the quotation marks)::

    [{"step": "file", "at": "2026-05-08T10:02:00", "by": "dispatcher1", "category": "06010"},
     {"step": "keep", "at": "2026-05-08T10:20:00", "by": "worker7"},
     {"step": "handle", "at": "2026-05-08T15:40:00", "by": "worker7", "outcome": "已清理"},
     {"step": "verify", "at": "2026-05-09T09:05:00", "by": "verifier1"},
     {"step": "call_back", "at": "2026-05-09T16:30:00", "by": "reporter", "settled": true,
      "stars": 5, "channel": "online"},
     {"step": "close", "at": "2026-05-09T16:31:00", "by": "dispatcher1"}]
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Self

from django.db import transaction

from lingdang.cases.models import Case
from lingdang.cases.policies import require_import
from lingdang.cases.services.history import Histories, History
from lingdang.journal.public import unsaved_fact, write_facts
from lingdang.kernel.actor import EVERYWHERE, Actor, Reach
from lingdang.kernel.sheets import FIRST_ROW, ImportReport, Row, checked

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a sheet: how they are numbered there, and the keys that stand in front of them."""

    rows: Sequence[Row]
    numbers: Sequence[int]
    keys_before: Collection[str] = ()

    @classmethod
    def whole(cls, rows: Sequence[Row]) -> Self:
        return cls(rows, list(islice(count(FIRST_ROW), len(rows))))


def check_cases(stretch: Stretch, *, by: Actor, within: Reach = EVERYWHERE) -> ImportReport:
    """Say what importing would do, and do nothing."""
    require_import(by)
    report = ImportReport()
    report.created = len(_histories(stretch, by, within, report, dry=True))
    return report


@transaction.atomic
def import_cases(
    stretch: Stretch, *, by: Actor, within: Reach = EVERYWHERE, partial: bool = False
) -> ImportReport:
    """Import the cases of a sheet: all, or with ``partial`` those without a problem.

    Nobody is told of what is long past: the facts are written without deliveries. A place that
    ``within`` does not cover is a problem of its row.
    """
    require_import(by)
    report = ImportReport()
    histories = _histories(stretch, by, within, report)
    if report.problems and not partial:
        return report
    _write(histories)
    report.created = len(histories)
    return report


def _histories(
    stretch: Stretch, by: Actor, within: Reach, report: ImportReport, *, dry: bool = False
) -> list[History]:
    histories = Histories.for_rows(stretch.rows, by, within, dry=dry)
    histories.seen.update(stretch.keys_before)
    return checked(stretch.rows, histories.read, report, stretch.numbers)


def _write(histories: Sequence[History]) -> None:
    Case.objects.bulk_create([history.case for history in histories], batch_size=_AT_ONCE)
    told = [
        unsaved_fact(event, by=actor, at=at)
        for history in histories
        for event, actor, at in history.told
    ]
    write_facts(told, deliver=False)

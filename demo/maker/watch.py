"""What is under supervision, what was pressed for, and what one shift left to the next."""

from collections.abc import Iterator, Sequence

from maker.cases import History

COLUMNS = ["act", "external_key", "by", "note", "days", "unit", "giver", "taker"]
_EVERY = 2  # of what units have in hand, every second is watched
_ACTS = (
    ("supervise", "supervise.1", "三日内整改到位，举一反三", 3),
    ("supervise", "supervise.2", "沿线问题多次被反映，请拿出长效办法", 7),
    ("urge", "supervise.3", "居民又来电询问进展", ""),
    ("supervise", "lead.shifanqu", "请主要负责人到现场看一次", 1),
    ("urge", "supervise.1", "请今天回复处置安排", ""),
    ("supervise", "supervise.4", "完成后由督导组回头看", 15),
)
_HANDING = "wuye"


def rows(histories: Sequence[History]) -> Iterator[dict[str, object]]:
    numbered = [(f"demo-{number:05}", one) for number, one in enumerate(histories, start=1)]
    held = [
        (key, one)
        for key, one in numbered
        if one.unit
        and one.places[0].slug == "shifanqu"
        and one.steps
        and one.steps[-1].name == "dispatch"
    ]
    watched = [key for key, one in held if one.unit != _HANDING][::_EVERY]
    for number, key in enumerate(watched):
        act, by, note, days = _ACTS[number % len(_ACTS)]
        yield _row(act=act, external_key=key, by=by, note=note, days=days)
    yield from _handed([key for key, one in held if one.unit == _HANDING][:3])


def _handed(keys: Sequence[str]) -> Iterator[dict[str, object]]:
    first, second = (f"handle.{_HANDING}.{number}" for number in (1, 2))
    for key in keys:
        yield _row(act="assign", external_key=key, by=first, taker=first)
    note = "已约业主明早九点开门，配件在值班室"
    yield _row(act="hand_over", by=first, note=note, unit=_HANDING, giver=first, taker=second)


def _row(**told: object) -> dict[str, object]:
    return dict.fromkeys(COLUMNS, "") | told

"""The printed figures that registers hold: sums with the mark under which they were printed."""

from collections.abc import Mapping

from lingdang.demo.figures import Found, Precision, address, figure, is_about
from lingdang.demo.held import place_named
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty
from lingdang.registers.public import (
    Total,
    below,
    entries_for,
    narrowed,
    sight_of,
    totals_of,
    whole,
)

READER = Actor.process("demo figures", Duty.SEE_REGISTERS)
APPROXIMATE, ABOUT, DOUBTFUL = "approximate", "about", "doubtful"


def _total(code: str, place: str, **asked: str) -> Total:
    """Add up a register at a place, narrowed by the values of fields."""
    sight = sight_of(READER, code)
    entries = below(entries_for(READER, sight.register), place_named(place).id)
    for name, value in asked.items():
        entries = narrowed(entries, sight.field(name), {"value": value})
    return whole(totals_of(entries, [each for each in sight.seen if each.is_number]))


def _sums(total: Total) -> dict[str, object]:
    return {name: figure.stored() for name, figure in total.sums.items()}


def _marked(value: int, mark: str) -> dict[str, object]:
    return {"value": value, "mark": mark}


def _found(code: str, total: Total, wanted: Mapping[str, object], entries: int = 0) -> Found:
    """It holds when every sum is what was printed, with its mark, of so many entries."""
    sums = _sums(total)
    holds = all(sums.get(name) == value for name, value in wanted.items())
    return Found(
        {"entries": total.entries, **{name: sums.get(name) for name in wanted}},
        address("desk:register_totals", code),
        holds and (not entries or total.entries == entries),
    )


@figure("N-30", "大型版面5个", Precision.EXACT)
def large_boards() -> Found:
    """Three of them by the printed name of their place."""
    total = _total("advertisements", "示范区", kind="大型版面")
    return _found("advertisements", total, {"pieces": 5}, 5)


@figure("N-31", "新增小型版面300余块", Precision.APPROXIMATE)
def small_boards() -> Found:
    total = _total("advertisements", "示范区", kind="小型版面")
    return _found("advertisements", total, {"pieces": _marked(300, APPROXIMATE)})


@figure("N-32", "更新版面内容465块", Precision.EXACT)
def renewed_boards() -> Found:
    return _found("advertisements", _total("advertisements", "示范区"), {"renewed": 465})


@figure("N-33", "新增建筑宣传围挡13500平方米", Precision.EXACT)
def hoardings() -> Found:
    total = _total("advertisements", "示范区", kind="建筑宣传围挡")
    return _found("advertisements", total, {"area": 13500})


def _street_order(name: str, wanted: object) -> Found:
    return _found("street-order", _total("street-order", "滨湖街道"), {name: wanted})


@figure("N-42", "文明城市建设劝导100余次", Precision.APPROXIMATE)
def persuaded() -> Found:
    return _street_order("persuaded", _marked(100, APPROXIMATE))


@figure("N-43", "拆除违规围挡500余米", Precision.APPROXIMATE)
def hoardings_removed() -> Found:
    return _street_order("hoardings", _marked(500, APPROXIMATE))


@figure("N-44", "规范出店经营7处", Precision.EXACT)
def trading_outside() -> Found:
    return _street_order("outside", 7)


@figure("N-45", "清理流动摊点20余处", Precision.APPROXIMATE)
def stalls_cleared() -> Found:
    return _street_order("cleared", _marked(20, APPROXIMATE))


@figure("N-46", "清理户外违规广告牌及条幅30余处", Precision.APPROXIMATE)
def signs_cleared() -> Found:
    return _street_order("signs", _marked(30, APPROXIMATE))


@figure("N-49", "完成毒饵站投饵130余个", Precision.APPROXIMATE)
def bait() -> Found:
    total = _total("bait-stations", "应滨街道")
    return _found("bait-stations", total, {"baited": _marked(130, APPROXIMATE)})


@figure("N-52", "15条道路进行亮化,共计划安装路灯630余盏,总投资1000余万元", Precision.APPROXIMATE)
def lighting() -> Found:
    """The money is kept in 万元, as printed."""
    wanted = {"planned": _marked(630, APPROXIMATE), "cost": _marked(1000, APPROXIMATE)}
    return _found("lamps", _total("lamps", "示范区"), wanted, 15)


@figure(
    "N-53",
    "10条道路进行绿化,总绿化面积约45万平方米,总投资约12亿元,目前已基本完成8条道路",
    Precision.DOUBTFUL,
)
def greening() -> Found:
    """12亿元 stays as it was printed, in 万元, and is said to be doubtful."""
    wanted = {"area": _marked(450_000, ABOUT), "cost": _marked(120_000, DOUBTFUL)}
    found = _found("greening", _total("greening", "示范区"), wanted, 10)
    done = _total("greening", "示范区", state="基本完成").entries
    return Found({**found.computed, "done": done}, found.url, found.holds and done == 8)  # noqa: PLR2004 -- as printed


@figure("N-60", "辖区190多个老旧小区", Precision.APPROXIMATE)
def old_compounds() -> Found:
    surveyed = _total("compounds", "新华路街道").entries
    url = address("desk:register", "compounds")
    return Found({"entries": surveyed}, url, is_about(surveyed, 190))


@figure("N-61", "3个老旧小区示范院在内的16个楼院改造项目,先后投资3956万元", Precision.EXACT)
def renovation() -> Found:
    found = _found("compounds", _total("compounds", "新华路街道", project="1"), {"spent": 3956}, 16)
    models = _total("compounds", "新华路街道", model="1").entries
    return Found({**found.computed, "models": models}, found.url, found.holds and models == 3)  # noqa: PLR2004 -- as printed

"""Six matters that many told of in the autumn, each in the words of several; and the ten promised.

What is told lies within one community each, some hundred metres apart, and came day by day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from shapely.geometry import Polygon

from maker import sheet, words
from maker.cases import NOW, History, Writer
from maker.ground import METRES
from maker.names import Place

TEN_COLUMNS = [
    *("title", "case_key", "unit_code", "promise", "due_on", "nodes", "done_on", "outcome"),
]
_SPREAD = 120  # metres around the middle of the community


@dataclass(frozen=True, slots=True)
class Told:
    town: str
    community: str
    since: str
    every: float  # days between two reports
    unit: str
    category: str
    kind: str
    outcome: str
    texts: tuple[str, ...]


MATTERS = (
    Told(
        *("ziyang", "xingfu", "2026-10-22", 2.2, "dadui", "06027", "environment"),
        outcome="已责令搅拌站夜间停工，加装喷淋",
        texts=(
            "村东搅拌站夜里还在开工，噪音大得睡不着",
            "搅拌站粉尘太大，窗户都不敢开",
            "村东搅拌站噪音扰民，半夜还有罐车进出",
            "搅拌站的粉尘飘进院子，老人咳嗽",
            "反映村东搅拌站夜间施工，噪音和粉尘都很大",
            "又是村东搅拌站，昨晚噪音到凌晨两点",
            "搅拌站罐车夜间进出，噪音扰民，粉尘满路",
            "村东搅拌站噪音粉尘问题还没有解决",
            "请管管搅拌站，夜间噪音大，粉尘落了一地",
            "搅拌站夜间开工噪音大，孩子没法睡觉",
            "村东搅拌站粉尘污染，晾的衣服都是灰",
            "搅拌站夜里又响了，噪音扰民",
        ),
    ),
    Told(
        *("binhu", "lanwan", "2026-11-05", 1.4, "wuye", "property-lift", "property"),
        outcome="物业已更换主板，电梯恢复运行",
        texts=(
            "蓝湾小区6号楼电梯停运，老人下不了楼",
            "6号楼电梯又停运了，已经第三次",
            "蓝湾小区6号楼电梯坏了一周没人修",
            "6号楼电梯停运，买菜要爬十六层",
            "蓝湾小区6号楼电梯停运，物业说等配件",
            "6号楼电梯反复停运，业主意见很大",
            "蓝湾小区6号楼的电梯什么时候能修好",
            "6号楼电梯停运第八天，轮椅老人出不了门",
        ),
    ),
    Told(
        *("yingbin", "yb05", "2026-09-14", 2.6, "shizheng", "06030", "environment"),
        outcome="已清淤并更换一段污水管",
        texts=(
            "学校门前污水井外溢，味道很大",
            "学校门前的污水又冒出来了，孩子踩着过",
            "污水井外溢，学校门前路面都是脏水",
            "学校门前污水外溢，多次反映没有彻底解决",
            "学校门前污水横流，气味难闻",
            "一下雨学校门前污水井就外溢",
            "学校门前污水管堵了，污水外溢到路上",
        ),
    ),
    Told(
        *("hubinlu", "hbl01", "2026-10-10", 2.4, "dadui", "06027", "environment"),
        outcome="已约谈摊主，烧烤进店并装净化器",
        texts=(
            "夜市烧烤摊油烟直接飘进居民楼",
            "楼下夜市烧烤油烟太大，不敢开窗",
            "夜市烧烤摊凌晨还在营业，油烟扰民",
            "烧烤摊油烟熏得人睡不着，夜市没人管",
            "夜市烧烤油烟扰民，地上都是油污",
            "投诉夜市烧烤摊，油烟和喧哗到半夜",
            "夜市烧烤摊又在路边摆，油烟很大",
            "夜市的烧烤油烟问题反映过几次了",
            "居民楼下夜市烧烤油烟大，老人受不了",
        ),
    ),
    Told(
        *("binhu", "huguang", "2026-11-12", 0.9, "shizheng", "01037", "environment"),
        outcome="已更换电缆，路灯恢复",
        texts=(
            "湖光社区环湖步道路灯全灭了，晚上散步看不见",
            "环湖步道路灯不亮，有老人摔倒",
            "环湖步道一整段路灯都不亮",
            "环湖步道的路灯什么时候修，晚上一片漆黑",
            "环湖步道路灯不亮已经一周",
            "晚上环湖步道没有路灯，不安全",
        ),
    ),
    Told(
        *("ziyang", "jiaozhuang", "2026-09-03", 3.1, "shuili", "06026", "environment"),
        outcome="水站已清洗水箱，水质恢复",
        texts=(
            "村里自来水发黄，沉淀很多",
            "自来水发黄有异味，不敢喝",
            "家里自来水又发黄了，一桶水半桶泥",
            "村里自来水发黄，请化验水质",
            "自来水发黄的问题持续半个月了",
            "早上自来水发黄，孩子喝了肚子疼",
        ),
    ),
)


def histories(places: list[Place], shapes: dict[str, Polygon]) -> list[History]:
    """Told day by day; what is older is settled, the newest is on its way."""
    writer = Writer(places, shapes)
    writer.random = Random("hot")  # noqa: S311 -- a story, not a secret
    told = [_told(writer, matter, at) for matter in MATTERS for at in range(len(matter.texts))]
    return [writer.cut(history) for history in told]


def _told(writer: Writer, matter: Told, number: int) -> History:
    day = datetime.fromisoformat(matter.since) + timedelta(days=number * matter.every)
    at = min(
        day.replace(hour=8 + number * 5 % 12, minute=number * 7 % 60), NOW - timedelta(hours=2)
    )
    slugs = ("shifanqu", matter.town, matter.community)
    where = (writer.by_slug[slugs[0]], writer.by_slug[slugs[1]], writer.by_slug[slugs[2]])
    history = writer.begin(where, ("resident", "hotline", "bell")[number % 3], at)
    history.at, history.text, history.outcome = at, matter.texts[number], matter.outcome
    history.kind = words.Kind(matter.kind, 1, matter.unit, ())
    history.category, history.address, history.system = matter.category, "", "wgs84"
    middle = writer.shapes[where[2].code].representative_point()
    history.lng = round(middle.x + writer.random.uniform(-_SPREAD, _SPREAD) / METRES, 6)
    history.lat = round(middle.y + writer.random.uniform(-_SPREAD, _SPREAD) / METRES, 6)
    history.steps.clear()
    writer.go_through(history)
    return history


def rows(told: list[History]) -> Iterator[dict[str, object]]:
    for number, row in enumerate(sheet.rows(told), start=1):
        yield row | {"external_key": f"hot-{number:03}"}


def _first(number: int) -> str:
    """The key of the first case of a matter."""
    return f"hot-{1 + sum(len(matter.texts) for matter in MATTERS[:number]):03}"


_TEN = (  # what, which matter (none: from what people were asked), who leads, promise, done
    (
        "学校门前污水反复外溢",
        2,
        "shizheng",
        "更换老旧污水管 300 米，雨天不再外溢",
        "已换管 310 米，两次大雨未外溢",
    ),
    ("村里自来水发黄", 5, "shuili", "清洗水箱、更换滤料，每月公布水质", "水质连续八周合格"),
    ("夜市烧烤油烟扰民", 3, "dadui", "烧烤进店经营，全部加装净化器", ""),
    ("搅拌站噪音和粉尘", 0, "dadui", "夜间 22 点后停工，场地全封闭", ""),
    ("老旧小区电梯带病运行", 1, "wuye", "排查 46 部电梯，更换不合格配件", ""),
    ("背街小巷路灯不亮", 4, "shizheng", "补装路灯 120 盏，亮灯率 98% 以上", ""),
    ("停车难、消防通道被占", None, "dadui", "新增停车位 400 个，消防通道划线管理", ""),
    ("飞线充电", None, "wuye", "每个小区建一处集中充电棚", ""),
    ("小区物业收费不公开", None, "wuye", "所有小区按季公示收费明细", "46 个小区全部公示"),
    ("河道漂浮垃圾", None, "shuili", "每日打捞，沿岸设投放点", ""),
)


def ten() -> Iterator[dict[str, object]]:
    """Of the year: on their way, some dates kept, three done."""
    for rank, (title, matter, unit, promise, outcome) in enumerate(_TEN, start=1):
        due = datetime.fromisoformat("2026-12-31") - timedelta(days=(10 - rank) * 4)
        if outcome:
            due = datetime.fromisoformat("2026-11-15")
        days = [due - timedelta(days=back) for back in (60, 30, 0)]
        steps = zip(days, ("完成排查，建立清单", "整改过半", "全部完成并回访"), strict=True)
        kept = 3 if outcome else 1 if rank % 2 else 0
        nodes = [
            f"{day:%Y-%m-%d} {what}"
            + (f" = {day - timedelta(days=2):%Y-%m-%d}" if at < kept else "")
            for at, (day, what) in enumerate(steps)
        ]
        yield {
            "title": title,
            "case_key": "" if matter is None else _first(matter),
            "unit_code": unit,
            "promise": promise,
            "due_on": f"{due:%Y-%m-%d}",
            "nodes": ";".join(nodes),
            "done_on": f"{due - timedelta(days=2):%Y-%m-%d}" if outcome else "",
            "outcome": outcome,
        }

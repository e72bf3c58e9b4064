"""Sheets of registers 台账 whose figures add up to what was printed; marked ones stay marked."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

type Row = dict[str, Any]

# Of each sheet: the register, and its columns as an office heads them.
SHEETS = {
    "advertisements": ("名称", "种类", "数量", "面积", "更新版面", "状况", "地点"),
    "lamps": ("道路", "计划安装", "已安装", "投资", "进度", "地点"),
    "greening": ("道路", "绿化面积", "投资", "进度", "地点"),
    "compounds": ("名称", "建成年份", "户数", "改造项目", "示范院", "已投资", "进度", "地点"),
    "bait-stations": ("名称", "已投饵", "投饵日期", "状况", "地点"),
    "street-order": (
        *("事项", "日期", "劝导", "拆除违规围挡", "规范出店经营", "清理流动摊点"),
        *("清理违规广告牌及条幅", "地点"),
    ),
    "points": ("名称", "点位类型", "街道等级", "正在使用", "经度", "纬度"),
    "shops": ("店名", "责任书", "行业", "签订日期", "经度", "纬度"),
}
_TOWNS = ("滍阳镇", "滨湖街道", "应滨街道", "湖滨路街道")
_LARGE = ("高速出入口", "蕴海锦园酒店门口", "祥云公园南门", "示例广场东侧", "示例路口北侧")
_SMALL = ("80", "90", "70", "60余")  # 300余块
_RENEWED = (120, 135, 110, 100)  # 465块
_HOARDINGS = (4200, 3800, 3000, 2500)  # 13500平方米
_LIT = ("梅园路", "紫金山路", "瑞光路")
_GREEN = ("溱水路", "紫金山路", "福泉路")
_PRESSING = ("龙翔大道", "溱阳路")
_MODELS = ("开普东一区", "西一区", "拖厂北院")
_SPENT = (520, 410, 380, 300, 280, 260, 250, 240, 230, 220, 210, 200, 180, 120, 90, 66)  # 3956


def rows(
    name: str, codes: Mapping[str, str], spots: list[tuple[float, float]], random: Random
) -> Iterator[Row]:
    made = {
        "advertisements": _advertisements,
        "lamps": _lamps,
        "greening": _greening,
        "compounds": _compounds,
        "bait-stations": _bait,
        "street-order": _order,
    }
    if name in made:
        yield from ({**row, "地点": codes[row["地点"]]} for row in made[name](random))
    else:
        yield from (_points if name == "points" else _shops)(spots, random)


def _advertisements(_random: Random) -> Iterator[Row]:
    yield {"名称": "市政广场景观小品", "种类": "景观小品", "数量": 1, "地点": "示范区"}
    for place in _LARGE:
        yield {"名称": place, "种类": "大型版面", "数量": 1, "状况": "完好", "地点": "示范区"}
    for town, small, renewed, area in zip(_TOWNS, _SMALL, _RENEWED, _HOARDINGS, strict=True):
        yield {"名称": f"{town}小型版面", "种类": "小型版面", "数量": small, "地点": town}
        yield {"名称": f"{town}版面更新", "种类": "其他", "更新版面": renewed, "地点": town}
        yield {"名称": f"{town}建筑围挡", "种类": "建筑宣传围挡", "面积": area, "地点": town}


def _lamps(_random: Random) -> Iterator[Row]:
    """Fifteen roads of which three are named; 630余盏, 1000余万元."""
    roads = [*_LIT, *(f"示例亮化路 {number:02}" for number in range(4, 16))]
    for number, road in enumerate(roads):
        last = number == len(roads) - 1
        planned = "42余" if last else 42
        yield {
            "道路": road,
            "计划安装": planned,
            "已安装": 30,
            "进度": "施工中",
            "投资": "90余" if last else 65,
            "地点": "示范区",
        }


def _greening(_random: Random) -> Iterator[Row]:
    """Ten roads, two of them pressing on; 约45万平方米; 12亿元 as printed, and doubtful."""
    done = [*_GREEN, *(f"示例绿化路 {number:02}" for number in range(4, 9))]
    for number, road in enumerate([*done, *_PRESSING]):
        state = "正在推进" if road in _PRESSING else "基本完成"
        area = "约45000" if number == 0 else 45000
        cost = "120000(存疑)" if number == 0 else ""
        yield {"道路": road, "绿化面积": area, "投资": cost, "进度": state, "地点": "示范区"}


def _compounds(random: Random) -> Iterator[Row]:
    """190多个 surveyed, 16 of them renewed, three of these models."""
    renewed = [*_MODELS, *(f"示例改造楼院 {number:02}" for number in range(4, 17))]
    for name, spent in zip(renewed, _SPENT, strict=True):
        model = "是" if name in _MODELS else "否"
        told = {"改造项目": "是", "示范院": model, "已投资": spent, "进度": "已完工"}
        yield {"名称": name, **_surveyed(random), **told}
    for number in range(17, 195):
        told = {"改造项目": "否", "示范院": "否", "进度": "未列入"}
        yield {"名称": f"示例老旧小区 {number:03}", **_surveyed(random), **told}


def _surveyed(random: Random) -> Row:
    households = random.randint(40, 400)
    return {"建成年份": random.randint(1978, 2000), "户数": households, "地点": "新华路街道"}


def _bait(_random: Random) -> Iterator[Row]:
    """130余个, by village of 应滨街道."""
    for number in range(1, 11):
        baited = "13余" if number == 10 else 13  # noqa: PLR2004 -- the last of them
        told = {"投饵日期": "2026-04-16", "状况": "完好", "地点": "应滨街道"}
        yield {"名称": f"第 {number:02} 组毒饵站", "已投饵": baited, **told}


def _order(_random: Random) -> Iterator[Row]:
    """What was done along the streets of 滨湖街道, week by week."""
    for week in range(1, 5):
        last = week == 4  # noqa: PLR2004 -- the last of them
        yield {
            "事项": f"沿街整治第 {week} 周",
            "日期": f"2026-05-{week * 7:02}",
            "劝导": "25余" if last else 25,
            "拆除违规围挡": "125余" if last else 125,
            "规范出店经营": 1 if last else 2,
            "清理流动摊点": "5余" if last else 5,
            "清理违规广告牌及条幅": "6余" if last else 8,
            "地点": "滨湖街道",
        }


def _points(spots: list[tuple[float, float]], random: Random) -> Iterator[Row]:
    types = ("主次干道", "背街小巷", "小区", "集贸市场", "公园", "商场超市", "公共广场", "交通路口")
    classes = ("严管街", "示范街", "规范街", "管控街")
    for number, (lng, lat) in enumerate(spots[:240], start=1):
        kind = types[number % len(types)]
        yield {
            "名称": f"{kind} {number:03}",
            "点位类型": kind,
            "街道等级": random.choice(classes) if number % len(types) < 2 else "",  # noqa: PLR2004 -- streets
            "正在使用": "是",
            "经度": lng,
            "纬度": lat,
        }


def _shops(spots: list[tuple[float, float]], random: Random) -> Iterator[Row]:
    trades = ("餐饮", "百货", "理发美容", "修理", "药店")
    for number, (lng, lat) in enumerate(spots[:900], start=1):
        trade = random.choice(trades)
        yield {
            "店名": f"示例{trade}店 {number:03}",
            "责任书": random.choice(("门前三包", "门前五包", "门前五包", "未签")),
            "行业": trade,
            "签订日期": f"2026-0{number % 6 + 1}-15",
            "经度": round(lng + random.uniform(-2e-4, 2e-4), 6),
            "纬度": lat,
        }

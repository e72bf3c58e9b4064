"""The places of the demo: printed names as printed, the rest openly artificial.

The pages name neither grids nor buildings, and not all of the 18 villages and 10 communities:
those are 示例. 西湍古应国主题文化村 stands as scanned (perhaps 西滍), as do 溱水路 and 溱阳路.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Place:
    """``weight`` is its share of the parent's ground."""

    slug: str
    name: str
    level: str
    weight: float = 1.0
    below: list["Place"] = field(default_factory=list)
    code: str = ""
    parent_code: str = ""

    def walk(self) -> list["Place"]:
        return [self, *(place for child in self.below for place in child.walk())]

    def grids(self) -> int:
        return 1 if self.level == "grid" else sum(child.grids() for child in self.below)


def village(slug: str, name: str, grids: int, weight: float = 1.0) -> Place:
    below = [
        Place(f"{slug}.{number}", f"{name}第{number}网格", "grid") for number in range(1, grids + 1)
    ]
    return Place(slug, name, "village", weight, below)


def _examples(prefix: str, what: str, first: int, last: int, grids: int) -> list[Place]:
    return [
        village(f"{prefix}{number:02}", f"示例{what} {number:02}", grids)
        for number in range(first, last + 1)
    ]


def _shifanqu() -> Place:
    """滍阳镇 with 18 villages, 滨湖街道, 应滨街道 with 10, 湖滨路街道."""
    ziyang = [
        village("yeying", "叶营村", 2),
        village("xingfu", "幸福村", 2),
        village("yankou", "闫口村", 2),
        village("jiaozhuang", "焦庄", 2),
        village("zhouzhuang", "周庄", 2),
        village("guyingguo", "西湍古应国主题文化村", 2),
        *_examples("zy", "村", 7, 18, 2),
    ]
    binhu = [
        village("yanzhuang", "闫庄村", 3),
        village("dongwa", "东洼村", 3),
        village("lanwan", "蓝湾社区", 3),
        village("huguang", "湖光社区", 3),
        village("fenghuangshan", "凤凰山社区", 3),
    ]
    yingbin = [village("jianye", "建业社区", 6, 1.5), *_examples("yb", "社区", 2, 10, 2)]
    hubinlu = [village("hbl01", "示例社区", 3)]
    return Place(
        "shifanqu",
        "示范区",
        "district",
        below=[
            Place("ziyang", "滍阳镇", "town", 18, ziyang),
            Place("binhu", "滨湖街道", "town", 9, binhu),
            Place("yingbin", "应滨街道", "town", 11, yingbin),
            Place("hubinlu", "湖滨路街道", "town", 4, hubinlu),
        ],
    )


def _yingshouyingzi() -> Place:
    """Five levels as printed; 7 communities with 3 grids each make the 21 grid branches."""
    streets = []
    for number, communities in ((1, (1, 2, 3)), (2, (4, 5)), (3, (6, 7))):
        below = [village(f"ysyz{c:02}", f"示例社区 {c:02}", 3) for c in communities]
        streets.append(Place(f"ysyzj{number}", f"示例街道 {number:02}", "town", len(below), below))
    return Place("yingshouyingzi", "鹰手营子矿区", "district", below=streets)


def _gongyi() -> Place:
    xinhua = _examples("xhl", "社区", 1, 6, 2)
    xiaoyi = [*_examples("xy", "社区", 1, 5, 1), *_examples("xy", "村", 6, 13, 1)]
    return Place(
        "gongyi",
        "巩义市",
        "district",
        below=[
            Place("xinhualu", "新华路街道", "town", 6, xinhua),
            Place("xiaoyi", "孝义街道", "town", 9, xiaoyi),
        ],
    )


def _small(slug: str, name: str, town: str, community: str) -> Place:
    below = [village(f"{slug}c", community, 3)]
    return Place(slug, name, "district", below=[Place(f"{slug}t", town, "town", 1, below)])


def districts() -> list[Place]:
    return [
        _shifanqu(),
        _yingshouyingzi(),
        _small("xuanhan", "宣汉县", "示例街道", "示例社区"),
        _small("lucheng", "潞城区", "示例街道", "示例社区"),
        _small("qilin", "曲靖市麒麟区", "寥廓街道", "康桥社区"),
        _small("henan", "河南县", "示例镇", "示例村"),
        _gongyi(),
    ]


ROOT = Place("root", "演示市", "city", code="990000000000")

ROADS = {  # of 示范区: name and the slug of the place it belongs to
    "梅园路": "shifanqu",
    "紫金山路": "shifanqu",
    "瑞光路": "shifanqu",
    "溱水路": "shifanqu",
    "福泉路": "shifanqu",
    "龙翔大道": "shifanqu",
    "溱阳路": "shifanqu",
    "夏耘路": "yingbin",
    "薛庄街": "yingbin",
    "站前街": "xiaoyi",
    "洛滨路": "xiaoyi",
    "麒麟南路": "qilin",
}
POINTS = {
    "市政广场": "shifanqu",
    "高速出入口": "shifanqu",
    "蕴海锦园酒店门口": "shifanqu",
    "祥云公园南门": "shifanqu",
    "薛庄市场": "yingbin",
    "平顶山学院家属院": "fenghuangshan",
    "凤凰山社区廉政文化中心": "fenghuangshan",
    "开普东一区": "xinhualu",
    "西一区": "xinhualu",
    "拖厂北院": "xinhualu",
}


def numbered() -> list[Place]:
    """Every place, parents first. Codes begin with 99, which no real division has."""
    everything = [ROOT]
    for d, district in enumerate(districts(), start=1):
        _number(district, f"99{d:02}00000000", ROOT.code)
        for t, town in enumerate(district.below, start=1):
            _number(town, f"99{d:02}00{t:03}000", district.code)
            for v, community in enumerate(town.below, start=1):
                _number(community, f"99{d:02}00{t:03}{v:03}", town.code)
                for g, grid in enumerate(community.below, start=1):
                    _number(grid, f"{community.code}{g:03}", community.code)
                    grid.below = _buildings(grid, district.slug, community.slug)
        everything += district.walk()
    by_slug = {place.slug: place for place in everything}
    for level, table in (("road", ROADS), ("point", POINTS)):
        for number, (name, slug) in enumerate(table.items(), start=1):
            code = f"99{level[0].upper()}{number:03}"
            everything.append(
                Place(code.lower(), name, level, code=code, parent_code=by_slug[slug].code)
            )
    return everything


def _number(place: Place, code: str, parent_code: str) -> None:
    place.code, place.parent_code = code, parent_code


def _buildings(grid: Place, district: str, community: str) -> list[Place]:
    """建业社区 and 鹰手营子 have their buildings; elsewhere the grid is the last level for now."""
    count = 4 if community == "jianye" else 2 if district == "yingshouyingzi" else 0
    houses = []
    for number in range(1, count + 1):
        name = f"{grid.name.removesuffix('网格')}网格{number}号楼"
        house = Place(f"{grid.slug}.b{number}", name, "building")
        _number(house, f"{grid.code}{number:03}", grid.code)
        houses.append(house)
    return houses

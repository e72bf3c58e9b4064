"""Units as the pages print them, and people whom nobody is.

Given names are sexagenary, numbers come from an unassigned block; no person named on the pages is
used. Sign-in names say the post: ``grid.jianye.3`` serves the third grid of 建业社区.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from maker.names import Place

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
    "孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
)
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
SINCE = "2025-01-01"
MEMBERS_REPORTING = 1512  # printed: 1500余
FOLLOWERS = 1637  # printed: 1600余
PATROL = 5
COMMITTEE_MEMBERS = 27  # printed, over seven communities
FOLLOW_COLUMNS = ["person_key", "place_code", "since"]
UNIT_COLUMNS = ["code", "name", "kind", "parent_code", "place_code", "from", "to"]
POST_COLUMNS = [
    *("person_key", "name", "phone", "login", "role"),
    *("place_code", "unit_code", "remark", "from", "to"),
]

DISTRICT_UNITS = (  # code, name, kind, parent
    ("zhihuibu", "创建全国文明城市指挥部", "task_force", ""),
    ("chuangwenban", "创文办", "office", "zhihuibu"),
    ("dudao1", "第一督导组", "supervision_group", "zhihuibu"),
    ("dudao2", "第二督导组", "supervision_group", "zhihuibu"),
    ("dudao3", "第三督导组", "supervision_group", "zhihuibu"),
    ("dudao4", "第四督导组", "supervision_group", "zhihuibu"),
    ("jigongwei", "区纪工委", "office", ""),
    ("duchaban", "区督查办", "office", ""),
    ("zongheban", "区综合办公室", "office", ""),
    ("dangan", "档案室", "office", "zongheban"),
    ("chengguan", "区城管执法局", "bureau", ""),
    ("dadui", "区城管执法局综合执法大队", "brigade", "chengguan"),
    ("renshe", "区人社局", "bureau", ""),
    ("minzheng", "区民政局", "bureau", ""),
    ("jiaoti", "区教体局", "bureau", ""),
    ("yanglao", "区养老医保中心", "bureau", ""),
    ("zhaoshang", "招商融资促进局", "bureau", ""),
    ("shuili", "水利和移民服务中心", "bureau", ""),
    ("jingpu", "区经普办", "office", ""),
    ("fulian", "区妇联", "office", ""),
    ("zhiyuan", "区志愿服务总队", "office", ""),
    ("lezhu", "市乐助社工组织", "company", ""),
    ("huanwei", "示例环卫公司", "company", "chengguan"),
    ("shizheng", "示例市政养护公司", "company", "chengguan"),
    ("wuye", "示例物业公司", "company", ""),
    ("guanjia", "智慧系统运营管家", "company", ""),
)
STREET_UNITS = (  # code, name, kind, parent, slug of the place
    ("ziyang", "滍阳镇人民政府", "office", "", "ziyang"),
    ("binhu", "滨湖街道办事处", "office", "", "binhu"),
    ("yingbin", "应滨街道办事处", "office", "", "yingbin"),
    ("yingbin.zz", "应滨街道综合整治专班", "task_force", "yingbin", "yingbin"),
    ("yingbin.xc", "应滨街道宣传教育专班", "task_force", "yingbin", "yingbin"),
    ("jianye.dzb", "建业社区党支部", "party_branch", "", "jianye"),
    ("hubinlu", "湖滨路街道办事处", "office", "", "hubinlu"),
    ("xuanhan.zb", "宣汉县创建工作专班", "task_force", "", "xuanhan"),
    ("xuanhan.gg", "广告市政执法专业队伍", "brigade", "xuanhan.zb", "xuanhan"),
    ("lucheng.dw", "示例社区党委", "party_branch", "", "luchengc"),
    ("qilin.zd", "寥廓街道综合行政执法中队", "brigade", "", "qilint"),
    ("henan.cz", "河南县财政部门", "bureau", "", "henan"),
    ("gongyi.cwb", "巩义市创文办", "office", "", "gongyi"),
    ("xinhualu.zb", "新华路街道创文专班", "task_force", "gongyi.cwb", "xinhualu"),
    ("xiaoyi.zb", "孝义街道创文专班", "task_force", "gongyi.cwb", "xiaoyi"),
)
HANDLING = ("dadui", "huanwei", "shizheng", "wuye", "shuili", "minzheng", "jiaoti", "renshe")
ROAD_KEEPERS = ("区城管执法局", "区教体局", "区民政局", "区人社局", "水利和移民服务中心")


def _unit(code: str, name: str, kind: str, parent: str, place: Place) -> dict[str, str]:
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "parent_code": parent,
        "place_code": place.code,
        "from": SINCE,
        "to": "",
    }


def units(by_slug: dict[str, Place]) -> list[dict[str, str]]:
    rows = [_unit(*unit, by_slug["shifanqu"]) for unit in DISTRICT_UNITS]
    rows += [
        _unit(code, name, kind, parent, by_slug[slug])
        for code, name, kind, parent, slug in STREET_UNITS
    ]
    return rows + _party_line(by_slug["yingshouyingzi"])


def _party_line(district: Place) -> list[dict[str, str]]:
    """区委—街道工委—社区大党委—网格党支部—楼栋党小组: five levels, each at a place of its own."""
    rows = [_unit("ysyz", "鹰手营子矿区区委", "party_branch", "", district)]
    titles = {
        "town": "工委",
        "village": "大党委",
        "grid": "党支部",
        "building": "党小组",
    }

    def below(place: Place, parent: str) -> None:
        for number, child in enumerate(place.below, start=1):
            code = f"{parent}.{number}"
            name = f"{child.name.replace('街道 ', '街道')}{titles[child.level]}"
            rows.append(_unit(code, name, "party_branch", parent, child))
            below(child, code)

    below(district, "ysyz")
    return rows


@dataclass(slots=True)
class Register:
    """Gives each new person the next name and number."""

    rows: list[dict[str, str]] = field(default_factory=list)
    people: Iterator[tuple[str, str, str]] = field(default_factory=lambda: invented("p", 711_000))

    def post(
        self, role: str, login: str, *, place: str = "", unit: str = "", remark: str = ""
    ) -> None:
        key, name, phone = next(self.people)
        self._row(key, name, phone, login, role, place, unit, remark)

    def also(self, role: str, *, place: str = "", unit: str = "", remark: str = "") -> None:
        """Give the person of the last row one more post."""
        last = self.rows[-1]
        self._row(
            last["person_key"], last["name"], last["phone"], last["login"],
            role, place, unit, remark,
        )  # fmt: skip

    def _row(self, *values: str) -> None:
        self.rows.append(dict(zip(POST_COLUMNS, (*values, SINCE, ""), strict=True)))


def invented(prefix: str, start: int) -> Iterator[tuple[str, str, str]]:
    """Key, name and phone; numbers begin with 154, which no operator has."""
    number = start
    while True:
        surname = SURNAMES[number % len(SURNAMES)]
        given = STEMS[number * 7 % 10] + BRANCHES[number // len(SURNAMES) % 12]
        yield f"{prefix}{number}", surname + given, f"15400{number}"
        number += 1


def posts(places: list[Place], unit_rows: list[dict[str, str]]) -> list[dict[str, str]]:
    by_slug = {place.slug: place for place in places}
    register = Register()
    _grids(register, places)
    _jianye(register, by_slug)
    _desks(register, by_slug)
    _contracted(register, places, by_slug)
    _units(register, unit_rows)
    _district(register, by_slug)
    _party(register, unit_rows, by_slug)
    _mediators(register, by_slug)
    _patrol(register, by_slug)
    return register.rows


def _grids(register: Register, places: list[Place]) -> None:
    for place in places:
        if place.level == "grid":
            register.post("grid_worker", f"grid.{place.slug}", place=place.code)
        elif place.level == "building":
            register.post("building_head", f"building.{place.slug}", place=place.code)


def _jianye(register: Register, by_slug: dict[str, Place]) -> None:
    services = ("养老服务", "就业服务", "城管服务", "医保服务", "教育服务", "水务服务")
    bureaux = (
        "区民政局",
        "区人社局",
        "区城管执法局",
        "区养老医保中心",
        "区教体局",
        "水利和移民服务中心",
    )
    for number, (service, bureau) in enumerate(zip(services, bureaux, strict=True), start=1):
        place = by_slug[f"jianye.{number}"]
        login = f"liaison.jianye.{number}"
        register.post("liaison", login, place=place.code, remark=f"{bureau} {service}")


def _desks(register: Register, by_slug: dict[str, Place]) -> None:
    """Dispatchers and verifiers: communities of the demo district, every town, every district."""
    shifanqu = by_slug["shifanqu"]
    for district in (place for place in by_slug.values() if place.level == "district"):
        for place in (district, *district.below):
            register.post("dispatcher", f"dispatch.{place.slug}", place=place.code)
            register.post("verifier", f"verify.{place.slug}", place=place.code)
    for town in shifanqu.below:
        for community in town.below:
            login = f"dispatch.{community.slug}"
            register.post("dispatcher", login, place=community.code, remark="社区工作人员")
            login = f"verify.{community.slug}"
            register.post("verifier", login, place=community.code, remark="社区工作人员")


def _contracted(register: Register, places: list[Place], by_slug: dict[str, Place]) -> None:
    """包保: who answers for each town, village, road and point."""
    shifanqu = by_slug["shifanqu"]
    for town in shifanqu.below:
        register.post(
            "responsible", f"answer.{town.slug}", place=town.code, remark="领导班子成员包镇(街道)"
        )
        for community in town.below:
            login = f"answer.{community.slug}"
            register.post("responsible", login, place=community.code, remark="县级干部包村(社区)")
    for number, road in enumerate(place for place in places if place.level == "road"):
        remark = f"{ROAD_KEEPERS[number % len(ROAD_KEEPERS)]}包路段"
        register.post("responsible", f"answer.road.{number + 1}", place=road.code, remark=remark)
    for number, point in enumerate(place for place in places if place.level == "point"):
        login = f"answer.point.{number + 1}"
        register.post("responsible", login, place=point.code, remark="县领导分包点位")


def _units(register: Register, unit_rows: list[dict[str, str]]) -> None:
    for code in (*HANDLING, "yingbin", "binhu", "ziyang", "hubinlu", "xuanhan.gg", "qilin.zd"):
        for number in (1, 2):
            register.post("unit_handler", f"handle.{code}.{number}", unit=code)
    for code in ("xinhualu.zb", "xiaoyi.zb"):
        register.post("unit_handler", f"handle.{code}.1", unit=code)
    for row in unit_rows:
        if row["kind"] in {"bureau", "brigade", "task_force"}:
            register.post("leader", f"head.{row['code']}", unit=row["code"], remark="一把手")


def _district(register: Register, by_slug: dict[str, Place]) -> None:
    shifanqu, root = by_slug["shifanqu"], by_slug["root"]
    for number in range(1, 5):
        remark = f"第{'一二三四'[number - 1]}督导组"
        login = f"supervise.{number}"
        register.post("supervisor", login, place=shifanqu.code, remark=remark)
    register.post("leader", "lead.shifanqu", place=shifanqu.code, remark="区党工委书记")
    for place in (shifanqu, *shifanqu.below):
        register.post("discipline_officer", f"discipline.{place.slug}", place=place.code)
    for town in shifanqu.below:
        register.post("leader", f"lead.{town.slug}", place=town.code, remark="党工委书记")
        register.post("leader", f"colead.{town.slug}", place=town.code, remark="办事处主任")
    register.post("editor", "edit.shifanqu", place=shifanqu.code, remark="宣传编辑")
    register.post("editor", "edit.guanjia", place=by_slug["jianye"].code, remark="运营管家")
    for role in ("system", "security", "audit"):
        register.post(f"{role}_admin", f"admin.{role}", place=root.code)


def _party(register: Register, unit_rows: list[dict[str, str]], by_slug: dict[str, Place]) -> None:
    """27 committee members and 21 branch secretaries; 1500余 members report to 21 grids."""
    line = [row for row in unit_rows if row["code"].startswith("ysyz")]
    depth = {depth: [r for r in line if r["code"].count(".") == depth] for depth in range(5)}
    sent = ("机关干部", "社区干部", "国企人员")
    for number in range(COMMITTEE_MEMBERS):
        unit = depth[2][number % len(depth[2])]
        remark = f"党委委员({sent[number % len(sent)]})"
        register.post("leader", f"committee.ysyz.{number + 1}", unit=unit["code"], remark=remark)
    for number, unit in enumerate(depth[3], start=1):
        login = f"secretary.ysyz.{number}"
        register.post("leader", login, unit=unit["code"], remark="网格党支部书记")
    grids = [place for place in by_slug["yingshouyingzi"].walk() if place.level == "grid"]
    for number in range(MEMBERS_REPORTING):
        grid = grids[number % len(grids)]
        register.post("liaison", "", place=grid.code, remark="在职党员到网格报到")


def _mediators(register: Register, by_slug: dict[str, Place]) -> None:
    """党员说事儿团: two at each community that the pages name, and in 孝义街道 where it began."""
    talking = [by_slug["jianye"], *(place for place in by_slug["xiaoyi"].below)]
    for community in talking:
        for number in (1, 2):
            login = f"mediate.{community.slug}.{number}"
            register.post("mediator", login, place=community.code, remark="党员说事儿团")


def _patrol(register: Register, by_slug: dict[str, Place]) -> None:
    """白加黑: who is there for the whole community by turns, day and night."""
    jianye = by_slug["jianye"]
    for number in range(1, PATROL + 1):
        login = f"patrol.{jianye.slug}.{number}"
        register.post("grid_worker", login, place=jianye.code, remark="错时巡查队")


def follows(by_slug: dict[str, Place]) -> list[dict[str, str]]:
    """Residents who follow 建业社区, more of them every week until the page was printed."""
    first, days = date(2025, 11, 1), 147  # to 28 March
    return [
        {
            "person_key": f"f{number:05}",
            "place_code": by_slug["jianye"].code,
            "since": (first + timedelta(days=int(days * (number / FOLLOWERS) ** 0.6))).isoformat(),
        }
        for number in range(1, FOLLOWERS + 1)
    ]

"""Matters of special kinds: errands, care, mediation, the two violations, clues, swift answers.

The two violations of 宣汉县 add up to what was printed for January to October: 190余 cases, 8200余
square metres. Everything else is a handful, so that no page is empty. Nobody in it exists.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from maker.names import Place
from maker.people import invented

VIOLATIONS = (12, 9, 21, 24, 22, 19, 20, 23, 23, 21)  # January to October: 194
SQUARE_METRES = 8246.5
RUNNING = 4  # of November, not yet taken down
CASE_COLUMNS = [
    *("external_key", "source", "category", "procedure", "particulars", "description"),
    *("place_code", "contact_name", "contact_phone", "received_at", "steps"),
]
ENTRY_COLUMNS = ["external_key", "kind", "at", "by", "data"]
SERVICE_COLUMNS = ["code", "name", "for_whom", "papers", "days"]
CARE_COLUMNS = [
    *("category", "place_code", "name", "phone", "address", "condition"),
    *("helper_login", "interval_days", "visits"),
]
SERVICES = (
    ("senior-card", "老年证", "60 周岁以上、行动不便的老人", "身份证;户口簿;一寸照片", 7),
    ("disability-card", "残疾证", "行动不便的残疾人", "身份证;户口簿;两寸照片;诊断证明", 20),
    ("medical-insurance", "医保缴费", "独居老人", "身份证;社保卡", 3),
    ("pension-check", "养老金资格认证", "不会用手机的老人", "身份证", 3),
    ("hardship-aid", "临时救助申请", "困难家庭", "身份证;户口簿;收入说明;银行卡复印件", 15),
)
DOCUMENTS = (
    ("verification", "现查", 1),
    ("notice", "责停", 2),
    ("statement", "陈申", 5),
    ("decision", "限拆", 9),
    ("removal", "拆记", 16),
)
STRUCTURES = ("彩钢棚", "加盖的阳光房", "院墙外的砖房", "占用道路的简易房", "楼顶加层", "临时工棚")
SOURCES = ("tv", "wechat", "hotline", "grid_worker")
CONDITIONS = {
    "lonely": ("独居，听力不好", "子女在外地，腿脚不便"),
    "left_behind": ("父母外出务工，与祖母同住", "寄住亲戚家，需要辅导"),
    "hardship": ("低保家庭，一人失业", "突发火灾后重建"),
    "gravely_ill": ("透析病人，每周三次", "术后康复，需要陪诊"),
}


@dataclass(frozen=True, slots=True)
class Offices:
    """Who handles the two violations of a district."""

    slug: str
    dispatcher: str
    unit: str
    handler: str
    verifier: str
    mark: str


XUANHAN = Offices(
    "xuanhan", "dispatch.xuanhant", "xuanhan.gg", "handle.xuanhan.gg.1", "verify.xuanhant", "宣城执"
)
JIANYE = Offices("jianye", "dispatch.jianye", "dadui", "handle.dadui.1", "verify.jianye", "示城执")


class Kinds:
    """Fills the sheets, one case after the other."""

    def __init__(self, by_slug: dict[str, Place]) -> None:
        self.by_slug = by_slug
        self.random = Random("kinds")  # noqa: S311 -- a story, not a secret
        self.people = invented("k", 730000)
        self.cases: list[dict[str, object]] = []
        self.entries: list[dict[str, object]] = []
        self._violations()
        self._errands()
        self._mediations()
        self._clues()
        self._swift()

    def _violations(self) -> None:
        count = sum(VIOLATIONS)
        weights = [self.random.uniform(0.3, 2.2) for _ in range(count)]
        areas = [round(SQUARE_METRES * 2 * weight / sum(weights)) / 2 for weight in weights]
        areas[-1] += SQUARE_METRES - sum(areas)
        done = 0
        for month, number in enumerate(VIOLATIONS, start=1):
            for _ in range(number):
                removed = _day(month, self.random.randint(18, 28), 10)
                self._violation(removed - timedelta(days=17), areas[done], whole=True)
                done += 1
        for day in range(1, RUNNING + 1):
            self._violation(_day(11, day), 0, whole=False)
        self._violation(_day(10, 9), 36.0, whole=True, at=JIANYE)
        self._violation(_day(11, 12), 0, whole=False, at=JIANYE)

    def _violation(
        self, since: datetime, area: float, *, whole: bool, at: Offices = XUANHAN
    ) -> None:
        key = f"violation-{len(self.cases) + 1:03}"
        place = self._grid(at.slug)
        structure = self.random.choice(STRUCTURES)
        land = self.random.random() < 0.2  # noqa: PLR2004 -- one in five is of land
        steps = [
            ("file", 2, at.dispatcher, {"category": "violation"}),
            ("dispatch", 3, at.dispatcher, {"unit": at.unit}),
        ]
        if whole:
            steps += [
                ("handle", 17 * 24, at.handler, {"outcome": f"{structure}已拆除"}),
                ("verify", 17 * 24 + 20, at.verifier, {"note": "现场已清空"}),
                ("call_back", 17 * 24 + 22, at.dispatcher, {"settled": True, "stars": 5}),
                ("close", 17 * 24 + 23, at.dispatcher, {}),
            ]
        said = {"kind": "违法用地" if land else "违法建设"} | ({"area": area} if area else {})
        source = self.random.choice(SOURCES)
        self._case(key, "violation", source, place, f"有人搭建{structure}", since, steps, said)
        for number, (step, prefix, days) in enumerate(DOCUMENTS if whole else DOCUMENTS[:2]):
            moment = since + timedelta(days=days, hours=number)
            data: dict[str, object] = {
                "step": step,
                "number": f"{at.mark}{prefix}〔2026〕{len(self.cases):03}号",
                "on": f"{moment:%Y-%m-%d}",
            }
            if step == "removal":
                data["removed"] = area
            self._entry(key, "document", moment, at.handler, data)
        if whole:
            answered = {"channel": "phone", "text": "举报的违法建设已经拆除，谢谢您的监督"}
            self._entry(key, "reply", since + timedelta(days=17, hours=20), "", answered)

    def _errands(self) -> None:
        for number, (code, service, _whom, papers, _days) in enumerate(SERVICES * 2):
            at = _day(10, 12) + timedelta(days=3 * number)
            grid = self.by_slug[f"jianye.{number % 6 + 1}"]
            agent, key = f"grid.{grid.slug}", f"errand-{number + 1}"
            steps = [
                ("file", 2, "dispatch.jianye", {"category": "other-help"}),
                ("keep", 4, "dispatch.jianye", {"handler": agent}),
            ]
            whole = number < len(SERVICES)
            if whole:
                steps += [
                    ("handle", 120, agent, {"outcome": f"{service}已办好"}),
                    ("verify", 130, "verify.jianye", {}),
                    ("call_back", 134, "verify.jianye", {"settled": True, "stars": 5}),
                    ("close", 135, "verify.jianye", {}),
                ]
            self._case(key, "errand", "grid_worker", grid, f"行动不便，请代办{service}", at, steps)
            self._entry(key, "service", at, agent, {"service": code})
            self._entry(key, "consent", at + timedelta(hours=5), agent, {"consent": "signed"})
            for paper in papers.split(";"):
                moved = "returned" if whole else "collected"
                self._entry(
                    key, "paper", at + timedelta(hours=6), agent, {"paper": paper, "state": moved}
                )
            if whole:
                told = {"note": f"{service}送到家，本人签收"}
                self._entry(key, "delivery", at + timedelta(hours=125), agent, told)

    def _mediations(self) -> None:
        stories = (
            ("邻里", "楼上夜间噪声，两家多次争执", "双方约定晚十点后不再使用健身器材"),
            ("物业", "车位使用起纠纷", "双方同意按单双日轮流停车"),
            ("房屋宅基地", "共用院墙修缮费用分摊不一致", ""),
        )
        for number, (subject, text, agreed) in enumerate(stories):
            at, key = _day(10, 20) + timedelta(days=7 * number), f"talk-{number + 1}"
            steps = [
                ("file", 2, "dispatch.jianye", {"category": "property-neighbour"}),
                ("keep", 3, "dispatch.jianye", {"handler": "mediate.jianye.1"}),
            ]
            if agreed:
                steps += [
                    ("handle", 100, "mediate.jianye.1", {"outcome": "双方达成一致"}),
                    ("verify", 110, "dispatch.jianye", {}),
                    ("call_back", 112, "dispatch.jianye", {"settled": True, "stars": 5}),
                    ("close", 113, "dispatch.jianye", {}),
                ]
            place = self.by_slug["jianye"]
            self._case(key, "mediation", "desk", place, text, at, steps, {"subject": subject})
            for role in ("asks", "other"):
                _key, name, phone = next(self.people)
                data = {"role": role, "name": name, "phone": phone}
                self._entry(key, "party", at + timedelta(hours=4), "mediate.jianye.1", data)
            if agreed:
                told = {"outcome": "agreed", "text": agreed, "follow_up_on": "2026-12-15"}
                at += timedelta(hours=99)
                self._entry(key, "agreement", at, "mediate.jianye.1", told)

    def _clues(self) -> None:
        stories = (
            ("yingbin", "推诿拖延", "反映某窗口对同一件事三次要求重跑", "属实，已约谈并整改"),
            ("yingbin", "服务态度", "反映某工作人员接待时态度生硬", "属实，已批评教育"),
            ("yingbin", "形式主义官僚主义", "反映某项检查反复索要同样的表格", ""),
        )
        for number, (town, kind, text, outcome) in enumerate(stories):
            at, key = _day(11, 2) + timedelta(days=5 * number), f"clue-{number + 1}"
            office, other = f"discipline.{town}", "discipline.shifanqu"
            steps = [
                ("file", 3, office, {"category": "other-advice"}),
                ("keep", 5, office, {"handler": other}),
            ]
            if outcome:
                steps += [
                    ("handle", 48, other, {"outcome": outcome}),
                    ("verify", 52, office, {"note": "材料齐全"}),
                    ("call_back", 56, office, {"settled": True}),
                    ("close", 57, office, {}),
                ]
            place = self.by_slug[town]
            self._case(key, "clue", "hotline", place, text, at, steps, {"kind": kind})
            if outcome:
                told = {"channel": "phone", "text": f"您反映的问题{outcome}"}
                self._entry(key, "reply", at + timedelta(hours=54), office, told)

    def _swift(self) -> None:
        """Settled quickly; of the last the answer is still owed."""
        for number, text in enumerate(("路口信号灯不亮", "校门口积水", "公交站牌倒伏")):
            at, key = _day(11, 16 + number), f"swift-{number + 1}"
            grid = self.by_slug[f"jianye.{number + 1}"]
            agent, last = f"grid.{grid.slug}", number == 2  # noqa: PLR2004 -- the third
            steps = [
                ("file", 1, "dispatch.jianye", {"category": "sudden"}),
                ("keep", 1, "dispatch.jianye", {"handler": agent}),
                ("handle", 5, agent, {"outcome": "当天处置完毕"}),
            ]
            if not last:
                told = {"channel": "phone", "text": "已经处置，请您查看"}
                self._entry(key, "reply", at + timedelta(hours=6), agent, told)
                steps += [
                    ("verify", 7, "verify.jianye", {}),
                    ("call_back", 8, "verify.jianye", {"settled": True, "stars": 5}),
                    ("close", 8, "verify.jianye", {}),
                ]
            self._case(key, "fast", "hotline", grid, text, at, steps)

    def _grid(self, slug: str) -> Place:
        grids = [place for place in self.by_slug[slug].walk() if place.level == "grid"]
        return self.random.choice(grids)

    def _case(  # noqa: PLR0917 -- a row has as many cells
        self,
        key: str,
        procedure: str,
        source: str,
        place: Place,
        text: str,
        at: datetime,
        steps: list[tuple[str, int, str, dict[str, object]]],
        said: dict[str, object] | None = None,
    ) -> None:
        _key, name, phone = next(self.people)
        told = [
            {"step": step, "at": _moment(at + timedelta(hours=hours)), "by": by, **more}
            for step, hours, by, more in steps
        ]
        self.cases.append(
            {
                "external_key": key,
                "source": source,
                "procedure": procedure,
                "particulars": _json(said) if said else "",
                "description": text,
                "place_code": place.code,
                "contact_name": name,
                "contact_phone": phone,
                "received_at": _moment(at),
                "steps": _json(told),
            }
        )

    def _entry(self, key: str, kind: str, at: datetime, by: str, data: object) -> None:
        row = {"external_key": key, "kind": kind, "at": _moment(at), "by": by}
        self.entries.append({**row, "data": _json(data)})


def services() -> Iterator[dict[str, object]]:
    for service in SERVICES:
        yield dict(zip(SERVICE_COLUMNS, service, strict=True))


def care(by_slug: dict[str, Place]) -> Iterator[dict[str, object]]:
    """Four of each category in each grid of 建业社区 and one in a village of the town."""
    people, random = invented("c", 740000), Random("care")  # noqa: S311 -- a story
    grids = [place for place in by_slug["jianye"].walk() if place.level == "grid"]
    for number, grid in enumerate(grids * 4):
        category = list(CONDITIONS)[number % 4]
        _key, name, phone = next(people)
        last = _day(11, 20) - timedelta(days=random.randint(3, 45))
        yield {
            "category": category,
            "place_code": grid.code,
            "name": name,
            "phone": phone,
            "address": f"{number % 9 + 1}号楼{number % 3 + 1}单元",
            "condition": random.choice(CONDITIONS[category]),
            "helper_login": f"grid.{grid.slug}",
            "interval_days": 14 if category == "gravely_ill" else 30,
            "visits": f"{last - timedelta(days=28):%Y-%m-%d};{last:%Y-%m-%d}",
        }


def _day(month: int, day: int, hour: int = 9) -> datetime:
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{hour:02}:00")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

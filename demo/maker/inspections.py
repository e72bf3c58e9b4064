"""Supervision 督导: four groups in two areas, and rounds whose ledger adds up to what was printed.

The joint check of working style found 234 problems, of which 216 are put right. Which town lies in
which area is not printed: it is ours.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

type Row = dict[str, Any]

FOUND, RECTIFIED = 234, 216  # as printed
GROUP_COLUMNS = ("unit_code", "area", "place_codes", "leader", "members")
ROUND_COLUMNS = (
    *("name", "kind", "unannounced", "place_code", "checklist", "from", "until"),
    *("groups", "organisers", "state"),
)
FINDING_COLUMNS = (
    *("round", "point", "register", "place_code", "item", "result", "note", "found_at", "found_by"),
    *("case_key", "unit_code", "handed_at", "due_on"),
)
JOINT = "创文工作作风专项检查"
_DISTRICT = "990100000000"
_DONE = 3  # points of the round under way where everything was looked at
_GROUPS = "dudao1;dudao2;dudao3;dudao4"
_FIRST = datetime.fromisoformat("2026-09-14T08:30")
_ITEMS = (  # code, what was found, category, unit, how it was put right
    ("ZF-04", "墙根和绿化带里有零星垃圾", "06010", "huanwei", "已清扫,安排保洁员巡回保洁"),
    ("ZF-05", "门前占道摆摊,车辆停放不齐", "06036", "dadui", "已劝导入店经营,车辆摆放整齐"),
    ("ZF-07", "路面有坑洼,井盖松动", "06013", "shizheng", "已修补路面,紧固井盖"),
    ("ZF-06", "公益广告褪色破损", "07001", "dadui", "已更换版面"),
    ("ZF-08", "上次整改的垃圾又出现", "06011", "huanwei", "已清运,增设垃圾箱"),
)
_INSPECTORS = ("supervise.1", "supervise.2", "supervise.3", "supervise.4")


def groups() -> Iterator[Row]:
    areas = (("东片", "990100002000;990100003000"), ("西片", "990100001000;990100004000"))
    for at, login in enumerate(_INSPECTORS):
        name, places = areas[at // 2]
        told = places if at % 2 == 0 else ""
        yield {
            "unit_code": f"dudao{at + 1}", "area": name, "place_codes": told, "leader": login,
            "members": "discipline.shifanqu" if at == 0 else "",
        }  # fmt: skip


def rounds() -> Iterator[Row]:
    joint = "chuangwenban;jigongwei;duchaban"
    usual = {"place_code": _DISTRICT, "groups": _GROUPS, "unannounced": 0, "organisers": ""}
    yield {
        **usual, "name": JOINT, "kind": "special", "checklist": "work-style", "state": "published",
        "from": "2026-09-14", "until": "2026-10-30", "organisers": joint,
    }  # fmt: skip
    yield {
        **usual, "name": "背街小巷日常督导", "kind": "daily", "checklist": "back-lanes",
        "from": "2026-11-16", "until": "2026-11-30", "state": "under_way",
        "organisers": "chuangwenban",
    }  # fmt: skip
    yield {
        **usual, "name": "集贸市场行业督导", "kind": "trade", "checklist": "markets",
        "from": "2026-12-01", "until": "2026-12-11", "state": "planned",
    }  # fmt: skip


class Joint:
    """The joint check: its cases and, beside them, its findings."""

    def __init__(self, points: list[Mapping[str, Any]]) -> None:
        self.random = Random("joint inspection")  # noqa: S311 -- a ledger, not a secret
        self.cases: list[Row] = []
        self.findings: list[Row] = []
        each = FOUND // len(points)
        more = FOUND - each * len(points)
        late = set(self.random.sample(range(FOUND), FOUND - RECTIFIED))
        for at, point in enumerate(points):
            for item in self.random.sample(_ITEMS, each + (at < more)):
                self._add(point, item, is_open=len(self.cases) in late)

    def _add(self, point: Mapping[str, Any], item: tuple[str, ...], *, is_open: bool) -> None:
        code, note, category, unit, _outcome = item
        number = len(self.cases)
        found = _FIRST + timedelta(days=number // 6, minutes=self.random.randrange(480))
        handed = found + timedelta(minutes=self.random.randrange(20, 360))
        key, due = f"joint-{number + 1:03}", handed.date() + timedelta(days=5)
        by = _INSPECTORS[number % len(_INSPECTORS)]
        steps = self._steps(item, handed, found, is_open=is_open)
        self.cases.append(
            {
                "external_key": key, "source": "inspector", "category": category,
                "description": f"{point['名称']}:{note}", "lng": point["经度"],
                "lat": point["纬度"], "system": "wgs84", "place_code": "", "anonymous": 0,
                "received_at": _said(found),
                "steps": json.dumps(steps, ensure_ascii=False, separators=(",", ":")),
            }
        )  # fmt: skip
        self.findings.append(
            {
                "round": JOINT, "point": point["名称"], "register": "points", "place_code": "",
                "item": code, "result": self.random.choice(("unmet", "unmet", "partly")),
                "note": note, "found_at": _said(found), "found_by": by, "case_key": key,
                "unit_code": unit, "handed_at": _said(handed), "due_on": due.isoformat(),
            }
        )  # fmt: skip

    def _steps(
        self, item: tuple[str, ...], handed: datetime, found: datetime, *, is_open: bool
    ) -> list[Row]:
        _code, _note, category, unit, outcome = item
        steps: list[Row] = [
            {"step": "file", "at": _said(found), "category": category},
            {"step": "dispatch", "at": _said(handed), "unit": unit},
        ]
        handler, at = f"handle.{unit}.1", handed + timedelta(hours=self.random.randrange(3, 90))
        if is_open and self.random.random() < 0.6:  # noqa: PLR2004 -- the others wait for eyes
            return steps
        steps.append({"step": "handle", "at": _said(at), "by": handler, "outcome": outcome})
        if is_open:
            return steps
        if self.random.random() < 0.1:  # noqa: PLR2004 -- some come back
            at += timedelta(hours=6)
            steps.append(
                {"step": "return", "at": _said(at), "by": "verify.shifanqu", "reason": "整改不彻底"}
            )
            at += timedelta(hours=10)
            steps.append({"step": "handle", "at": _said(at), "by": handler, "outcome": outcome})
        at += timedelta(hours=self.random.randrange(2, 30))
        steps.append(
            {"step": "verify", "at": _said(at), "by": "verify.shifanqu", "note": "现场属实"}
        )
        return steps


def daily(points: list[Mapping[str, Any]]) -> Iterator[Row]:
    """Points of the round under way: some are seen and in order, at the others much is left."""
    lanes = [point for point in points if point["点位类型"] == "背街小巷"]
    for at, point in enumerate(lanes):
        moment = f"{date(2026, 11, 17 + min(at, _DONE)).isoformat()}T{9 + at}"
        for number in range(1, 9 if at < _DONE else 3):
            yield {
                "round": "背街小巷日常督导", "point": point["名称"], "register": "points",
                "place_code": "", "item": f"BX-{number:02}", "result": "met", "note": "",
                "found_at": f"{moment}:{number:02}",
                "found_by": "supervise.1", "case_key": "", "unit_code": "", "handed_at": "",
                "due_on": "",
            }  # fmt: skip


def _said(at: datetime) -> str:
    return at.isoformat(timespec="minutes")

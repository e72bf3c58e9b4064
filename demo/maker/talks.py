"""What people said to each other in cases, and what is replied again and again."""

from collections.abc import Iterator, Sequence

from maker.cases import History

REMARK_COLUMNS = ["external_key", "kind", "text", "by", "public", "mentioned"]
REPLY_COLUMNS = ["title", "text", "category", "state"]
SINCE = "2026-11-19"  # whose reporters are looked through
_WAITS = 6  # every sixth of them still waits for a reply
_ASKED = (
    ("请问具体在哪个单元、几楼？方便时段是？", "3单元5楼，晚上七点以后家里有人"),
    ("请问大约什么时候开始的，每天都有吗？", ""),
    ("能否补充一张现场照片？", ""),
)
_NOTES = ("该处上月已清过一次，请一并查明来源", "已与物业约好明早到场", "居民情绪较急，先电话安抚")
_REPLIES = (
    ("已受理", "您反映的{number}号诉求已受理，正在核实。", "", "received"),
    ("已派遣", "您反映的{number}号诉求已交由{unit}办理，我们会跟进结果。", "", "dispatched"),
    ("已办结", "您反映的问题已处置：{outcome}。如仍有问题，可在诉求页面要求重新办理。", "", ""),
    ("转物业", "此事属小区物业服务范围，社区已督促物业处理，并将回访结果。", "property", ""),
    ("噪声提示", "已现场劝导并告知时段要求；如再次发生，请随时一键呼叫网格员。", "", ""),
)


def standard_replies() -> Iterator[dict[str, object]]:
    for title, text, category, state in _REPLIES:
        yield {"title": title, "text": text, "category": category, "state": state}


def remarks(histories: Sequence[History]) -> Iterator[dict[str, object]]:
    numbered = [(f"demo-{number:05}", one) for number, one in enumerate(histories, start=1)]
    told = [(key, one) for key, one in numbered if one.reporter and one.source != "grid_worker"]
    yield from _asked([(key, one) for key, one in told if _last(one) == "dispatch"][-3:])
    yield from _noted([(key, one) for key, one in told if _last(one) == "handle"][-3:])
    settled = [(key, one) for key, one in told if _last(one) == "close" and _since(one)]
    for number, (key, one) in enumerate(settled):
        if number % _WAITS and one.steps[-1].by != "reporter":
            text = f"您反映的“{one.text}”,{one.outcome}。感谢您的反映。"
            yield _row(key, "reply", text, one.steps[-1].by, public=number % 2)


def _asked(cases: Sequence[tuple[str, History]]) -> Iterator[dict[str, object]]:
    for (key, one), (question, answer) in zip(cases, _ASKED, strict=True):
        by = f"handle.{one.unit}.1"
        yield _row(key, "question", question, by)
        if answer:
            yield _row(key, "answer", answer, by)


def _noted(cases: Sequence[tuple[str, History]]) -> Iterator[dict[str, object]]:
    for (key, one), text in zip(cases, _NOTES, strict=True):
        row = _row(key, "note", text, one.steps[0].by)
        yield row | {"mentioned": f"handle.{one.unit}.1" if one.unit else ""}


def _row(key: str, kind: str, text: str, by: str, *, public: int = 0) -> dict[str, object]:
    return {
        "external_key": key,
        "kind": kind,
        "text": text,
        "by": by,
        "public": public or "",
        "mentioned": "",
    }


def _last(one: History) -> str:
    return one.steps[-1].name if one.steps else ""


def _since(one: History) -> bool:
    handled = [step.at for step in one.steps if step.name == "handle"]
    return f"{handled[-1]:%Y-%m-%d}" >= SINCE

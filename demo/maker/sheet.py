"""Histories as rows of the sheet that `lingdang import cases` reads."""

import json
from collections.abc import Iterable, Iterator

from lingdang.kernel.coordinates import System, from_wgs84
from maker.cases import History, Step

COLUMNS = [
    *("external_key", "source", "category", "description", "lng", "lat", "system", "place_code"),
    *("address", "anonymous", "contact_name", "contact_phone"),
    *("reporter_login", "received_at", "steps"),
]
REASON = {"refuse", "pass_up", "return", "reopen", "withdraw"}


def rows(histories: Iterable[History]) -> Iterator[dict[str, object]]:
    for number, history in enumerate(histories, start=1):
        name, phone = history.reporter or ("", "")
        told = [_step(step, history) for step in history.steps]
        yield {
            "external_key": f"demo-{number:05}",
            "source": history.source,
            "category": history.kind.code if history.source != "bell" else "",
            "description": history.text,
            **_where(history),
            "address": history.address,
            "anonymous": int(history.source != "grid_worker" and not history.reporter),
            "contact_name": name,
            "contact_phone": phone,
            "reporter_login": f"grid.{history.grid.slug}"
            if history.source == "grid_worker"
            else "",
            "received_at": _moment(history.at),
            "steps": json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else "",
        }


def _where(history: History) -> dict[str, object]:
    """What a phone reports, in the system it reports in; without one, the grid by its code."""
    if not history.system:
        return {"place_code": history.grid.code}
    point = from_wgs84(history.lng, history.lat, System(history.system))
    return {"lng": round(point.lng, 6), "lat": round(point.lat, 6), "system": history.system}


def _moment(at: object) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


def _step(step: Step, history: History) -> dict[str, object]:
    told: dict[str, object] = {"step": step.name, "at": _moment(step.at), "by": step.by}
    if step.name == "file":
        told["category"] = history.category
    elif step.name == "dispatch":
        told["unit"] = history.unit
    elif step.name == "keep":
        told["handler"] = f"grid.{history.grid.slug}"
    elif step.name == "handle":
        told["outcome"] = step.note
    elif step.name in REASON:
        told["reason"] = step.note
    elif step.name == "call_back":
        told |= _answer(step)
    return told


def _answer(step: Step) -> dict[str, object]:
    told: dict[str, object] = {"settled": step.settled}
    if step.stars:
        told["stars"] = step.stars
    if step.note:
        told["comment"] = step.note
    if step.by == "reporter":
        told["channel"] = "online"
    return told

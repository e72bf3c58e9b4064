"""What units ask of others: to take back what is not theirs."""

from collections.abc import Iterator, Sequence

from maker.cases import History

COLUMNS = ["external_key", "kind", "reason", "by"]
NOT_OURS = {
    "dadui": "占道物品属小区内部，应由物业处理",
    "minzheng": "加装设施不归民政",
    "wuye": "门禁由开发商保修",
}


def rows(histories: Sequence[History]) -> Iterator[dict[str, object]]:
    """Each of three units says of the last case handed to it that it is not theirs."""
    handed = {
        history.unit: f"demo-{number:05}"
        for number, history in enumerate(histories, start=1)
        if history.steps and history.steps[-1].name == "dispatch"
    }
    for unit, reason in NOT_OURS.items():
        yield {
            "external_key": handed[unit],
            "kind": "misdispatch",
            "reason": reason,
            "by": f"handle.{unit}.1",
        }

"""Builders for tests: sheets as offices send them."""

from lingdang.intake.models import Import
from lingdang.intake.services import upload_sheet
from lingdang.kernel.actor import Actor
from lingdang.kernel.testing import a_csv

HEAD = [
    "留言编号",
    "留言用户",
    "留言主题",
    "留言时间",
    "留言详情",
    "答复意见",
    "答复时间",
    "点赞数",
]


def a_message(key: str = "1001", **more: str) -> list[str]:
    """A message as a city's mailbox hands it over; ``more`` are its cells by header."""
    usual = {
        "留言编号": key,
        "留言用户": "A00012345",
        "留言主题": f"路灯坏了 {key}",
        "留言时间": "2019/2/28 11:25:05",
        "留言详情": "\n\t\t小区门口的路灯坏了半个月。",
        "点赞数": "3",
    }
    cells = usual | more
    return [cells.get(name, "") for name in HEAD]


def an_import(*, by: Actor, **cells: str) -> Import:
    """A file of one message, brought and not yet mapped."""
    return upload_sheet(content=a_csv([HEAD, a_message(**cells)]), file_name="留言.csv", by=by)

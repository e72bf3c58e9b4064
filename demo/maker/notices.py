"""What communities tell their residents 信息通知."""

from collections.abc import Iterator, Mapping
from typing import Any

COLUMNS = ["place_code", "title", "text", "urgent", "from_on", "until_on"]
_LAST = "2027-10-31"
_NOTICES = (
    (
        "建业社区",
        "老年人免费体检开始预约",
        "65 岁以上老人可到社区服务站预约体检，带身份证，空腹前来。行动不便的请告诉网格员。",
        0,
    ),
    (
        "建业社区",
        "二次供水水箱清洗，临时停水",
        "本周六 9 时至 17 时清洗水箱，1 至 6 号楼停水。请提前储水，恢复后先放几分钟再用。",
        1,
    ),
    ("建业社区第1网格", "楼道堆物清理", "请在周五前收走楼道里的纸箱和旧家具，周六统一清理。", 0),
    ("湖光社区", "旧衣回收点搬到东门", "旧衣回收箱已搬到小区东门内，每天 7 时至 20 时开放。", 0),
    ("蓝湾社区", "电梯年检", "各单元电梯分批年检，每台约停两小时，时间贴在单元门口。", 0),
    ("示范区", "冬季防火提示", "电动车不进楼、不飞线充电。发现火情先拨 119，再按一键呼叫。", 0),
)


def rows(codes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for place, title, text, urgent in _NOTICES:
        days = {"from_on": "2026-11-20", "until_on": _LAST}
        yield {
            "place_code": codes[place],
            "title": title,
            "text": text,
            "urgent": urgent,
            **days,
        }

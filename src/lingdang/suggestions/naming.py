"""Words that end as places do: 路 街 巷, 小区 花园 苑, 村 社区, 栋 单元."""

import re

_ENDINGS = (
    "小区|花园|家园|嘉园|公寓|新村|大厦|广场|市场|公园|学校|小学|中学|医院|车站|社区|"
    "大道|大街|街道|路口|路|街|巷|苑|村|镇|桥|号楼|栋|单元"
)
_WORD = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9]{{1,8}}?(?:{_ENDINGS})(?:\d+号(?:楼|院)?)?")
_BETWEEN = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9]|[的了在于从离是有到和与跟及对向将把被这那]|"
    r"因为|位于|地处|靠近|附近|旁边|反映|关于|请问|投诉|举报|我们|我家|建议|咨询|希望|强烈|住|纳入|不宜|其中|包括|据说|请求|老板"
)
_SHORTEST = 3
_AREA = re.compile(r"(?:[A-Z]\d*|[\u4e00-\u9fff]{2,3}?)[市区县]")
_NO_AREA = ("小区", "社区", "城区", "校区", "园区", "地区", "城市", "超市", "门市", "上市")


def place_words(text: str) -> list[str]:
    pieces = _BETWEEN.split(text)
    said = dict.fromkeys(found[0] for piece in pieces for found in _WORD.finditer(piece))
    return [word for word in said if len(word) >= _SHORTEST]


def area_words(text: str) -> list[str]:
    """Cities, districts and counties that it names."""
    pieces = _BETWEEN.split(text)
    said = dict.fromkeys(found[0] for piece in pieces for found in _AREA.finditer(piece))
    return [word for word in said if not word.endswith(_NO_AREA)]

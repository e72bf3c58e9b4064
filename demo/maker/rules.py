"""Rules of dispatch of the demonstration district: what its units took, in a few lines."""

COLUMNS = [
    *("name", "target", "unit_code", "role", "categories", "street_classes", "words", "urgent"),
    *("time_from", "time_to", "unfiled"),
]
_RULES: tuple[dict[str, str], ...] = (
    {
        "name": "险情先派后立",
        "target": "unit",
        "unit_code": "dadui",
        "words": "漏气 坍塌 触电",
        "unfiled": "1",
    },
    {
        "name": "夜间紧急事项找值班派遣员",
        "target": "on_duty",
        "role": "dispatcher",
        "urgent": "1",
        "time_from": "22:00",
        "time_to": "06:00",
    },
    {
        "name": "市政设施归市政养护",
        "target": "unit",
        "unit_code": "shizheng",
        "categories": "01004 01037 02017 06013 06016 sudden-manhole sudden-flood",
    },
    {
        "name": "绿化和河道归水利中心",
        "target": "unit",
        "unit_code": "shuili",
        "categories": "04002 04013 06026 06045",
    },
    {
        "name": "清运保洁归环卫公司",
        "target": "unit",
        "unit_code": "huanwei",
        "categories": "06030 07001",
    },
    {
        "name": "严管街、示范街的占道经营归综合执法",
        "target": "unit",
        "unit_code": "dadui",
        "categories": "09001 09006 09022",
        "street_classes": "严管街 示范街",
    },
    {
        "name": "停车、油烟归综合执法",
        "target": "unit",
        "unit_code": "dadui",
        "categories": "06027 09009 09010 09011 09012",
    },
    {
        "name": "公共设施维修归物业",
        "target": "unit",
        "unit_code": "wuye",
        "categories": "property-repair property-lift",
    },
    {"name": "其余小事不出网格", "target": "keep"},
)


def rows() -> list[dict[str, str]]:
    return [{column: rule.get(column, "") for column in COLUMNS} for rule in _RULES]

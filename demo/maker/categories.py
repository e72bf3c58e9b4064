"""Categories of GB/T 47678.5 that the demo's cases need beyond those the product ships."""

COLUMNS = ["code", "name", "parent_code", "default_unit_code", "handle"]
ROWS = (
    ("01004", "雨水箅子异常", "environment", "shizheng", "1 天"),
    ("01037", "路灯异常", "environment", "shizheng", "2 天"),
    ("02017", "交通护栏异常", "environment", "shizheng", "2 天"),
    ("04002", "行道树异常", "environment", "shuili", "3 天"),
    ("04013", "绿地异常", "environment", "shuili", "3 天"),
    ("06013", "道路破损", "environment", "shizheng", "5 天"),
    ("06016", "交通标线不清晰", "environment", "shizheng", "5 天"),
    ("06026", "河道污染", "environment", "shuili", "2 天"),
    ("06027", "油烟污染", "environment", "dadui", "2 天"),
    ("06030", "乱倒乱排污水、废水", "environment", "huanwei", "1 天"),
    ("06045", "非法占绿毁绿", "environment", "shuili", "3 天"),
    ("07001", "非法小广告", "environment", "huanwei", "1 天"),
    ("09009", "机动车乱停放", "environment", "dadui", "4 小时"),
    ("09010", "非机动车乱停放", "environment", "dadui", "4 小时"),
    ("09011", "共享单车乱象", "environment", "dadui", "4 小时"),
    ("09012", "占用消防通道", "environment", "dadui", "2 紧急工作时"),
    ("violation", "违法建设和违法用地", "other", "", ""),
)


def rows() -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]

"""What people report, in their words, and what was done about it.

``{n}`` becomes a small number, ``{at}`` a spot nearby.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What residents choose, how often it comes, and who handles it when the grid does not."""

    code: str
    weight: int
    unit: str
    matters: tuple[tuple[str, str, str], ...]  # what is wrong, how it ends, its exact category
    residents_only: bool = False


PROPERTY = (
    ("{n}号楼电梯停运两天", "物业已联系维保修好", "property-lift"),
    ("物业收费没有明细", "物业已公示收费明细", "property-fee"),
    ("{n}单元门禁坏了", "门禁已修好", "property-repair"),
    ("{n}单元楼道灯不亮", "已更换楼道灯", "property-repair"),
    ("{at}停车位被占", "物业已清出车位", "property-parking"),
    ("{n}号楼顶漏水未修", "物业已安排防水施工", "property-repair"),
    ("{n}号楼水压低", "已调整二次供水压力", "property-repair"),
    ("小区监控坏了", "监控已恢复", "property-repair"),
)
ENVIRONMENT = (
    ("{at}垃圾桶满溢", "垃圾已清运", "06042"),
    ("{at}堆放建筑垃圾", "建筑垃圾已清运", "06011"),
    ("{at}有大件旧家具", "旧家具已运走", "06036"),
    ("绿化带里有白色垃圾", "现场已清扫干净", "06017"),
    ("{at}污水外溢", "管道已疏通并冲洗", "06030"),
    ("{n}单元楼道堆放杂物", "杂物已搬离", "06036"),
    ("{at}小广告未清理", "小广告已清除", "07001"),
    ("{at}落叶未清扫", "现场已清扫干净", "06012"),
    ("公厕异味较重", "公厕已保洁除味", "06012"),
    ("河沟边有漂浮物", "漂浮物已打捞", "06026"),
)
URGENT = (
    ("{at}井盖缺失", "已围挡并更换井盖", "sudden-manhole"),
    ("{at}路面塌陷", "已围挡抢修，恢复通行", "sudden"),
    ("{at}水管爆裂", "水管已抢修", "sudden-supply"),
    ("树枝断落挡住道路", "断枝已清理", "sudden-tree"),
    ("{at}电线垂落", "险情已排除", "sudden"),
    ("{n}号楼燃气异味", "已关阀检修，险情排除", "sudden-supply"),
    ("{n}单元老人被困电梯", "人员平安，电梯停用检修", "sudden"),
)
OTHER = (
    ("咨询老年证办理", "已上门代办", "other-policy"),
    ("申请上门办残疾证", "已上门代办", "other-help"),
    ("想报名社区课堂", "已帮助报名", "other-help"),
    ("独居老人需要帮扶", "已纳入走访名单", "other-help"),
    ("咨询医保缴费", "已答复居民", "other-policy"),
    ("建议加装晾衣架", "已列入小区改造清单", "other-advice"),
    ("广场舞声音太大", "已协调调低音量", "other-advice"),
    ("邻里噪声纠纷", "双方已调解", "property-neighbour"),
)
TRADING = (
    ("{at}占道经营", "已劝导入店经营", "09006"),
    ("{at}店外经营", "已劝导入店经营", "09005"),
    ("{at}流动摊点聚集", "摊点已进入指定区域", "09006"),
    ("{at}违规户外广告", "广告牌已拆除", "07003"),
    ("{at}乱挂条幅", "条幅已清理", "07003"),
    ("{at}夜市油烟扰民", "已加装油烟净化器", "06027"),
)
PARKING = (
    ("{at}非机动车乱停", "车辆已摆放整齐", "09010"),
    ("{at}共享单车倒伏", "车辆已摆放整齐", "09011"),
    ("{at}消防通道停车", "消防通道已清空", "09012"),
    ("{at}僵尸车占位", "僵尸车已拖离", "09009"),
    ("{n}号楼飞线充电", "飞线已拆除并劝导", "sudden"),
)
ROADS = (
    ("{at}路灯不亮", "路灯已修复", "01037"),
    ("{at}人行道砖破损", "人行道砖已更换", "06013"),
    ("{at}路面坑洼", "路面已修补", "06013"),
    ("{at}雨水箅子堵塞", "雨水箅子已疏通", "01004"),
    ("{at}护栏损坏", "护栏已更换", "02017"),
    ("{at}标线看不清", "标线已重划", "06016"),
)
GREEN = (
    ("{at}绿化带缺株", "已补植", "04013"),
    ("{at}树木遮挡路灯", "树木已修剪", "04002"),
    ("{at}毁绿种菜", "已恢复绿化", "06045"),
    ("村头沟渠淤堵", "沟渠已清淤", "06026"),
    ("{at}草坪枯死", "草坪已补种", "04013"),
)
KINDS = (
    Kind("property", 14, "wuye", PROPERTY, residents_only=True),
    Kind("environment", 26, "huanwei", ENVIRONMENT),
    Kind("sudden", 6, "shizheng", URGENT),
    Kind("other", 9, "minzheng", OTHER, residents_only=True),
    Kind("environment", 16, "dadui", TRADING),
    Kind("environment", 12, "dadui", PARKING),
    Kind("environment", 12, "shizheng", ROADS),
    Kind("environment", 5, "shuili", GREEN),
)
SPOTS = (
    *("{n}号楼下", "{n}单元门口", "小区东门", "小区西门"),
    *("广场北侧", "路口", "学校门前", "公交站旁"),
)
REFUSALS = ("重复反映，已有同一案卷", "不属于本区管辖", "描述不清且无法联系")
RETURNS = ("现场仍有残留", "照片与位置不符", "只处理了一半")
REOPENINGS = ("第二天又出现了", "居民反映没有解决", "回访说还是老样子")
LIFTS = ("需要专业单位处理", "超出网格能力", "需街道协调")
WITHDRAWALS = ("自己已经解决", "报错了地方")
COMMENTS = ("很快就解决了", "态度很好", "谢谢网格员", "希望保持", "", "")

"""What the columns of a sheet probably mean. People have the last word."""

from collections.abc import Sequence

from lingdang.intake.enums import Target
from lingdang.kernel.headers import bare

# Whole headers first, then parts of them; the first word that fits decides.
_WHOLE: dict[Target, tuple[str, ...]] = {
    Target.DESCRIPTION: (
        *("description", "text", "content", "内容", "详情", "描述", "留言详情", "诉求内容"),
        *("问题描述", "反映内容", "事件描述", "案件描述", "来电内容", "工单内容"),
    ),
    Target.TITLE: ("title", "subject", "标题", "主题", "留言主题", "诉求标题", "工单标题"),
    Target.RECEIVED_AT: (
        *("receivedat", "received", "date", "time", "requesteddatetime", "时间", "日期"),
        *("留言时间", "上报时间", "受理时间", "登记时间", "来电时间", "创建时间", "发生时间"),
    ),
    Target.EXTERNAL_KEY: (
        *("externalkey", "id", "key", "number", "servicerequestid", "编号", "留言编号", "工单编号"),
        *("工单号", "案件编号", "案件号", "任务号", "流水号", "单号"),
    ),
    Target.SOURCE: ("source", "channel", "来源", "渠道", "案件来源", "诉求来源", "来源渠道"),
    Target.CATEGORY: (
        *("category", "categorycode", "servicecode", "类别", "分类", "类型", "诉求类型"),
        *("一级标签", "一级分类", "案件类型", "问题类型", "小类", "小类代码"),
    ),
    Target.KIND: ("kind", "事部件", "部件事件", "事件部件", "部件或事件", "事项部件"),
    Target.PLACE: ("placecode", "place", "区划", "社区", "网格", "网格编号", "所属社区", "镇街"),
    Target.ADDRESS: ("address", "location", "地址", "地点", "位置", "事发地址", "发生地点"),
    Target.LNG: ("lng", "lon", "long", "longitude", "经度"),
    Target.LAT: ("lat", "latitude", "纬度"),
    Target.SYSTEM: ("system", "坐标系"),
    Target.CONTACT_NAME: (
        *("contactname", "name", "姓名", "联系人", "留言用户", "诉求人", "反映人", "来电人"),
        *("市民姓名",),
    ),
    Target.CONTACT_PHONE: (
        *("contactphone", "phone", "tel", "电话", "联系电话", "手机", "手机号", "来电号码"),
    ),
    Target.ANONYMOUS: ("anonymous",),
    Target.REPORTER_LOGIN: ("reporterlogin",),
    Target.REPLY: (
        "reply",
        "答复",
        "回复",
        "答复意见",
        "答复内容",
        "回复内容",
        "办理结果",
        "处理结果",
    ),
    Target.REPLY_AT: ("replyat", "答复时间", "回复时间", "办结时间", "处理时间"),
    Target.REPLY_UNIT: (
        *("replyunit", "答复单位", "回复单位", "承办单位", "处置单位", "办理单位", "责任单位"),
    ),
    Target.LIKES: ("likes", "点赞数", "点赞"),
    Target.DISLIKES: ("dislikes", "反对数", "反对"),
    Target.PROCEDURE: ("procedure", "办理程序", "事项种类"),
    Target.PARTICULARS: ("particulars",),
    Target.STEPS: ("steps",),
}
NAMES = {word: target for target, words in _WHOLE.items() for word in words}


def guessed(head: Sequence[str]) -> dict[str, str]:
    """Say what each column probably means; what we do not know is left out."""
    columns: dict[str, str] = {}
    for name in head:
        target = NAMES.get(bare(name))
        if target and target not in columns.values():
            columns[name] = target.value
    return columns

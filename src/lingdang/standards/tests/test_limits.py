import pytest

from lingdang.standards.limits import NotALimit, read_limit, read_limits


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("2紧急工作时", 2, "urgent_hours"),
        ("1 紧急工作日", 1, "urgent_days"),
        ("4小时", 4, "working_hours"),
        ("4个工作时内", 4, "working_hours"),
        ("３ 天", 3, "working_days"),
        ("15工作日", 15, "working_days"),
        ("2 urgent_hours", 2, "urgent_hours"),
    ],
)
def test_a_limit_is_read_as_offices_write_it(text, amount, unit):
    assert read_limit(text) == (amount, unit)


@pytest.mark.parametrize(
    ("text", "purposes"),
    [
        ("4小时", ["handle"]),
        ("1紧急工作时制止", ["stop"]),
        ("停工4工作时/处罚7工作日/拆除20工作日", ["stop", "fine", "remove"]),
        ("停工：4工作时；拆除：20工作日", ["stop", "remove"]),
        ("整改 3天、罚款 7天", ["handle", "fine"]),
    ],
)
def test_several_limits_stand_in_one_cell(text, purposes):
    assert [limit.purpose for limit in read_limits(text)] == purposes


def test_what_was_written_is_kept():
    limits = read_limits("停工4工作时/处罚7工作日/拆除20工作日")
    assert [limit.written for limit in limits] == ["停工4工作时", "处罚7工作日", "拆除20工作日"]
    assert [(limit.amount, limit.unit) for limit in limits] == [
        (4, "working_hours"),
        (7, "working_days"),
        (20, "working_days"),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "/", "尽快", "3", "天", "0天", "400天", "3 moons", "停工3天制止", "3天/4小时", "3天以上"],
)
def test_what_is_not_a_limit_is_refused(text):
    with pytest.raises(NotALimit):
        read_limits(text)


@pytest.mark.parametrize("text", ["停工3天", "3天/拆除7天"])
def test_a_stage_has_one_limit_without_a_purpose(text):
    with pytest.raises(NotALimit):
        read_limit(text)

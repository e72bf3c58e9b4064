from lingdang.intake.guessing import NAMES, guessed
from lingdang.intake.testing import HEAD, a_message
from lingdang.kernel.headers import header_of
from lingdang.kernel.reading import read_lines
from lingdang.kernel.testing import a_csv


def test_the_header_is_found_below_a_title():
    lines = read_lines(a_csv([["2019年留言汇总"], ["", "制表:信访局"], HEAD, a_message()]))
    assert lines[header_of(lines, NAMES)].cells == HEAD
    lines = read_lines(a_csv([["汇总"], ["甲", "乙", "丙"], ["1", "2", "3"]]))
    assert header_of(lines, NAMES) == 1


def test_columns_are_guessed_by_their_names():
    assert guessed(HEAD) == {
        "留言编号": "external_key",
        "留言用户": "contact_name",
        "留言主题": "title",
        "留言时间": "received_at",
        "留言详情": "description",
        "答复意见": "reply",
        "答复时间": "reply_at",
        "点赞数": "likes",
    }
    assert guessed(["Service Request ID", "requested_datetime", "long"]) == {
        "Service Request ID": "external_key",
        "requested_datetime": "received_at",
        "long": "lng",
    }

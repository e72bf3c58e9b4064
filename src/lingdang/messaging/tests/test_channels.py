"""Each client against a local server that speaks its protocol, its refusals and its breakdowns."""

from base64 import b64decode
from email import message_from_bytes, policy

import pytest
from django.db import connection

from lingdang.kernel.sending import NotSent
from lingdang.messaging.channels import CLIENTS, Letter
from lingdang.messaging.channels.answers import Codes, TokenBox
from lingdang.messaging.channels.dingtalk import signature
from lingdang.messaging.enums import Channel

pytestmark = pytest.mark.django_db
BY_TOKEN = [Channel.WECOM, Channel.DINGTALK, Channel.WECHAT]
BY_HTTP = [*BY_TOKEN, Channel.WECOM_ROBOT, Channel.DINGTALK_ROBOT]
PARAMS = {"character_string1": "20261125-000001"}
STALE = {Channel.WECOM: 40014, Channel.DINGTALK: 42001, Channel.WECHAT: 40001}


def letter(**more):
    return Letter(
        **{
            "id": "7f0c",
            "address": "zhang.san",
            "title": "待处置",
            "text": "案件20261125-000001由您处置。",
            "template": "T1",
            "params": PARAMS,
            **more,
        }
    )


def send(channel, **more):
    return CLIENTS[channel](letter(**more))


def refused(channel, **more):
    with pytest.raises(NotSent) as refusal:
        send(channel, **more)
    return refusal.value


def test_wecom_writes_to_one_member_and_drops_doubles(house):
    assert send("wecom") == "m-1"
    ((path, query, told),) = house.got
    assert (path, query) == ("/cgi-bin/message/send", {"access_token": "token-1"})
    assert told == {
        "touser": "zhang.san",
        "msgtype": "text",
        "agentid": 1000002,
        "text": {"content": "待处置\n案件20261125-000001由您处置。"},
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 1800,
    }


def test_the_address_of_the_page_goes_with_it_and_is_never_cut(house, post_office, settings):
    url = "https://grid.example/desk/cases/12/"
    send("wecom", url=url)
    assert house.got[-1][2]["text"]["content"].endswith(f"由您处置。\n{url}")
    send("wecom", url=url, text="案" * 2000)
    assert house.got[-1][2]["text"]["content"].endswith(f"…\n{url}")
    send("wechat", url=url)
    assert house.got[-1][2]["url"] == url
    settings.WECHAT_FORM = "subscribe"
    send("wechat", url=url)
    assert "url" not in house.got[-1][2]
    send("email", address="li@district.example", url=url)
    assert url in mails(post_office)[-1].get_content()


def test_dingtalk_writes_to_one_member(house):
    assert send("dingtalk") == "77"
    ((path, _query, told),) = house.got
    assert path == "/topapi/message/corpconversation/asyncsend_v2"
    assert (told["agent_id"], told["userid_list"]) == (9, "zhang.san")
    assert told["msg"]["text"]["content"].startswith("待处置\n")


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ("template", "/cgi-bin/message/template/send"),
        ("subscribe", "/cgi-bin/message/subscribe/bizsend"),
        ("miniprogram", "/cgi-bin/message/subscribe/send"),
    ],
)
def test_wechat_fills_an_approved_template(house, settings, form, path):
    settings.WECHAT_FORM = form
    assert send("wechat") == "m-1"
    ((asked, _query, told),) = house.got
    assert asked == path
    assert told == {
        "touser": "zhang.san",
        "template_id": "T1",
        "data": {"character_string1": {"value": "20261125-000001"}},
    }


def test_wechat_without_a_template_sends_nothing(house):
    assert refused("wechat", template="").permanent
    assert house.got == []


@pytest.mark.parametrize("channel", BY_TOKEN)
def test_a_token_is_fetched_once_and_kept_sealed(house, channel):
    send(channel)
    send(channel)
    assert house.tokens_given == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM shared_cache WHERE cache_key LIKE '%%messaging.token%%'")
        ((kept,),) = cursor.fetchall()
    assert b"token-1" not in b64decode(kept)


@pytest.mark.parametrize("channel", BY_TOKEN)
def test_a_token_that_has_ended_is_fetched_anew_and_the_message_sent_once_more(house, channel):
    send(channel)
    house.end_token()
    send(channel)
    assert house.tokens_given == 2
    assert [query["access_token"] for _path, query, _told in house.got] == [
        "token-1",
        "token-1",
        "token-2",
    ]


@pytest.mark.parametrize("channel", BY_TOKEN)
def test_a_token_refused_twice_is_not_asked_for_for_ever(house, channel):
    house.wrong.extend([{"errcode": STALE[channel], "errmsg": "invalid"}] * 3)
    told = refused(channel)
    assert (told.code, len(house.got)) == (str(STALE[channel]), 2)


def test_a_token_that_another_process_fetched_meanwhile_is_taken():
    given = []

    def fetch(anew):
        given.append(anew)
        return {"access_token": f"token-{len(given)}", "expires_in": 7200}

    def box():
        return TokenBox("trial", "owner", fetch, Codes(frozenset(), {}), frozenset({42001}))

    def fresh(token):
        return {"errcode": 0 if token == f"token-{len(given)}" else 42001}

    def slow(token):
        answer = {"errcode": 42001} if token == "token-1" else fresh(token)
        if token == "token-1":
            box().call(lambda theirs: answer if theirs == "token-1" else fresh(theirs))
        return answer

    box().call(fresh)
    box().call(slow)
    assert given == [False, True]


@pytest.mark.parametrize("channel", BY_TOKEN)
def test_a_wrong_secret_is_said_so(house, settings, channel):
    setattr(settings, f"{channel.upper()}_SECRET", "another")
    assert refused(channel).code == "40001"
    assert house.got == []


@pytest.mark.parametrize(
    ("channel", "code", "permanent", "rest"),
    [
        ("wecom", 45009, False, 60),
        ("wecom", -1, False, 0),
        ("wecom", 81013, True, 0),
        ("wecom", 60020, False, 0),  # not known: tried again, and given up in the end
        ("wecom_robot", 45009, False, 60),
        ("wecom_robot", 93000, True, 0),
        ("dingtalk", 33012, True, 0),
        ("dingtalk", 90018, False, 60),
        ("dingtalk_robot", 130101, False, 600),
        ("dingtalk_robot", 310000, True, 0),
        ("wechat", 43101, True, 0),
        ("wechat", 47003, True, 0),
        ("wechat", 45009, False, 3600),
    ],
)
def test_what_a_provider_refuses_is_told_apart(house, channel, code, permanent, rest):
    house.wrong.append({"errcode": code, "errmsg": "said so"})
    told = refused(channel)
    assert (told.code, told.words) == (str(code), "said so")
    assert (told.permanent, told.rest) == (permanent, rest)


def test_a_member_that_wecom_does_not_know_is_not_written_to_again(house):
    house.wrong.append({"errcode": 0, "invaliduser": "zhang.san"})
    assert refused("wecom").permanent


@pytest.mark.parametrize("channel", BY_HTTP)
@pytest.mark.parametrize(
    ("wrong", "code", "permanent"),
    [
        (500, "http_500", False),
        (503, "http_503", False),
        (429, "http_429", False),
        (404, "http_404", True),
        ("hang up", "broken_off", False),
        ("<html>", "unreadable", False),
        ("[]", "unreadable", False),
    ],
)
def test_a_provider_that_breaks_down_is_tried_again(house, channel, wrong, code, permanent):
    house.wrong.append(wrong)
    told = refused(channel)
    assert (told.code, told.permanent) == (code, permanent)
    assert "token" not in str(told)


def test_a_provider_that_does_not_answer_is_left_alone_for_a_while(house, settings):
    settings.MESSAGE_TIMEOUT_SECONDS, house.delay = 0.2, 1
    told = refused("wecom_robot")
    assert (told.code, told.permanent, told.rest) == ("timeout", False, 30)


def test_a_provider_that_is_not_there_is_left_alone_for_a_while(settings):
    settings.WECOM_URL = "http://127.0.0.1:1"
    assert (refused("wecom_robot").code, refused("wecom_robot").rest) == ("unreachable", 30)


def test_an_address_that_is_none_is_not_asked(settings):
    settings.WECOM_URL = "nowhere"
    assert refused("wecom_robot").permanent


def test_a_wecom_group_hears_by_the_key_of_its_robot(house):
    send("wecom_robot", address="robot-key")
    ((path, query, _told),) = house.got
    assert (path, query) == ("/cgi-bin/webhook/send", {"key": "robot-key"})


def test_a_dingtalk_group_hears_what_is_signed_with_its_secret(house):
    house.signing_secret = "SEC1"
    send("dingtalk_robot", secret="SEC1")
    assert refused("dingtalk_robot", secret="SEC2").permanent


def test_a_signature_is_what_openssl_makes_of_it():
    """Of ``printf '1577262236757\\nSECtest'``, under ``SECtest``, in base 64."""
    assert signature("1577262236757", "SECtest") == "Za/ne6w2koB8B4ROVlgTNd/X+/FbyDpZrXLz57xNZSA="


@pytest.mark.parametrize("channel", [Channel.WECOM, Channel.WECOM_ROBOT, Channel.DINGTALK_ROBOT])
def test_what_is_too_long_is_cut_between_characters(house, channel):
    house.signing_secret = "S"
    send(channel, text="长" * 2000, secret="S")
    content = house.got[-1][2]["text"]["content"]
    assert len(content.encode()) <= 2048
    assert content.endswith("长…")


def mails(office):
    return [message_from_bytes(raw, policy=policy.default) for raw in office.mails]


def test_a_mail_bears_the_letters_own_id(post_office):
    assert send("email", address="li@example.org", title="两行\n标题") == "<7f0c@district.example>"
    (mail,) = mails(post_office)
    assert (mail["Subject"], mail["To"]) == ("两行 标题", "li@example.org")
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (
        "<7f0c@district.example>",
        "auto-generated",
    )
    assert mail["From"] == "示范区 <grid@district.example>"
    assert mail.get_content().strip() == "案件20261125-000001由您处置。"


@pytest.mark.parametrize(
    ("command", "reply", "code", "permanent"),
    [
        ("RCPT", "550 no such user", "smtp_550", True),
        ("RCPT", "451 greylisted", "smtp_451", False),
        ("MAIL", "421 too many", "smtp_421", False),
        ("END", "554 refused", "smtp_554", True),
        ("END", "hang up", "broken_off", False),
        ("EHLO", "hang up", "broken_off", False),
    ],
)
def test_what_a_post_office_refuses_is_told_apart(post_office, command, reply, code, permanent):
    post_office.replies[command] = reply
    told = refused("email", address="li@example.org")
    assert (told.code, told.permanent) == (code, permanent)


def test_a_post_office_that_is_not_there_is_left_alone_for_a_while(post_office, settings):
    settings.MAILERS["default"]["OPTIONS"]["port"] = 1
    assert refused("email", address="li@example.org").rest == 30

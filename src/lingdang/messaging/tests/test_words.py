import pytest
from django.utils.translation import override

from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.messaging.enums import MANAGE
from lingdang.messaging.models import OwnWords, ProviderTemplate, Robot
from lingdang.messaging.public import (
    add_robot,
    every_wording,
    inbox_for,
    set_template,
    set_words,
    shown,
    stop_robot,
)
from lingdang.messaging.testing import TOLD, a_message

CARER = Actor.process("carer", MANAGE)


def said(title="案件%(number)s", text="%(place)s有一件事", **more):
    set_words(
        **{"what": TOLD, "language": "zh-hans", "title": title, "text": text, "by": CARER, **more}
    )


def test_a_district_says_it_in_its_own_words(li):
    a_message(li)
    said()
    with override("zh-hans"):
        (own,) = shown(inbox_for(li))
    with override("en"):
        (usual,) = shown(inbox_for(li))
    assert (own.title, own.text) == ("案件20261125-000001", "建业社区有一件事")
    assert usual.title == "Case 20261125-000001"


def test_nothing_brings_the_products_own_words_back(li):
    said()
    said(title="", text="")
    assert not OwnWords.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"text": "%(secret)s"}, Incomplete),
        ({"text": "100%"}, Incomplete),
        ({"text": "%s"}, Incomplete),
        ({"text": "%(number)d"}, Incomplete),
        ({"title": "%(place"}, Incomplete),
        ({"title": ""}, Incomplete),
        ({"text": "字" * 1001}, Incomplete),
        ({"language": "fr"}, Incomplete),
        ({"what": "nobody.tells"}, NotFound),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused(db, wrong, refusal):
    with pytest.raises(refusal):
        said(**wrong)
    assert (OwnWords.objects.count(), Fact.objects.count()) == (0, 0)


def test_a_percent_sign_may_be_doubled(li):
    a_message(li)
    said(text="%(place)s 100%%")
    assert shown(inbox_for(li), "zh-hans")[0].text == "建业社区 100%"


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "wecom"},
        {"fields": {"thing1": "%(secret)s"}},
        {"fields": {"": "%(number)s"}},
        {"fields": {"thing1": ""}},
        {"what": "nobody.tells"},
        {"what": "*", "fields": {"thing1": "%(place)s"}},
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(db, wrong):
    told = {"what": TOLD, "channel": "sms", "code": "SMS_1", "fields": {"number": "%(number)s"}}
    with pytest.raises(DomainError):
        set_template(**{**told, **wrong}, by=CARER)
    assert not ProviderTemplate.objects.exists()


def test_a_template_is_replaced_and_taken_away(db):
    for code in ("SMS_1", "SMS_2", ""):
        set_template(what=TOLD, channel="sms", code=code, fields={}, by=CARER)
        assert list(ProviderTemplate.objects.values_list("code", flat=True)) == (
            [code] if code else []
        )


@pytest.mark.parametrize(
    "wrong", [{"channel": "wecom"}, {"name": " "}, {"key": ""}, {"unit_id": 10**9}]
)
def test_a_robot_must_be_whole(db, wrong):
    told = {"channel": "wecom_robot", "name": "城管群", "unit_id": None, "key": "k"}
    with pytest.raises(Incomplete):
        add_robot(**{**told, **wrong}, by=CARER)
    assert not Robot.objects.exists()


def test_the_keys_of_a_robot_are_sealed(db):
    robot = add_robot(
        channel="dingtalk_robot", name="群", unit_id=None, key="k-1", secret="S-1", by=CARER
    )
    assert "k-1" not in robot.key_cipher
    assert "S-1" not in robot.secret_cipher
    stop_robot(robot_id=robot.pk, by=CARER)
    with pytest.raises(NotFound):
        stop_robot(robot_id=robot.pk, by=CARER)


def test_only_their_carer_changes_them(li):
    with pytest.raises(NotAllowed):
        said(by=li)
    with pytest.raises(NotAllowed):
        set_template(what=TOLD, channel="sms", code="1", fields={}, by=li)
    with pytest.raises(NotAllowed):
        add_robot(channel="wecom_robot", name="群", unit_id=None, key="k", by=li)
    with pytest.raises(NotAllowed):
        stop_robot(robot_id=1, by=li)


def test_every_message_can_be_said_in_both_languages():
    for wording in every_wording():
        for language in ("zh-hans", "en"):
            with override(language):
                example = dict.fromkeys(wording.fields, "x")
                assert str(wording.title) % example
                assert str(wording.text) % example

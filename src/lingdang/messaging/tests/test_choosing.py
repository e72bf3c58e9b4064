from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.messaging.enums import MANAGE, Sending
from lingdang.messaging.models import Address, Outgoing, Preference
from lingdang.messaging.public import choose, preference_of, reached_by, set_address, tell
from lingdang.messaging.queries.outgoing import letter_of
from lingdang.messaging.queries.persons import addresses_of
from lingdang.messaging.services.sending import send_due
from lingdang.messaging.testing import TOLD, a_message

CARER = Actor.process("carer", MANAGE)
HERE = ZoneInfo("Asia/Shanghai")
CHOICE = {
    "silent": [],
    "quiet_from": None,
    "quiet_to": None,
    "rhythm": "at_once",
    "digest_at": time(8),
    "digest_weekday": 0,
}


@pytest.fixture
def mail(post_office, settings, li):
    settings.MESSAGE_CHANNELS = ["email"]
    set_address(person_id=li.person_id, channel="email", address="li@example.org", by=CARER)
    return post_office


def chosen(actor, **more):
    return choose(by=actor, **{**CHOICE, **more})


def waiting():
    return list(Outgoing.objects.order_by("pk").values_list("state", flat=True))


def test_who_has_chosen_nothing_sleeps_at_night(mail, li, settings):
    settings.MESSAGE_QUIET_HOURS = "00:00-23:59"
    a_message(li)
    a_message(li, 2, urgent=True)
    assert send_due() == 1
    (put_off,) = Outgoing.objects.filter(state="waiting")
    assert timezone.localtime(put_off.due_at).time() == time(23, 59)
    Outgoing.objects.update(due_at=timezone.now())
    assert send_due() == 0  # tried again before the end of the quiet hours
    settings.MESSAGE_QUIET_HOURS = ""
    Outgoing.objects.filter(state="waiting").update(due_at=timezone.now())
    assert send_due() == 1


def test_a_channel_turned_off_says_nothing_more_not_even_what_waited(mail, li):
    chosen(li)
    a_message(li, 1)
    chosen(li, silent=["email"])
    a_message(li, 2)
    assert waiting() == ["dropped"]
    assert send_due() == 0


def test_what_waits_follows_a_new_rhythm(mail, li):
    chosen(li, rhythm="weekly")
    a_message(li)
    assert waiting() == ["gathered"]
    chosen(li)
    assert waiting() == ["waiting"]
    assert send_due() == 1


def gathered(li, *numbers):
    for number in numbers:
        a_message(li, number)


def come(**more):
    Outgoing.objects.filter(state=Sending.GATHERED).update(due_at=timezone.now(), **more)


def test_a_digest_is_one_message_by_matter_and_newest_first(mail, li):
    chosen(li, rhythm="daily")
    gathered(li, 1, 2, 1)
    for minutes, row in enumerate(Outgoing.objects.order_by("pk")):
        row.told_at = datetime(2026, 11, 25, 9, minutes, tzinfo=HERE)
        row.save(update_fields=["told_at"])
    assert send_due() == 0
    come()
    assert send_due() == 1
    letter = letter_of(Outgoing.objects.get(what="messaging.digest"))
    assert letter.title == "3条消息，涉及2件事"
    assert letter.text.split("\n") == [
        "【20261125-000001】",
        "11-25 09:02 Case 20261125-000001 waits for you in 建业社区.",
        "11-25 09:00 Case 20261125-000001 waits for you in 建业社区.",
        "",
        "【20261125-000002】",
        "11-25 09:01 Case 20261125-000002 waits for you in 建业社区.",
        "",
    ]
    assert waiting() == ["digested"] * 3 + ["sent"]
    assert len(mail.mails) == 1


def test_what_is_told_links_to_its_page_where_the_district_says_its_address(mail, li, settings):
    a_message(li, 7)
    (row,) = Outgoing.objects.all()
    assert letter_of(row).url == ""
    settings.PUBLIC_URL = "https://grid.example"
    assert letter_of(row).url == "https://grid.example/desk/cases/7/"
    chosen(li, rhythm="daily")
    a_message(li, 8)
    come()
    send_due()
    digest = letter_of(Outgoing.objects.get(what="messaging.digest"))
    assert "【20261125-000008】 https://grid.example/desk/cases/8/" in digest.text


def test_weekly_digests_keep_coming(mail, li):
    """Each message finds its own next time: no first digest ends them."""
    chosen(li, rhythm="weekly")
    for week in range(3):
        gathered(li, week)
        due = Outgoing.objects.get(state=Sending.GATHERED).due_at
        local = timezone.localtime(due)
        assert (local.weekday(), local.time()) == (0, time(8))
        assert timezone.now() < due <= timezone.now() + timedelta(days=7)
        come()
        assert send_due() == 1
    assert len(mail.mails) == 3


def test_a_long_digest_says_that_there_is_more(mail, li):
    chosen(li, rhythm="daily")
    gathered(li, *range(30))
    come()
    send_due()
    letter = letter_of(Outgoing.objects.get(what="messaging.digest"))
    assert letter.text.endswith("…")
    assert letter.text.count("\n") == 50


def test_what_comes_after_waits_for_the_next_digest(mail, li):
    chosen(li, rhythm="hourly")
    gathered(li, 1)
    come()
    gathered(li, 2)
    send_due()
    assert waiting() == ["digested", "gathered", "sent"]


def test_urgent_is_not_gathered(mail, li):
    chosen(li, rhythm="weekly")
    a_message(li, urgent=True)
    assert send_due() == 1


def test_a_digest_that_failed_is_not_gathered_into_another(mail, li):
    chosen(li, rhythm="daily")
    gathered(li, 1)
    come()
    mail.replies["RCPT"] = "451 later"
    send_due()
    chosen(li, rhythm="daily")
    mail.replies.clear()
    Outgoing.objects.filter(state="waiting").update(due_at=timezone.now())
    assert send_due() == 1
    assert waiting() == ["digested", "sent"]


def test_the_language_is_a_choice(mail, li):
    assert preference_of(li.person_id).rhythm == "at_once"
    chosen(li, language="en", rhythm="daily")
    gathered(li, 1)
    come()
    send_due()
    assert letter_of(Outgoing.objects.get(what="messaging.digest")).title.endswith("matters")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quiet_from": time(22)}, "quiet_to"),
        ({"quiet_from": time(22), "quiet_to": time(22)}, "quiet_to"),
        ({"silent": ["wecom_robot"]}, "silent"),
        ({"rhythm": "never"}, "rhythm"),
        ({"digest_weekday": 7}, "digest_weekday"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_cannot_be_chosen_is_refused(li, wrong, field):
    facts = Fact.objects.count()
    with pytest.raises(Incomplete) as refusal:
        chosen(li, **wrong)
    assert list(refusal.value.problems) == [field]
    assert (Preference.objects.count(), Fact.objects.count()) == (0, facts)


def test_a_stranger_chooses_nothing(db):
    with pytest.raises(NotAllowed):
        chosen(ANYONE)


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "nowhere"),
        ("wecom", "zhang|li"),
        ("wecom", "zhang li"),
        ("dingtalk", "a,b"),
        ("sms", "13800001234"),
        ("wecom_robot", "key"),
    ],
)
def test_what_is_no_address_is_refused(li, channel, address):
    with pytest.raises(Incomplete):
        set_address(person_id=li.person_id, channel=channel, address=address, by=CARER)
    assert not Address.objects.exists()


def test_addresses_are_sealed_set_by_their_carer_and_taken_away(li, wang):
    with pytest.raises(NotAllowed):
        set_address(person_id=li.person_id, channel="wecom", address="zhang", by=wang)
    with pytest.raises(Incomplete):
        set_address(person_id=10**9, channel="wecom", address="zhang", by=CARER)
    set_address(person_id=li.person_id, channel="wecom", address="zhang", by=CARER)
    assert "zhang" not in Address.objects.get().cipher
    assert "zhang" not in str(list(Fact.objects.values_list("data", flat=True)))
    assert reached_by([li.person_id]) == {(li.person_id, "wecom"), (li.person_id, "sms")}
    set_address(person_id=li.person_id, channel="wecom", address="", by=CARER)
    assert not Address.objects.exists()


def test_new_keys_take_over_addresses_too(li, settings):
    set_address(person_id=li.person_id, channel="wecom", address="zhang", by=CARER)
    old = Address.objects.get().cipher
    settings.PERSONAL_DATA_KEYS = ["new", *settings.PERSONAL_DATA_KEYS]
    call_command("people", "reseal")
    assert Address.objects.get().cipher != old
    settings.PERSONAL_DATA_KEYS = ["new"]
    assert addresses_of([li.person_id])[li.person_id, "wecom"] == "zhang"


@pytest.mark.parametrize("count", [1, 3])
def test_telling_many_costs_no_more_than_telling_one(
    settings, django_assert_num_queries, count, db
):
    from lingdang.people.testing import a_person  # noqa: PLC0415 -- by number

    settings.MESSAGE_CHANNELS = ["sms", "email"]
    people = [a_person().pk for _ in range(count)]
    with django_assert_num_queries(9):
        tell(to=people, what=TOLD, facts={"number": "1", "place": "x"}, about="", by=ANYONE)
    assert Outgoing.objects.count() == count

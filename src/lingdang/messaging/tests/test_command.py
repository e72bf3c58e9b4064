import pytest
from django.core.management import CommandError, call_command

from lingdang.messaging.checks import channels_are_whole, paces_are_numbers, times_are_readable
from lingdang.messaging.models import Address
from lingdang.messaging.queries.persons import addresses_of
from lingdang.messaging.testing import a_message
from lingdang.people.public import Person
from lingdang.people.testing import a_person

SHEET = "person,email,wecom,dingtalk,wechat\n"


@pytest.fixture
def sheet(tmp_path):
    def written(*rows):
        file = tmp_path / "addresses.csv"
        file.write_text(SHEET + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return str(file)

    return written


def test_addresses_come_from_a_sheet_and_twice_changes_nothing(sheet, capsys, db):
    a_person(login="zhang"), a_person(login="li", key="K7")
    file = sheet("zhang,z@example.org,zhang.san,,", "K7,,,li-4,openid")
    call_command("messaging", "addresses", file)
    call_command("messaging", "addresses", file)
    first, second = capsys.readouterr().out.splitlines()
    assert (first[:4], second[:4]) == ("新增 2", "新增 0")
    ids = list(Person.objects.values_list("pk", flat=True))
    found = {channel: address for (_pk, channel), address in addresses_of(ids).items()}
    assert (found["email"], found["wecom"]) == ("z@example.org", "zhang.san")
    assert (found["dingtalk"], found["wechat"]) == ("li-4", "openid")


def test_a_sheet_with_a_problem_is_imported_not_at_all_or_in_part(sheet, capsys, db):
    a_person(login="zhang")
    file = sheet("zhang,z@example.org,,,", "nobody,x@example.org,,,", "zhang,wrong,,,")
    with pytest.raises(SystemExit):
        call_command("messaging", "addresses", file)
    said = capsys.readouterr().err
    assert ("person_unknown" in said, "incomplete" in said) == (True, True)
    assert not Address.objects.exists()
    with pytest.raises(SystemExit):
        call_command("messaging", "addresses", file, "--partial")
    assert Address.objects.count() == 1


def test_a_channel_is_tried(house, capsys):
    call_command("messaging", "try", "wecom", "zhang.san")
    assert "m-1" in capsys.readouterr().out
    house.wrong.append({"errcode": 81013, "errmsg": "all invalid"})
    with pytest.raises(CommandError, match="81013: all invalid"):
        call_command("messaging", "try", "wecom", "nobody")


def test_what_is_due_is_sent_by_hand(li, settings, capsys):
    settings.MESSAGE_CHANNELS, settings.MESSAGE_QUIET_HOURS = ["sms"], ""
    a_message(li)
    call_command("messaging", "send")
    assert "SMS to 13900001111" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"MESSAGE_CHANNELS": []}, []),
        ({"MESSAGE_CHANNELS": ["sms", "wecom_robot"]}, []),
        ({"MESSAGE_CHANNELS": ["pigeon"]}, ["messaging.E001"]),
        ({"MESSAGE_CHANNELS": ["wecom"]}, ["messaging.E002"]),
        ({"MESSAGE_CHANNELS": ["email", "dingtalk", "wechat"]}, ["messaging.E002"] * 3),
        ({"MESSAGE_QUIET_HOURS": ""}, []),
        ({"MESSAGE_QUIET_HOURS": "22-25"}, ["messaging.E003"]),
        ({"MESSAGE_DIGEST_AT": "noon"}, ["messaging.E003"]),
        ({"MESSAGES_A_MINUTE_BY_CHANNEL": {"sms": 200}}, []),
        ({"MESSAGES_A_MINUTE_BY_CHANNEL": {"sms": 0}}, ["messaging.E004"]),
        ({"MESSAGES_A_MINUTE_BY_CHANNEL": {"smoke": 1}}, ["messaging.E004"]),
        ({"MESSAGES_A_MINUTE_BY_CHANNEL": 200}, ["messaging.E004"]),
    ],
)
def test_a_channel_that_is_on_must_be_whole(settings, given, ids):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    for name, value in given.items():
        setattr(settings, name, value)
    found = [*channels_are_whole(), *times_are_readable(), *paces_are_numbers()]
    assert [message.id for message in found] == ids

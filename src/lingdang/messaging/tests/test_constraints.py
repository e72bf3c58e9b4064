from datetime import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.messaging.models import (
    Address,
    Message,
    Outgoing,
    OwnWords,
    Preference,
    ProviderTemplate,
    Robot,
)

NOW = timezone.now()
OUT = {
    "channel": "sms",
    "phone_cipher": "x",
    "once": "1",
    "what": "t",
    "told_at": NOW,
    "due_at": NOW,
}
LIKED = {"digest_at": time(8)}


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Message, {"what": "", "key": "1"}),
        (Message, {"what": "t", "key": ""}),
        (Preference, {**LIKED, "rhythm": "never"}),
        (Preference, {**LIKED, "digest_weekday": 7}),
        (Preference, {**LIKED, "quiet_from": time(22)}),
        (Preference, {**LIKED, "quiet_from": time(22), "quiet_to": time(22)}),
        (Address, {"channel": "sms", "cipher": "x"}),
        (Address, {"channel": "wecom", "cipher": ""}),
        (Robot, {"channel": "wecom", "name": "g", "key_cipher": "x"}),
        (Robot, {"channel": "wecom_robot", "name": "", "key_cipher": "x"}),
        (Robot, {"channel": "wecom_robot", "name": "g", "key_cipher": ""}),
        (OwnWords, {"what": "t", "language": "fr", "title": "x", "text": "x"}),
        (OwnWords, {"what": "t", "language": "en", "title": "", "text": "x"}),
        (ProviderTemplate, {"what": "t", "channel": "wecom", "code": "1"}),
        (ProviderTemplate, {"what": "t", "channel": "sms", "code": ""}),
        (Outgoing, {**OUT, "state": "odd"}),
        (Outgoing, {**OUT, "phone_cipher": ""}),
        (Outgoing, {**OUT, "channel": "email"}),
        (Outgoing, {**OUT, "state": "sent"}),
        (Outgoing, {**OUT, "over_at": NOW}),
        (Outgoing, {**OUT, "state": "failed", "over_at": NOW}),
        (Outgoing, {**OUT, "state": "taken"}),
    ],
)
def test_the_database_refuses(li, model, wrong):
    mine = {"person_id": li.person_id} if model in {Message, Preference, Address} else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**mine, **wrong)


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Message, {"what": "t", "key": "1"}),
        (Address, {"channel": "wecom", "cipher": "x"}),
        (OwnWords, {"what": "t", "language": "en", "title": "x", "text": "x"}),
        (ProviderTemplate, {"what": "t", "channel": "sms", "code": "1"}),
        (Outgoing, OUT),
    ],
)
def test_what_there_is_once_is_not_there_twice(li, model, row):
    mine = {"person_id": li.person_id} if model in {Message, Address} else {}
    model.objects.create(**mine, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**mine, **row)

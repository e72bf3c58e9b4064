import pytest

from lingdang.people.checks import personal_data_have_their_own_key, sms_can_be_sent


@pytest.mark.parametrize(
    ("backend", "url", "secret", "ids"),
    [
        ("console", "", "", []),
        ("http", "http://gateway/", "shared", []),
        ("http", "", "shared", ["people.E002"]),
        ("http", "http://gateway/", "", ["people.E002"]),
        ("pigeon", "", "", ["people.E001"]),
    ],
)
def test_a_gateway_must_be_whole(settings, backend, url, secret, ids):
    settings.SMS_BACKEND, settings.SMS_URL, settings.SMS_SECRET = backend, url, secret
    assert [message.id for message in sms_can_be_sent()] == ids


@pytest.mark.parametrize(
    ("key", "sign", "template", "ids"),
    [("key", "示范区", "SMS_1", []), ("key", "示范区", "", ["people.E003"])],
)
def test_a_provider_must_be_whole(settings, key, sign, template, ids):
    settings.SMS_BACKEND, settings.SMS_URL, settings.SMS_SECRET = "aliyun", "https://sms/", "x"
    settings.SMS_KEY, settings.SMS_SIGN, settings.SMS_CODE_TEMPLATE = key, sign, template
    assert [message.id for message in sms_can_be_sent()] == ids


@pytest.mark.parametrize(("keys", "ids"), [(["own"], []), (["secret"], ["people.W001"])])
def test_personal_data_need_a_key_of_their_own(settings, keys, ids):
    settings.SECRET_KEY, settings.PERSONAL_DATA_KEYS = "secret", keys
    assert [message.id for message in personal_data_have_their_own_key()] == ids

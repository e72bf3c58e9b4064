import pytest
from django.core.cache import caches

from lingdang.messaging.testing import a_push_service, a_wording
from lingdang.messaging.tests.houses import House, PostOffice, opened
from lingdang.people.public import actor_for
from lingdang.people.testing import a_person


@pytest.fixture(autouse=True)
def _wording():
    a_wording()


@pytest.fixture
def li(db):
    return actor_for(a_person("李四", phone="13900001111"))


@pytest.fixture
def wang(db):
    return actor_for(a_person("王五", phone="13900002222"))


@pytest.fixture
def house(db, settings):
    """WeCom, DingTalk and WeChat in one, with the settings that lead there."""
    caches["default"].clear()
    with opened(House()) as server:
        for name in ("WECOM", "DINGTALK", "WECHAT"):
            setattr(settings, f"{name}_URL", server.url)
            setattr(settings, f"{name}_SECRET", "shared")
        settings.WECOM_CORP, settings.WECOM_AGENT = "corp", 1000002
        settings.DINGTALK_KEY, settings.DINGTALK_AGENT = "key", 9
        settings.WECHAT_APP = "app"
        yield server


@pytest.fixture
def post_office(settings):
    with opened(PostOffice()) as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 2}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        settings.DEFAULT_FROM_EMAIL = "示范区 <grid@district.example>"
        yield server


@pytest.fixture
def push_service():
    with a_push_service() as service:
        yield service

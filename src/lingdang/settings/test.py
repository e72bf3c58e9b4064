"""As everywhere, but quick passwords and a database of its own."""

import os

from lingdang.settings import env
from lingdang.settings.base import *  # noqa: F403 -- settings are a namespace
from lingdang.settings.base import DATABASES, STORAGES, VAR

DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE_NAME", "test_lingdang")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR / "test-files"
STORAGES["evidence"] = env.file_store(MEDIA_ROOT / "evidence")
DEMO = True
REQUIRE_TOTP = False  # as in the demo; the tests of signing in turn it on
WHITENOISE_AUTOREFRESH = True  # nothing is collected to look through

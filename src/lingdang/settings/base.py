"""What is true everywhere; the environment changes the rest (see ``env.py``)."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from lingdang import embedded
from lingdang.settings import env

PACKAGE = Path(__file__).resolve().parents[1]
VAR = embedded.VAR

TRIAL_KEY = "for trial only; set LINGDANG_SECRET_KEY"
SECRET_KEY = env.text("LINGDANG_SECRET_KEY", TRIAL_KEY)
TRIAL_PUSH_KEY = urlsafe_b64encode(sha256(f"push {SECRET_KEY}".encode()).digest()).decode()
# The first key seals, the others still open; the index outlives a change of keys.
PERSONAL_DATA_KEYS = [
    env.text("LINGDANG_PERSONAL_DATA_KEY", SECRET_KEY),
    *filter(None, env.text("LINGDANG_PERSONAL_DATA_OLD_KEYS").split(",")),
]
PERSONAL_INDEX_KEY = env.text("LINGDANG_PERSONAL_INDEX_KEY", PERSONAL_DATA_KEYS[-1])
DEBUG = env.flag("LINGDANG_DEBUG", default=False)
DEMO = env.flag("LINGDANG_DEMO", default=False)  # opens the sign-in page of roles
ALLOWED_HOSTS = env.text("LINGDANG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
DISTRICT = env.text("LINGDANG_DISTRICT", "district")  # the schema that this process serves
DATABASES = {
    "default": env.database(env.text("DATABASE_URL") or embedded.url(), district=DISTRICT),
}
# Limits of attempts hold for all processes of all machines together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # at more, what has expired goes
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lingdang.kernel",
    "lingdang.journal",
    "lingdang.places",
    "lingdang.people",
    "lingdang.shifts",
    "lingdang.evidence",
    "lingdang.standards",
    "lingdang.registers",
    "lingdang.messaging",
    "lingdang.cases",
    "lingdang.approvals",
    "lingdang.calls",
    "lingdang.dispatching",
    "lingdang.dossiers",
    "lingdang.doubts",
    "lingdang.inspections",
    "lingdang.intake",
    "lingdang.notices",
    "lingdang.suggestions",
    "lingdang.talks",
    "lingdang.worklists",
    "lingdang.fieldwork",
    "lingdang.lookbacks",
    "lingdang.rebounds",
    "lingdang.faces.entrance",
    "lingdang.faces.resident",
    "lingdang.faces.patrol",
    "lingdang.faces.desk",
    "lingdang.faces.api",
    "lingdang.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",
    "django_htmx",
    "django_vite",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "lingdang.faces.entrance.web.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lingdang.kernel.web.DomainErrorMiddleware",
]
ROOT_URLCONF = "lingdang.urls"
WSGI_APPLICATION = "lingdang.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lingdang.faces.entrance.wechat.wechat",
            ],
        },
    },
]
# A source of map tiles (https://…/{z}/{x}/{y}.png) and the coordinates it is drawn in;
# without one the maps show the district's own boundaries.
TILE_URL = env.text("LINGDANG_TILE_URL")
TILE_CREDIT = env.text("LINGDANG_TILE_CREDIT")
TILE_SYSTEM = env.text("LINGDANG_TILE_SYSTEM", "wgs84")  # or gcj02
# Inside WeChat pages may ask the phone by its JS-SDK, once an official account is named.
WECHAT_APP = env.text("LINGDANG_WECHAT_APP")
WECHAT_SECRET = env.text("LINGDANG_WECHAT_SECRET")
WECHAT_PAGES = env.flag("LINGDANG_WECHAT_PAGES", default=False)
WECHAT_SCRIPT = env.text("LINGDANG_WECHAT_SCRIPT", "https://res.wx.qq.com/open/js/jweixin-1.6.0.js")
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE, *([WECHAT_SCRIPT] if WECHAT_PAGES else [])],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:", *env.origin(TILE_URL)],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = env.flag("LINGDANG_HTTPS", default=False)  # a proxy with TLS stands in front
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("LINGDANG_PROXIES", 1 if HTTPS else 0)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # whoever looks after the process asks it directly
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [PACKAGE / "locale"]
DJANGOS_OWN = [_("This field is required.")]  # said in plainer Chinese than Django's
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "static_url_prefix": "built",
        "manifest_path": PACKAGE / "static" / "built" / "manifest.json",
    },
}
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": env.file_store(MEDIA_ROOT / "evidence"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PHOTO_MAX_BYTES = env.number("LINGDANG_PHOTO_MAX_MB", 20) * 1024 * 1024
PHOTO_MAX_PIXELS = 50_000_000
IMPORT_MAX_BYTES = env.number("LINGDANG_IMPORT_MAX_MB", 30) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # fields of a form, without its files
AUTH_USER_MODEL = "people.Person"

# Signing in: staff by login and password, then TOTP; residents by a code sent to their phone.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "entrance:welcome"
REQUIRE_TOTP = env.flag("LINGDANG_REQUIRE_TOTP", default=not DEMO)  # of staff
SHOW_STAFF_PHONES = env.flag("LINGDANG_SHOW_STAFF_PHONES", default=True)  # to whom the bell serves
SESSION_SERIALIZER = "lingdang.people.sessions.SealedSerializer"
SESSION_COOKIE_AGE = 12 * 60 * 60  # of staff
RESIDENT_SESSION_AGE = 30 * 24 * 60 * 60
ACCOUNT_ADAPTER = "lingdang.people.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "lingdang.people.forms.AskForCodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_DISPLAY = "lingdang.people.sign_in.shown_name"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
]  # closed; the password stays on the sign-in form
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_RATE_LIMITS = {"stranger_photo": "120/h/ip"}  # many homes share one address
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "lingdang.people.sign_in.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lingdang"

SMS_BACKEND = env.text("LINGDANG_SMS_BACKEND", "console")  # or "http", or "aliyun"
SMS_URL = env.text("LINGDANG_SMS_URL")
SMS_SECRET = env.text("LINGDANG_SMS_SECRET")
SMS_KEY = env.text("LINGDANG_SMS_KEY")  # of a provider: whose secret it is,
SMS_SIGN = env.text("LINGDANG_SMS_SIGN")  # as whom it speaks,
SMS_CODE_TEMPLATE = env.text("LINGDANG_SMS_CODE_TEMPLATE")  # its template for codes
SMS_TIMEOUT_SECONDS = env.number("LINGDANG_SMS_TIMEOUT_SECONDS", 5)

# Messages: the ways that are on (comma between), the hours when only what is urgent goes out,
# and when a day's digest goes out to who has not chosen a time.
MESSAGE_CHANNELS = env.words("LINGDANG_MESSAGE_CHANNELS", "sms,push" if DEMO else "")
PUBLIC_URL = env.text("LINGDANG_URL").rstrip("/")  # with it messages link to what they are about
MESSAGE_QUIET_HOURS = env.text("LINGDANG_MESSAGE_QUIET_HOURS", "22:00-07:00")
MESSAGE_DIGEST_AT = env.text("LINGDANG_MESSAGE_DIGEST_AT", "08:00")
MESSAGE_TIMEOUT_SECONDS = env.number("LINGDANG_MESSAGE_TIMEOUT_SECONDS", 5)
MESSAGES_A_MINUTE = 20  # by each channel, robot and push service; or as this says: {"sms": 200}
MESSAGES_A_MINUTE_BY_CHANNEL = {
    "push": 600,
    **json.loads(env.text("LINGDANG_MESSAGES_A_MINUTE", "{}")),
}
MESSAGE_DAYS = env.number("LINGDANG_MESSAGE_DAYS", 180)  # for which messages are kept
MAILERS = env.mailers("LINGDANG_EMAIL_URL", timeout=MESSAGE_TIMEOUT_SECONDS)
DEFAULT_FROM_EMAIL = env.text("LINGDANG_EMAIL_FROM", "lingdang@localhost")
WECOM_URL = env.text("LINGDANG_WECOM_URL", "https://qyapi.weixin.qq.com")
WECOM_CORP = env.text("LINGDANG_WECOM_CORP")
WECOM_SECRET = env.text("LINGDANG_WECOM_SECRET")
WECOM_AGENT = env.number("LINGDANG_WECOM_AGENT", 0)
DINGTALK_URL = env.text("LINGDANG_DINGTALK_URL", "https://oapi.dingtalk.com")
DINGTALK_KEY = env.text("LINGDANG_DINGTALK_KEY")
DINGTALK_SECRET = env.text("LINGDANG_DINGTALK_SECRET")
DINGTALK_AGENT = env.number("LINGDANG_DINGTALK_AGENT", 0)
WECHAT_URL = env.text("LINGDANG_WECHAT_URL", "https://api.weixin.qq.com")
WECHAT_FORM = env.text("LINGDANG_WECHAT_FORM", "template")  # or subscribe, or miniprogram

# Notifications: the key by which push services know this server (lingdang messaging push-key),
# and those that browsers may name: a host, every host below a .name, or http://host:port.
PUSH_KEY = env.text("LINGDANG_PUSH_KEY", TRIAL_PUSH_KEY if DEMO else "")
PUSH_SERVICES = env.words(
    "LINGDANG_PUSH_SERVICES",
    "fcm.googleapis.com,.push.services.mozilla.com,.notify.windows.com,.push.apple.com",
)

# Open311: who is served, whom to ask, and whether it gives addresses of photographs.
OPEN311_JURISDICTION = env.text("LINGDANG_OPEN311_JURISDICTION", DISTRICT)
OPEN311_CONTACT = env.text("LINGDANG_OPEN311_CONTACT")
OPEN311_TEST_URL = env.text("LINGDANG_OPEN311_TEST_URL")  # of a trial instance, told in discovery
OPEN311_PHOTOS = env.flag("LINGDANG_OPEN311_PHOTOS", default=DEMO)  # they may show people
# The ladder of warnings: working hours after a deadline; before it, when negative.
LADDER = env.ladder(
    "LINGDANG_LADDER", "due_soon=-4,overdue=0,reminder=4,warning=8,accountability=24"
)
CHIEFS_EXTEND = env.flag("LINGDANG_CHIEFS_EXTEND", default=False)  # without the dispatcher
QUESTION_DAYS = env.number("LINGDANG_QUESTION_DAYS", 5)  # working days to answer in
REPLY_BEFORE_CLOSING = env.flag("LINGDANG_REPLY_BEFORE_CLOSING", default=False)  # 办结一件反馈一件
# Whom a ring of the bell rings, one after the other, and for how many seconds each.
CALL_STEPS = env.stages("LINGDANG_CALL_STEPS", "grid=180,community=180,street=180")
CASE_REPEAT_DAYS = env.number("LINGDANG_CASE_REPEAT_DAYS", 90)  # closed so lately: the same again
FIELDWORK_SECONDS = env.number("LINGDANG_FIELDWORK_MS", 800) / 1000  # of a phone's sync, to do in
LOCATE_NEAREST_METRES = env.number("LINGDANG_LOCATE_NEAREST_METRES", 200)
# What a photograph of a case may be off before it is doubted: of its place, its spot, its times.
DOUBT_METRES = env.number("LINGDANG_DOUBT_METRES", 150)  # outside the boundary of its place
DOUBT_SPOT_METRES = env.number("LINGDANG_DOUBT_SPOT_METRES", 1000)  # from where it was reported
DOUBT_MINUTES = env.number("LINGDANG_DOUBT_MINUTES", 15)  # clocks differ
SEAL_EVERY_SECONDS = env.number("LINGDANG_SEAL_EVERY_SECONDS", 60)

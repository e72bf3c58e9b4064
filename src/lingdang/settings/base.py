"""What is true everywhere; the environment changes the rest (see ``env.py``)."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from lingdang import embedded
from lingdang.settings import env

PACKAGE = Path(__file__).resolve().parents[1]
VAR = embedded.VAR

SECRET_KEY = env.text("LINGDANG_SECRET_KEY", "for trial only; set LINGDANG_SECRET_KEY")
PERSONAL_DATA_KEY = env.text("LINGDANG_PERSONAL_DATA_KEY", SECRET_KEY)
DEBUG = env.flag("LINGDANG_DEBUG", default=False)
DEMO = env.flag("LINGDANG_DEMO", default=False)  # opens the sign-in page of roles
ALLOWED_HOSTS = env.text("LINGDANG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
DISTRICT = env.text("LINGDANG_DISTRICT", "district")  # the schema that this process serves
DATABASES = {
    "default": env.database(env.text("DATABASE_URL") or embedded.url(), district=DISTRICT),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lingdang.kernel",
    "lingdang.journal",
    "lingdang.places",
    "lingdang.people",
    "lingdang.evidence",
    "lingdang.cases",
    "lingdang.faces.entrance",
    "lingdang.faces.resident",
    "lingdang.faces.desk",
    "lingdang.faces.api",
    "lingdang.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
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
            ],
        },
    },
]
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [PACKAGE / "locale"]
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
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AUTH_USER_MODEL = "people.Person"

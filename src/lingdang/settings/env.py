"""The one place that reads the environment; each reader fails with what to do."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Value of ``NAME``, or the content of the file that ``NAME_FILE`` points to."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Words with commas between."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def ladder(name: str, default: str) -> dict[str, float]:
    """``rung=hours,…``: every rung of the default, in its order, none below the one before."""
    rungs = [part.partition("=")[0].strip() for part in default.split(",")]
    given = dict(part.split("=", 1) for part in words(name, default) if "=" in part)
    try:
        hours = [float(given[rung]) for rung in rungs]
    except (KeyError, ValueError):
        hours = []
    if not hours or hours != sorted(hours) or len(given) != len(rungs):
        raise ImproperlyConfigured(f"{name} must give ascending hours like {default!r}")
    return dict(zip(rungs, hours, strict=True))


def stages(name: str, default: str) -> dict[str, int]:
    """``stage=seconds,…``: some stages of the default, each once, in the order they follow."""
    known = {part.partition("=")[0] for part in default.split(",")}
    pairs = [part.partition("=")[::2] for part in words(name, default)]
    right = all(stage in known and span.isdigit() and int(span) for stage, span in pairs)
    if not right or not pairs or len(dict(pairs)) != len(pairs):
        raise ImproperlyConfigured(f"{name} must give seconds like {default!r}")
    return {stage: int(span) for stage, span in pairs}


def origin(url: str) -> list[str]:
    """Where pictures of ``url`` come from, as a content security policy names it."""
    parts = urlsplit(url.replace("{s}", "*"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def database(url: str, *, district: str) -> dict[str, object]:
    """Django's settings for ``postgresql://user:password@host:port/name?option=…``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": f"-c search_path={district},public", **options},
    }


def mailers(name: str, *, timeout: int) -> dict[str, dict[str, object]]:
    """Django's mailers for ``smtp://user:password@host:port`` (``smtps://``, ``smtp+tls://``)."""
    parts = urlsplit(text(name))
    if not parts.scheme:
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must be smtp://, smtps:// or smtp+tls:// and a host")
    options = {
        "host": parts.hostname,
        "port": parts.port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
        "timeout": timeout,
    }
    return {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }


def file_store(folder: Path) -> dict[str, object]:
    """A folder, or the S3-compatible bucket that ``LINGDANG_S3_BUCKET`` names."""
    if not (bucket := text("LINGDANG_S3_BUCKET")):
        return {
            "BACKEND": "lingdang.evidence.storage.SyncedStorage",
            "OPTIONS": {"location": folder},
        }
    # Only who has a bucket pays for it; it has no types.
    from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415 -- see above

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": text("LINGDANG_S3_URL") or None,
            "access_key": text("LINGDANG_S3_KEY"),
            "secret_key": text("LINGDANG_S3_SECRET"),
            "region_name": text("LINGDANG_S3_REGION") or None,
            "default_acl": None,
            "file_overwrite": False,
            "client_config": Config(  # checksums only where asked for: not every store knows them
                s3={"addressing_style": text("LINGDANG_S3_ADDRESSING", "auto")},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }

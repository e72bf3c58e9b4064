from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register


class MessagingConfig(AppConfig):
    name = "lingdang.messaging"

    def ready(self) -> None:
        from lingdang.messaging import checks  # noqa: PLC0415 -- models are ready by now

        for name in ("handlers", "tasks"):
            import_module(f"lingdang.messaging.{name}")  # subscribes them
        for check in (
            checks.channels_are_whole,
            checks.times_are_readable,
            checks.paces_are_numbers,
            checks.wechat_pages_are_whole,
        ):
            register(check)

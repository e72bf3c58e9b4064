from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lingdang.notices"

    def ready(self) -> None:
        for name in ("messages", "tasks"):
            import_module(f"lingdang.notices.{name}")  # subscribes them

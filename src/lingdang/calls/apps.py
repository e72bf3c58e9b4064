from importlib import import_module

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "lingdang.calls"

    def ready(self) -> None:
        for name in ("handlers", "tasks", "tellings", "wordings"):
            import_module(f"lingdang.calls.{name}")  # subscribes them

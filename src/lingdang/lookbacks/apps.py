from importlib import import_module

from django.apps import AppConfig


class LookbacksConfig(AppConfig):
    name = "lingdang.lookbacks"

    def ready(self) -> None:
        for name in ("handlers", "tasks", "tellings"):
            import_module(f"lingdang.lookbacks.{name}")  # subscribes them

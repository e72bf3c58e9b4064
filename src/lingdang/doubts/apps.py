from importlib import import_module

from django.apps import AppConfig


class DoubtsConfig(AppConfig):
    name = "lingdang.doubts"

    def ready(self) -> None:
        for name in ("handlers", "tellings"):
            import_module(f"lingdang.doubts.{name}")  # subscribes them

from importlib import import_module

from django.apps import AppConfig


class ReboundsConfig(AppConfig):
    name = "lingdang.rebounds"

    def ready(self) -> None:
        for name in ("handlers", "tellings"):
            import_module(f"lingdang.rebounds.{name}")  # subscribes them

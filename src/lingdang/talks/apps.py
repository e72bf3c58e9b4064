from importlib import import_module

from django.apps import AppConfig


class TalksConfig(AppConfig):
    name = "lingdang.talks"

    def ready(self) -> None:
        for name in ("handlers", "tellings", "wordings"):
            import_module(f"lingdang.talks.{name}")  # subscribes them

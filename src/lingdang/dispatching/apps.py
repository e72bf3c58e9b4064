from importlib import import_module

from django.apps import AppConfig


class DispatchingConfig(AppConfig):
    name = "lingdang.dispatching"

    def ready(self) -> None:
        for name in ("handlers", "tasks", "tellings"):
            import_module(f"lingdang.dispatching.{name}")  # subscribes them

from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingdang.cases"

    def ready(self) -> None:
        for name in ("handlers", "tasks"):
            import_module(f"lingdang.cases.{name}")  # subscribes them

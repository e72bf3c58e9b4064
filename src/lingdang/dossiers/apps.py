from importlib import import_module

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "lingdang.dossiers"

    def ready(self) -> None:
        for name in ("judges", "tellings", "handlers", "tasks"):
            import_module(f"lingdang.dossiers.{name}")  # registers what each of them holds

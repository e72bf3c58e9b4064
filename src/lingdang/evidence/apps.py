from importlib import import_module

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "lingdang.evidence"

    def ready(self) -> None:
        for name in ("handlers", "tasks"):
            import_module(f"lingdang.evidence.{name}")  # subscribes them

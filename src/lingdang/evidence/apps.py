from importlib import import_module

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "lingdang.evidence"

    def ready(self) -> None:
        import_module("lingdang.evidence.tasks")

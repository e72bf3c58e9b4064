from importlib import import_module

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "lingdang.inspections"

    def ready(self) -> None:
        import_module("lingdang.inspections.tasks")

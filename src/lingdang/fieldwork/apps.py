from importlib import import_module

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "lingdang.fieldwork"

    def ready(self) -> None:
        import_module("lingdang.fieldwork.tasks")

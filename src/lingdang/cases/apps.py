from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingdang.cases"

    def ready(self) -> None:
        import_module("lingdang.cases.handlers")  # subscribes them

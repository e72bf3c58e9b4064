from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "lingdang.intake"

    def ready(self) -> None:
        import_module("lingdang.intake.tasks")

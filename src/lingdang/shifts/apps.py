from importlib import import_module

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    name = "lingdang.shifts"

    def ready(self) -> None:
        import_module("lingdang.shifts.handlers")  # subscribes them

from importlib import import_module

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "lingdang.registers"

    def ready(self) -> None:
        import_module("lingdang.registers.tasks")

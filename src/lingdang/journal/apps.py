from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "lingdang.journal"

    def ready(self) -> None:
        from lingdang.journal import tasks  # noqa: F401, PLC0415 -- registered when apps are ready

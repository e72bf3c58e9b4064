from importlib import import_module

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "lingdang.approvals"

    def ready(self) -> None:
        for name in ("handlers", "tellings"):
            import_module(f"lingdang.approvals.{name}")  # subscribes them

from importlib import import_module

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "lingdang.suggestions"

    def ready(self) -> None:
        for name in ("handlers", "tasks", "messages"):
            import_module(f"lingdang.suggestions.{name}")  # subscribes and declares

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "lingdang.journal"

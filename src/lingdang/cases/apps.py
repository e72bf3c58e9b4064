from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lingdang.cases"

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lingdang.demo"

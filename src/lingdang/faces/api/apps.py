from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lingdang.faces.api"
    label = "api_face"

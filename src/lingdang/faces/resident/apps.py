from django.apps import AppConfig


class ResidentConfig(AppConfig):
    name = "lingdang.faces.resident"
    label = "resident_face"

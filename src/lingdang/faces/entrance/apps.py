from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "lingdang.faces.entrance"
    label = "entrance_face"

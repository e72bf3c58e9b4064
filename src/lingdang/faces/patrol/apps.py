from django.apps import AppConfig


class PatrolConfig(AppConfig):
    name = "lingdang.faces.patrol"
    label = "patrol_face"

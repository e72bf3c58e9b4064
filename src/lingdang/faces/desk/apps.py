from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lingdang.faces.desk"
    label = "desk_face"

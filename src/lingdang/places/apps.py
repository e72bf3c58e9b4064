from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "lingdang.places"

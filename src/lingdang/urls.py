from django.urls import include, path

urlpatterns = [
    path("", include("lingdang.faces.entrance.urls")),
    path("", include("lingdang.faces.resident.urls")),
    path("patrol/", include("lingdang.faces.patrol.urls")),
    path("desk/", include("lingdang.faces.desk.urls")),
    path("", include("lingdang.faces.api.urls")),
]

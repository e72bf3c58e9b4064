from django.urls import URLPattern, URLResolver, include, path, re_path

from lingdang.faces.entrance import devices, installable, views, wechat

own: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.language, name="language"),
    path("large-type/", views.large_type, name="large_type"),
    path("welcome/", views.welcome, name="welcome"),
    path("demo/", views.demo, name="demo"),
    path("demo/enter/", views.enter_demo, name="enter_demo"),
    path("worker.js", installable.worker, name="worker"),
    path("offline/", installable.offline, name="offline"),
    path("app/<slug:face>.webmanifest", installable.manifest, name="manifest"),
    path("wechat/signature/", wechat.signature, name="wechat_signature"),
    path("devices/", devices.add, name="add_device"),
    path("devices/<int:device_id>/end/", devices.end, name="end_device"),
    path("photo/<uuid:public_id>/<slug:size>/", views.photo, name="photo"),
]
# Pages of allauth that serve nobody here: nobody signs up, nobody has an e-mail address,
# and a password is given by an administrator.
CLOSED = r"^accounts/(signup|email|confirm-email|password/(?:re)?set)(/.*)?$"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "entrance"))),
    re_path(CLOSED, views.closed),
    path("accounts/logout/", devices.sign_out, name="account_logout"),
    path("accounts/", include("allauth.urls")),
]

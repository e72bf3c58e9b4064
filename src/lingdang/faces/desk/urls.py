from django.urls import URLPattern, URLResolver, path

from lingdang.faces.desk.views import case, cases, home, journal, places, posts, report

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/filters/", cases.case_filters, name="case_filters"),
    path("cases/points.json", cases.case_points, name="case_points"),
    path("cases/export.xlsx", cases.case_export, name="case_export"),
    path("cases/new/", report.new_case, name="new_case"),
    path("cases/<int:case_id>/", case.case_page, name="case"),
    path("cases/<int:case_id>/unmask/", case.unmask, name="unmask"),
    path("cases/<int:case_id>/<slug:step>/", case.take, name="take"),
    path("places/", places.places, name="places"),
    path("places/boundaries.json", places.boundaries, name="boundaries"),
    path("places/<int:place_id>/", places.place, name="place"),
    path("places/<int:place_id>/export.xlsx", places.place_export, name="place_export"),
    path("places/<int:place_id>/<slug:kind>/", places.change, name="change_place"),
    path("posts/", posts.posts, name="posts"),
    path("posts/export.xlsx", posts.post_export, name="post_export"),
    path("posts/new/", posts.new_post, name="new_post"),
    path("posts/<int:post_id>/end/", posts.post_end, name="post_end"),
    path("units/", posts.units, name="units"),
    path("units/export.xlsx", posts.unit_export, name="unit_export"),
    path("deliveries/", journal.deliveries, name="deliveries"),
    path("deliveries/export.xlsx", journal.delivery_export, name="delivery_export"),
    path("deliveries/retry/", journal.retry, name="retry"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export.xlsx", journal.journal_export, name="journal_export"),
]

from django.urls import URLPattern, URLResolver, path

from lingdang.faces.patrol.views import (
    case,
    grids,
    inspections,
    numbers,
    queue,
    report,
    shift,
    today,
    visits,
    waiting,
)

app_name = "patrol"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("report/", report.report, name="report"),
    path("settle/", report.settle, name="settle"),
    path("c/<int:case_id>/", case.case, name="case"),
    path("categories.json", report.categories, name="categories"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("shift/", shift.shift, name="shift"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:entry_id>/", visits.entry, name="visit"),
    path("grids/", grids.grids, name="grids"),
    path("boundaries/", grids.boundaries, name="boundaries"),
    path("rounds/<int:round_id>/", inspections.round_, name="round"),
    path("points/<int:point_id>/", inspections.point, name="point"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("queue/", queue.queue, name="queue"),
    path("act/", queue.act, name="act"),
    path("choose/<str:key>/", queue.choose, name="choose"),
    path("me.json", queue.me, name="me"),
]

from django.urls import URLPattern, URLResolver, path

from lingdang.faces.resident.views import (
    bell,
    case,
    community,
    errands,
    home,
    messages,
    mine,
    report,
    suggestions,
    where,
)

app_name = "resident"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("bell/", bell.ring, name="ring"),
    path("bell/<str:key>/", bell.rung, name="rung"),
    path("errands/", errands.errands, name="errands"),
    path("report/", report.report, name="report"),
    path("report/photo/", report.upload, name="upload"),
    path("report/suggestions/", suggestions.suggestions, name="suggestions"),
    path("report/join/<str:number>/", suggestions.join, name="join"),
    path("where/", where.where, name="where"),
    path("boundaries/", where.boundaries, name="boundaries"),
    path("who/", where.who, name="who"),
    path("community/", community.communities, name="communities"),
    path("community/<int:community_id>/", community.community, name="community"),
    path("community/<int:community_id>/follow/", community.follow, name="follow"),
    path("mine/", mine.mine, name="mine"),
    path("me/", mine.me, name="me"),
    path("me/messages/", messages.messages, name="messages"),
    path("me/messages/read/", messages.read_all, name="read_messages"),
    path("me/messages/preferences/", messages.preferences, name="preferences"),
    path("me/messages/<int:message_id>/", messages.open_message, name="open_message"),
    path("c/<str:key>/", case.case, name="case"),
    path("c/<str:key>/answer/", case.answer, name="answer"),
    path("c/<str:key>/withdraw/", case.withdraw, name="withdraw"),
    path("c/<str:key>/urge/", case.urge, name="urge"),
    path("c/<str:key>/reopen/", case.reopen, name="reopen"),
]

"""What is known of whoever asks: to read, to have erased."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from ninja import Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.outputs import OwnData, refusals
from lingdang.faces.api.v1.wire import written
from lingdang.faces.entrance.own_data import erase_own_data, own_data

router = Router()


@router.get("/data", response={200: OwnData, **refusals(403)}, summary="All that is kept of you")
def show_own_data(request: HttpRequest) -> HttpResponse:
    return written(own_data(request, actor_of(request)))


@router.delete("/data", response={204: None, **refusals(403, 409)}, summary="Have it erased")
def delete_own_data(request: HttpRequest) -> HttpResponse:
    """Your matters stay without your name; whoever holds a post is refused."""
    erase_own_data(actor_of(request))
    logout(request)
    return HttpResponse(status=204)

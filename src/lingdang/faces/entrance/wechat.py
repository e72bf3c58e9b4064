"""Pages inside WeChat: what they need to ask the phone, and what a shared page looks like."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lingdang.kernel.errors import DomainError, Incomplete, NotFound
from lingdang.kernel.sending import NotSent
from lingdang.messaging.public import sign_page, wechat_pages

_LONGEST = 2000


class WeChatSilent(DomainError):
    code = "wechat_silent"
    status = 503
    text = gettext_lazy("WeChat does not answer just now; everything works without it too.")


@login_not_required
@never_cache
@require_GET
def signature(request: HttpRequest) -> JsonResponse:
    """Sign an address of ours, and no other."""
    if not wechat_pages():
        raise NotFound
    url = request.GET.get("url", "")
    ours = {request.get_host()}
    whole = url.startswith(("http://", "https://")) and len(url) <= _LONGEST
    if not whole or not url_has_allowed_host_and_scheme(url, ours):
        raise Incomplete({"url": _("This is no page of ours.")})
    try:
        signed = sign_page(url)
    except NotSent as silent:
        raise WeChatSilent from silent
    return JsonResponse(
        {
            "appId": signed.app_id,
            "timestamp": signed.timestamp,
            "nonceStr": signed.nonce,
            "signature": signed.signature,
        }
    )


def wechat(request: HttpRequest) -> dict[str, object]:
    """For templates: where the script and the signature are; nothing outside WeChat."""
    agent = request.headers.get("User-Agent", "")
    if not wechat_pages() or "MicroMessenger" not in agent:
        return {}
    told = {"script": settings.WECHAT_SCRIPT, "signature": reverse("entrance:wechat_signature")}
    return {"wechat": told}

"""By WeChat 微信: a template message of an official account, or a subscribed one."""

from django.conf import settings

from lingdang.kernel.sending import NotSent
from lingdang.messaging.channels.answers import Answer, Codes, TokenBox, asked
from lingdang.messaging.channels.letters import Letter

FORMS = {  # by which interface, as the account is allowed
    "template": "/cgi-bin/message/template/send",
    "subscribe": "/cgi-bin/message/subscribe/bizsend",
    "miniprogram": "/cgi-bin/message/subscribe/send",
}
CODES = Codes(  # 43101: the person has not agreed, or no longer; 43004: does not follow
    in_vain=frozenset({40003, 40013, 40037, 40125, 41028, 43004, 43101, 43107, 47003, 48001}),
    later={-1: 0.0, 43108: 0.0, 45009: 3600.0, 45011: 60.0},
)
STALE = frozenset({40001, 40014, 42001})


def send(letter: Letter) -> str:
    """Fill the template that WeChat approved and send it to one follower."""
    if not letter.template:
        raise NotSent("no_template", "WeChat has no template for it", permanent=True)
    told = {
        "touser": letter.address,
        "template_id": letter.template,
        "data": {name: {"value": value} for name, value in letter.params.items()},
    }
    if letter.url and settings.WECHAT_FORM == "template":
        told["url"] = letter.url
    url = f"{settings.WECHAT_URL}{FORMS[settings.WECHAT_FORM]}"
    answer = token().call(
        lambda token: asked("POST", url, params={"access_token": token}, json=told)
    )
    return str(answer.get("msgid", ""))


def token() -> TokenBox:
    """WeChat's stable token: asking for it does not end the one that others hold."""
    app, secret = settings.WECHAT_APP, settings.WECHAT_SECRET
    url = f"{settings.WECHAT_URL}/cgi-bin/stable_token"

    def fetch(anew: bool) -> Answer:  # noqa: FBT001 -- as every box calls it
        who = {"grant_type": "client_credential", "appid": app, "secret": secret}
        return asked("POST", url, json=who | {"force_refresh": anew})

    return TokenBox("wechat", f"{app} {secret}", fetch, CODES, STALE)

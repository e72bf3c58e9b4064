"""Handing something to a service outside: a time limit always, and what went wrong told apart."""

import logging
import ssl
from functools import cache
from typing import Any

import httpx

REST_SECONDS = 30.0  # for which a service that does not answer is left alone
_TOO_MANY, _SERVER_ERROR = 429, 500
_SLOWER_SECONDS, _LONGEST_REST = 60.0, 24 * 60 * 60.0
logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses, tokens and all


class NotSent(Exception):
    """It did not arrive, or nobody can say whether it did.

    ``permanent``: it would fail again. ``rest``: for so many seconds nothing more is to be sent
    this way. ``code`` is for lists and programs, ``words`` are the service's own.
    """

    def __init__(
        self, code: str, words: str = "", *, permanent: bool = False, rest: float = 0.0
    ) -> None:
        super().__init__(f"{code}: {words}" if words else code)
        self.code = code
        self.words = words
        self.permanent = permanent
        self.rest = rest


@cache
def _trusted() -> ssl.SSLContext:
    """Whom to believe is read once: it costs a hundred times what a request does."""
    return httpx.create_ssl_context()


def ask(method: str, url: str, *, timeout: float, **options: Any) -> httpx.Response:
    """Send one request; whatever is not 2xx raises ``NotSent``, with no secret in its words."""
    try:
        response = httpx.request(method, url, timeout=timeout, verify=_trusted(), **options)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise NotSent("address", "no address to send it to", permanent=True) from None
    except httpx.TimeoutException:
        raise NotSent("timeout", f"no answer within {timeout} s", rest=REST_SECONDS) from None
    except httpx.ConnectError:
        raise NotSent("unreachable", rest=REST_SECONDS) from None
    except httpx.HTTPError as broken:
        raise NotSent("broken_off", type(broken).__name__) from None
    _require_success(response)
    return response


def _require_success(response: httpx.Response) -> None:
    if response.is_success:
        return
    code = f"http_{response.status_code}"
    if response.status_code == _TOO_MANY:
        raise NotSent(code, rest=_after(response))
    raise NotSent(code, permanent=response.status_code < _SERVER_ERROR)


def _after(response: httpx.Response) -> float:
    """How long a service that is asked too often wants to be left alone."""
    said = response.headers.get("Retry-After", "")
    return min(float(said), _LONGEST_REST) if said.isdigit() else _SLOWER_SECONDS


def ask_for_json(method: str, url: str, *, timeout: float, **options: Any) -> dict[str, Any]:
    """As ``ask``; the answer is a JSON object."""
    response = ask(method, url, timeout=timeout, **options)
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise NotSent("unreadable", "the answer is not a JSON object")
    return answer

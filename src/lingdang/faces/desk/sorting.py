"""The orders of a list as links: which one holds, and which way it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.utils.functional import Promise

from lingdang.faces.desk.paging import Order


@dataclass(frozen=True, slots=True)
class Sort:
    text: str | Promise
    query: str  # the address with it
    current: bool
    arrow: str

    @classmethod
    def links(
        cls, query: str, words: Mapping[str, str | Promise], orders: Mapping[str, Order]
    ) -> "list[Sort]":
        """``query`` is what the list is asked for; the first of ``words`` is the usual order."""
        asked = [pair for pair in parse_qsl(query) if pair[0] != "sort"]
        chosen = dict(parse_qsl(query)).get("sort")
        chosen = chosen if chosen in words else next(iter(words))
        return [
            cls(
                text=word,
                query=urlencode([*asked, ("sort", key)]),
                current=key == chosen,
                arrow="↓" if orders[key].descending else "↑",
            )
            for key, word in words.items()
        ]

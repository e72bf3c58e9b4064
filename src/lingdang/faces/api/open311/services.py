"""Services are the categories a report may carry; what a service asks besides is its definition."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lingdang.faces.api.open311.attributes import Attribute, attribute_of
from lingdang.faces.api.open311.errors import Refused
from lingdang.faces.api.open311.resources import resource
from lingdang.faces.api.open311.wire import Value
from lingdang.faces.api.queries import categories
from lingdang.standards.public import Category, asking_categories, questions_of

DETAIL = "detail"  # the finer category, where a service has some


def service_of(code: str) -> Category:
    for category in categories():
        if category.code == code:
            return category
    raise Refused(404, _("There is no service_code “%(code)s”.") % {"code": code})


def asked_by(service: Category) -> list[Attribute]:
    """What a service asks: which of its finer categories, and what the district adds."""
    finer = [(item.code, item.name) for item in categories() if item.parent_id == service.code]
    own = [
        Attribute(
            code=DETAIL,
            datatype="singlevaluelist",
            description=_("What exactly is it?"),
            values=tuple(finer),
        )
    ]
    return [*(own if finer else []), *map(attribute_of, questions_of(service.code))]


def _listed(_request: HttpRequest) -> Sequence[Value]:
    listed = categories()
    asking = asking_categories() | {category.parent_id for category in listed}
    return [_service(category, asks=category.code in asking) for category in listed]


def _service(category: Category, *, asks: bool) -> dict[str, Value]:
    group = category.parent.name if category.parent else category.get_kind_display()
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.name,
        "metadata": asks,
        "type": "realtime",
        "keywords": ", ".join(dict.fromkeys([category.name, group])),
        "group": group,
    }


def _definition(_request: HttpRequest, code: str) -> Value:
    service = service_of(code)
    asked = asked_by(service)
    return {
        "service_code": service.code,
        "attributes": [item.written(order) for order, item in enumerate(asked, start=1)],
    }


services = resource("services", get=_listed)
definition = resource("service_definition", get=_definition)

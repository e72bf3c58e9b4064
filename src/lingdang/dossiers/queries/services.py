from django.db.models import Q, QuerySet

from lingdang.dossiers.models import Service
from lingdang.kernel.errors import NotFound


def services_in_use() -> list[Service]:
    return list(Service.objects.filter(in_use=True))


def services_called(text: str = "") -> QuerySet[Service]:
    """All of the catalogue, or those whose name, code or papers hold some words."""
    found = Service.objects.all()
    if not text:
        return found
    return found.filter(
        Q(name__contains=text) | Q(code__contains=text) | Q(papers__contains=[text])
    )


def service_by_code(code: str) -> Service:
    found = Service.objects.filter(pk=code).first()
    if found is None:
        raise NotFound
    return found

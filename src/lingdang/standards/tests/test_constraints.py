"""Every rule of the tables, broken once."""

import pytest
from django.db import IntegrityError, transaction

from lingdang.standards.models import Category
from lingdang.standards.testing import a_category


def refused(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("category_has_code", {"code": ""}),
        ("category_has_name", {"name": ""}),
        ("category_code_tells_its_kind", {"kind": "component"}),
        ("category_code_tells_its_kind", {"code": "B01"}),
        ("category_file_limit_whole", {"file_amount": 3}),
        ("category_dispatch_limit_whole", {"dispatch_unit": "working_days"}),
        ("category_handle_limit_whole", {"handle_amount": 0, "handle_unit": "working_days"}),
        ("category_verify_limit_whole", {"verify_amount": 366, "verify_unit": "working_days"}),
        ("category_call_back_limit_whole", {"call_back_amount": 1, "call_back_unit": "moons"}),
    ],
)
def test_categories_are_whole(name, fields):
    category = a_category("t")
    refused(name, lambda: Category.objects.filter(pk=category.pk).update(**fields))


@pytest.mark.django_db
def test_a_category_is_not_its_own_parent():
    category = a_category("t")
    refused(
        "category_not_its_own_parent",
        lambda: Category.objects.filter(pk="t").update(parent=category),
    )

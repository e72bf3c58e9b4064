"""Every rule of the tables, broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lingdang.places.testing import a_district
from lingdang.standards.models import (
    BookVersion,
    Category,
    Edition,
    Limit,
    OldCode,
    PlaceClass,
    Scheme,
    Standard,
    StreetClass,
)
from lingdang.standards.testing import a_category, an_edition, some_schemes


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


MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def standard(db):
    a_category("06010")
    return an_edition([{"code": "06010"}, {"code": "06010", "condition": "很多"}]).standards.first()


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        ("edition_has_name", Edition, {"name": ""}),
        ("edition_valid_whole", Edition, {"valid": (MAY, MAY)}),
        ("edition_valid_whole", Edition, {"valid": (None, MAY)}),
        ("standard_counts_from_one", Standard, {"number": 0}),
        ("standard_number_once", Standard, {"number": 7}),
        ("standard_says_when", Standard, {"condition": ""}),
        ("standard_says_when", Standard, {"closing": ""}),
        ("limit_whole", Limit, {"amount": 0}),
        ("limit_whole", Limit, {"amount": 366}),
        ("limit_whole", Limit, {"unit": "moons"}),
        ("limit_whole", Limit, {"purpose": "wait"}),
    ],
)
def test_standards_are_whole(standard, name, model, fields):
    refused(name, lambda: model.objects.update(**fields))


def test_one_edition_is_in_force_on_a_day(standard):
    refused("edition_one_in_force", lambda: Edition.objects.create(name="又一", valid=(MAY, JUNE)))


def test_a_purpose_has_one_limit_a_class(standard):
    again = Limit(standard=standard, purpose="handle", amount=1, unit="working_days", written="1天")
    refused("limit_of_a_purpose_once", again.save)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        ("scheme_has_name", Scheme, {"name": ""}),
        ("street_class_has_name", StreetClass, {"name": ""}),
        ("street_class_key_form", StreetClass, {"code": "Z"}),
        ("street_class_rank_once", StreetClass, {"rank": 1}),
    ],
)
def test_schemes_are_whole(name, model, fields):
    some_schemes()
    refused(name, lambda: model.objects.update(**fields))


@pytest.mark.django_db
def test_a_place_has_one_class_of_a_scheme_on_a_day():
    some_schemes()
    place = a_district().grid

    def given(key, *days):
        return PlaceClass.objects.create(place=place, street_class_id=key, valid=days)

    given("abc:A", MAY, JUNE)
    given("streets:strict", MAY, None)
    refused("place_class_one_a_day", lambda: given("abc:B", MAY, None))
    refused("place_class_valid_whole", lambda: given("abc:B", JUNE, JUNE))


@pytest.mark.django_db
def test_old_codes_are_whole_and_once():
    OldCode.objects.create(kind="matter", code="0110", name="暴露生活垃圾")
    refused(
        "old_code_once", lambda: OldCode.objects.create(kind="matter", code="0110", name="又一")
    )
    refused("old_code_whole", lambda: OldCode.objects.update(name=""))


@pytest.mark.django_db
def test_the_book_has_one_version():
    refused("book_version_is_one", lambda: BookVersion.objects.create(id=2))

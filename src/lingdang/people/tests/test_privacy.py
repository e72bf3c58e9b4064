import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from lingdang.people import privacy
from lingdang.people.errors import PhoneNotValid


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again(text):
    assert privacy.decrypt(privacy.encrypt(text)) == text


def test_equal_texts_are_sealed_differently():
    assert privacy.encrypt("张三") != privacy.encrypt("张三")


def test_a_sealed_text_does_not_contain_the_plain_one():
    assert "13800001234" not in privacy.encrypt("13800001234")


def test_an_altered_text_does_not_open():
    sealed = privacy.encrypt("张三")
    altered = sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]
    with pytest.raises(InvalidTag):
        privacy.decrypt(altered)


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    settings.PERSONAL_DATA_KEYS = ["old"]
    before = privacy.encrypt("张三")
    settings.PERSONAL_DATA_KEYS = ["new", "old"]
    assert privacy.decrypt(before) == "张三"
    assert not privacy.is_current(before)
    assert privacy.is_current(privacy.encrypt("张三"))
    settings.PERSONAL_DATA_KEYS = ["new"]
    with pytest.raises(KeyError):
        privacy.decrypt(before)


def test_the_blind_index_is_stable_and_keyed(settings):
    settings.PERSONAL_INDEX_KEY = "one"
    index = privacy.blind_index("张三")
    assert privacy.blind_index("张三") == index
    assert len(index) == 64
    settings.PERSONAL_INDEX_KEY = "two"
    assert privacy.blind_index("张三") != index


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("138 0000 1234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("008613800001234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0375-2345678", "03752345678"),
        ("(0375)2345678", "03752345678"),
        ("12345", "12345"),
        ("+852 6123 4567", "+85261234567"),
    ],
)
def test_a_number_has_one_spelling(typed, normal):
    assert privacy.normal_phone(typed) == normal


@pytest.mark.parametrize("typed", ["", "abc", "1380000123", "138000012345", "23800001234", "+0123"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(PhoneNotValid):
        privacy.normal_phone(typed)


def test_a_number_is_found_however_it_was_typed():
    assert privacy.phone_index("138 0000 1234") == privacy.phone_index("+8613800001234")


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800001234", "138****1234"),
        ("03752345678", "037****5678"),
        ("2345678", "2****78"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_numbers_are_masked(phone, masked):
    assert privacy.mask_phone(phone) == masked


@pytest.mark.parametrize(("name", "masked"), [("张三", "张*"), ("欧阳小明", "欧*"), ("", "")])
def test_names_are_masked(name, masked):
    assert privacy.mask_name(name) == masked

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State, file_case
from lingdang.cases.testing import a_case, cast
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.places.testing import a_district
from lingdang.standards.public import Category
from lingdang.standards.testing import some_categories
from lingdang.suggestions.facts import CategoriesLearned
from lingdang.suggestions.models import Version
from lingdang.suggestions.policies import LEARN
from lingdang.suggestions.public import current_version, suggest_categories, versions
from lingdang.suggestions.services import learn_categories, learning_is_due

pytestmark = pytest.mark.django_db
LEARNER = Actor.process("test", LEARN)


@pytest.fixture
def district():
    some_categories()
    return a_district()


def test_before_anything_is_learned_nothing_is_suggested(district):
    assert current_version() is None
    assert suggest_categories("电梯坏了") == []


def test_on_its_first_day_a_district_is_answered_from_our_own_sentences(district):
    assert learning_is_due(timezone.now())
    version = learn_categories(by=LEARNER)
    assert (version.cases, version.judged["texts"]) == (0, 0)
    first = suggest_categories("电梯停在半路，老人困在里面")[0]
    assert (first.code, first.name) == ("property-lift", "电梯故障")
    assert "电梯" in first.words
    assert not learning_is_due(timezone.now())


def test_what_it_does_not_know_it_does_not_say(district):
    learn_categories(by=LEARNER)
    assert suggest_categories("") == []
    assert not any(found.sure for found in suggest_categories("嗯嗯哈哈"))


def test_the_districts_own_cases_teach_it(district):
    theirs = Category.objects.get(code="other-help")
    for number in range(12):
        a_case(State.CLOSED, category=theirs, description=f"申请喜鹊套餐第{number}份")
    learn_categories(by=LEARNER)
    assert suggest_categories("想要喜鹊套餐")[0].code == "other-help"
    assert current_version().cases == 12


def test_what_a_handler_puts_right_weighs_more():
    people = cast()
    some_categories()
    wrong, right = (Category.objects.get(code=code) for code in ("06012", "06011"))
    case = a_case(category=wrong, place=people.ground.village, description="喜鹊灶台冒烟")
    file_case(case_id=case.pk, category_code=right.code, by=people.dispatcher)
    learn_categories(by=LEARNER)
    assert current_version().corrected == 1
    assert suggest_categories("喜鹊灶台冒烟")[0].code == right.code


def test_a_new_version_takes_over_and_old_files_go(district):
    for _ in range(7):
        learn_categories(by=LEARNER)
    made = list(Version.objects.order_by("pk"))
    assert [version.current for version in made] == [False] * 6 + [True]
    assert [version.content is None for version in made] == [True] * 2 + [False] * 5
    assert versions().first() == made[-1] == current_version()
    assert Fact.objects.filter(name=CategoriesLearned.name).count() == 7


def test_learning_is_due_when_enough_came_or_a_day_is_over(district):
    learn_categories(by=LEARNER)
    a_case(State.CLOSED, category=Category.objects.get(code="06012"))
    assert not learning_is_due(timezone.now())
    assert learning_is_due(timezone.now() + timedelta(hours=25))


def test_a_withdrawn_report_teaches_nothing(district):
    a_case(State.WITHDRAWN, category=Category.objects.get(code="06012"), description="喜鹊")
    assert learn_categories(by=LEARNER).cases == 0


def test_nobody_but_the_worker_has_it_learn(district):
    with pytest.raises(NotAllowed):
        learn_categories(by=ANYONE)


def test_two_versions_are_never_current(district):
    version = learn_categories(by=LEARNER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            made_at=version.made_at, current=True, content=b"x", size=1, texts=1, cases=0,
            corrected=0, categories=2, judged={}, learned_to=0,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(content=None)

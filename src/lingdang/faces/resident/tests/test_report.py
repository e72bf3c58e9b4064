from io import BytesIO
from uuid import uuid4

from lingdang.cases.public import Case, contact_of
from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import jpeg_bytes
from lingdang.faces.resident.tests.conftest import HERE

COLOURS = ["red", "green", "blue", "teal", "gold", "pink", "navy", "gray", "lime", "cyan"]


def picture(colour="red", name="a.jpg"):
    file = BytesIO(jpeg_bytes(colour=colour))
    file.name = name
    return file


def report(client, **more):
    return client.post("/report/", {"key": str(uuid4()), "description": "垃圾没人收", **more})


def upload(client, colour="red", key=None):
    return client.post("/report/photo/", {"file": picture(colour), "key": key or uuid4().hex})


def test_a_few_words_are_a_report(client, people):
    answer = report(client, **HERE)
    case = Case.objects.get()
    assert (case.description, case.place_id) == ("垃圾没人收", people.ground.grid.pk)
    assert client.get(answer["Location"]).status_code == 200


def test_sent_twice_it_is_one_case(client, people):
    key = str(uuid4())
    places = [report(client, key=key, photos=[picture()], **HERE)["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Case.objects.count() == 1
    assert len(photos_of(Case.objects.get().subject)) == 1


def test_another_report_under_the_same_key_is_refused(client, people):
    key = str(uuid4())
    report(client, key=key)
    assert report(client, key=key, description="路灯不亮").status_code == 409
    assert Case.objects.count() == 1


def test_photographs_come_with_the_form_where_there_is_no_script(client, people):
    report(client, photos=[picture("red"), picture("blue")])
    assert len(photos_of(Case.objects.get().subject)) == 2


def test_photographs_go_up_before_the_form(client, people):
    tokens = [upload(client, colour).json()["photo"] for colour in ("red", "blue")]
    report(client, photo=tokens, description="")
    assert len(photos_of(Case.objects.get().subject)) == 2


def test_a_photograph_sent_twice_under_one_key_is_one(client, people):
    first, again = (upload(client, key="k1").json()["photo"].split(":")[0] for _ in range(2))
    assert first == again


def test_nobody_adds_a_photograph_by_guessing(client, people):
    upload(client)
    report(client, photo=["1", "WzEsIngiXQ:forged:token"])
    assert photos_of(Case.objects.get().subject) == []


def test_ten_photographs_are_refused_and_the_words_kept(client, people):
    answer = report(client, photos=[picture(colour) for colour in COLOURS])
    assert answer.status_code == 422
    assert "最多 9 张" in answer.text
    assert "垃圾没人收" in answer.text
    assert not Case.objects.exists()


def test_a_file_that_is_no_photograph_is_named_and_the_others_stay(client, people):
    poison = BytesIO(b"not a photograph")
    poison.name = "a.jpg"
    answer = report(client, photos=[picture(), poison])
    assert answer.status_code == 422
    assert answer.text.count('name="photo" value="') == 1
    assert not Case.objects.exists()


def test_an_upload_that_is_no_photograph_says_so(client, people):
    answer = client.post(
        "/report/photo/",
        {"file": BytesIO(b"no"), "key": "k"},
        headers={"accept": "application/json"},
    )
    assert answer.status_code in {415, 422}
    assert answer.json()["title"]


def test_nothing_to_report_is_asked_again(client, people):
    answer = report(client, description=" ")
    assert answer.status_code == 422
    assert "请用几个字说明" in answer.text
    assert not Case.objects.exists()


def test_a_wrong_number_is_said_at_its_field(client, people):
    answer = report(client, contact_phone="12")
    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert not Case.objects.exists()


def test_an_unknown_category_is_said(client, people):
    assert report(client, category="no-such").status_code == 422


def test_without_my_name_nothing_of_me_is_kept(people, sign_in):
    client = sign_in(people.resident)
    answer = report(client, anonymous="1", contact_name="王芳", contact_phone="13812345678")
    case = Case.objects.get()
    assert (case.reporter_id, contact_of(case).phone, case.anonymous) == (None, "", True)
    assert client.get(answer["Location"]).status_code == 200


def test_words_for_a_place_are_enough(client, people):
    report(client, address="3号楼门口", place=people.ground.village.pk)
    case = Case.objects.get()
    assert (case.address, case.place_id) == ("3号楼门口", people.ground.village.pk)


def test_the_form_comes_back_with_what_was_said(client, people):
    answer = report(client, description="", address="3号楼门口", contact_name="王芳", **HERE)
    assert answer.status_code == 422
    for kept in ("3号楼门口", "王芳", "113.305", "建业社区 第一网格"):
        assert kept in answer.text

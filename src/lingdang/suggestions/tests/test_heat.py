from datetime import UTC, datetime, timedelta

from lingdang.suggestions.heat import Message, heat_of, matters_of

DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)
MIXER = [
    "丽景新城小区附近搅拌站噪音扰民，粉尘很大",
    "投诉丽景新城旁边搅拌站夜间施工噪音",
    "丽景新城搅拌站粉尘污染，请求搬走搅拌站",
]
OTHERS = ["公交车发车时间太长", "请问医保卡如何补办", "学校门口建议装红绿灯"]


def messages(*texts, votes=0, hours=24):
    return [
        Message(text, DAY + timedelta(hours=hours * number), votes)
        for number, text in enumerate(texts)
    ]


def test_what_many_tell_is_one_matter_and_the_hottest():
    found = matters_of(messages(*OTHERS, *MIXER))
    first = found[0]
    assert set(first.members) == {3, 4, 5}
    assert "搅拌站" in first.words
    assert first.place.startswith("丽景新城")
    assert first.days == 3
    assert len(found) == 4


def test_every_message_belongs_to_one_matter():
    found = matters_of(messages(*OTHERS, *MIXER))
    assert sorted(row for matter in found for row in matter.members) == list(range(6))


def test_one_message_on_which_hundreds_vote_is_hot_too():
    quiet = messages(*MIXER)
    loud = Message(OTHERS[0], DAY, votes=900)
    assert matters_of([*quiet, loud])[0].members == (3,)


def test_the_closer_together_the_hotter():
    soon = [DAY, DAY + timedelta(hours=1), DAY + timedelta(hours=2)]
    late = [DAY, DAY + timedelta(days=40), DAY + timedelta(days=90)]
    assert heat_of(soon, 0) > heat_of(late, 0)
    assert heat_of(soon, 100) > heat_of(soon, 0)


def test_the_most_that_is_asked_for_and_nothing_of_nothing():
    assert len(matters_of(messages(*OTHERS, *MIXER), most=2)) == 2
    assert matters_of([]) == []
    assert len(matters_of(messages("", "的"))) == 2

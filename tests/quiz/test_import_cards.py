"""A question of a file in words: place, key, what is wrong, what would change."""

import pytest
from django.utils.translation import override

from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadOption, ReadQuestion
from quiz.importing.kinds_asked import KINDS_ASKED
from quiz.importing.wording import messages
from quiz.presenters import import_cards as cards
from quiz.presenters import importing as words

ONE = ReadQuestion(
    place=Place(4, "Câu hỏi"),
    kind="single",
    stem="Câu?",
    options=(ReadOption("Một", True), ReadOption("Hai")),
    explanation="Vì thế.",
    topic="Chung",
)


@pytest.fixture(autouse=True)
def _vietnamese():
    with override("vi"):
        yield


def test_problems_stand_in_the_order_of_their_gravity():
    found = [Problem(kind, "check_x", Place(1)) for kind in (NOTICE, ERROR, WARNING)]
    assert [one["severity"] for one in cards.problems(found)] == [ERROR, WARNING, NOTICE]


def test_signs_are_those_that_people_will_see():
    def signs(kind):
        return [
            one["sign"] for one in cards.options(ReadQuestion(ONE.place, kind, "Câu?", ONE.options))
        ]

    assert signs("single") == ["A.", "B."]
    assert signs("") == ["A.", "B."]
    assert signs("ordering") == ["1.", "2."]
    assert signs("matching") == ["•", "•"]


def test_accepted_answers_are_not_marked_as_choices():
    question = ReadQuestion(ONE.place, "short_text", "Câu?", (ReadOption("Hà Tĩnh", True),))
    assert cards.question(question)["is_accepted"]
    assert not cards.options(question)[0]["is_right"]


def test_only_what_differs_is_a_change():
    after = ReadQuestion(
        ONE.place, "single", "Câu?", (ReadOption("Một"), ReadOption("Hai", True)), topic="Chung"
    )
    changed = cards.changes(ONE, after)
    assert [one["before"] for one in changed] == ["Một (đáp án đúng)", "Hai"]


def test_an_option_that_is_gone_is_a_change():
    after = ReadQuestion(ONE.place, "single", "Câu?", ONE.options[:1], topic="Chung")
    assert [(one["before"], one["after"]) for one in cards.changes(ONE, after)] == [("Hai", "")]


def test_the_steps_tell_how_far_a_file_has_come():
    for state, done in (("reading", 0), ("draft", 1), ("applied", 3), ("published", 5)):
        steps = words.steps(state)
        assert sum(step["is_done"] for step in steps) == done
        assert sum(step["is_current"] for step in steps) == (done < 5)
    assert words.steps("refused") == []
    assert words.steps("discarded") == []


def test_the_picture_has_every_question_once():
    counts = {"total": 9, "moi": 4, "thay-doi": 1, "da-co": 2, "lap": 0, "bo-qua": 1, "loi": 1}
    picture = words.picture(counts)
    assert picture["total"] == counts["total"]
    assert [part["start"] for part in picture["parts"]] == [0, 4, 5, 7, 8]


def test_whoever_is_told_to_choose_a_kind_gets_buttons_for_it():
    asking = ("another kind", "choose its kind", "choose «several", "choose that kind")
    with override("en"):
        advised = {
            code
            for code, said in messages().items()
            if any(words in str(said.advice) for words in asking)
        }
    assert advised - {"xml_essay", "xml_cloze", "xml_calculated", "xml_kind_unknown"} <= {
        *KINDS_ASKED
    }
    assert set(KINDS_ASKED) <= set(messages())


@pytest.mark.parametrize("code", KINDS_ASKED)
def test_a_kind_is_asked_until_somebody_has_settled_it(code):
    def offered(severity, *, is_settled):
        found = Problem(severity, code, Place(1))
        return [one["value"] for one in cards.problem(found, is_settled=is_settled)["kinds"]]

    assert offered(ERROR, is_settled=True) == offered(WARNING, is_settled=False) != []
    assert offered(WARNING, is_settled=True) == []

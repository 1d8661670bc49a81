"""What counts as right after a repair, for any question and any answer."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.correction import (
    Act,
    accepted,
    acts_for,
    corrected,
    correction_faults,
    counts,
    mark,
    shown,
)
from quiz.marking import outcome
from quiz.types import Item, type_of

IDS = ["a", "b", "c", "d"]


def item(*right, rule="all_or_nothing", texts=None, correction=None):
    options = [
        {"id": pk, "text": (texts or {}).get(pk, pk.upper()), "is_correct": pk in right}
        for pk in IDS
    ]
    return Item(options=options, marking_rule=rule, correction=correction)


def forms(*texts):
    return Item([{"id": text, "text": text, "is_correct": True} for text in texts])


def after(before, act, **what):
    return replace(before, correction=corrected(before, Act(act), **what))


keys = st.sets(st.sampled_from(IDS), min_size=1).map(sorted)
answers = st.lists(st.sampled_from(IDS), unique=True)
several = st.builds(
    lambda right, rule: item(*right, rule=rule),
    keys,
    st.sampled_from(["all_or_nothing", "partial"]),
)


class TestMarking:
    @pytest.mark.parametrize(
        ("act", "keys_", "answer", "expected"),
        [
            ("accept", [["b"]], ["a"], 1),
            ("accept", [["b"]], ["b"], 1),
            ("accept", [["b"]], ["c"], 0),
            ("change", [["b"]], ["a"], 0),
            ("change", [["b"]], ["b"], 1),
            ("void", [], ["a"], None),
            ("void", [], [], None),
        ],
    )
    def test_one_right_answer(self, act, keys_, answer, expected):
        assert mark("single", after(item("a"), act, keys=keys_), answer) == expected

    def test_a_further_set_is_right_as_a_whole(self):
        ways = after(item("a", "b"), "accept", keys=[["a", "c"]])
        assert mark("multiple", ways, ["a", "b"]) == 1
        assert mark("multiple", ways, ["c", "a"]) == 1
        assert mark("multiple", ways, ["a", "b", "c"]) == 0

    def test_texts_are_added_or_replaced(self):
        more = after(forms("Hà Tĩnh"), "accept", forms=["Kỳ Anh"])
        assert mark("short_text", more, ["ha tinh"]) == mark("short_text", more, ["ky anh"]) == 1
        other = after(forms("Hà Tĩnh"), "change", forms=["Kỳ Anh"])
        assert mark("short_text", other, ["ha tinh"]) == 0

    def test_numbers_keep_their_tolerance(self):
        more = after(replace(forms("30"), tolerance=1), "accept", forms=["45"])
        assert [mark("number", more, [n]) for n in ("31", "44", "47")] == [1, 1, 0]

    def test_matching_can_only_be_voided(self):
        assert acts_for("matching") == acts_for("ordering") == [Act.VOID]
        assert acts_for("survey") == acts_for("text_block") == []

    @given(several, answers, st.booleans())
    def test_without_a_correction_the_type_decides(self, question, answer, negative):
        expected = type_of("multiple").mark(question, answer, negative=negative)
        assert mark("multiple", question, answer, negative=negative) == expected

    @given(several, st.lists(keys, min_size=1, max_size=3), answers, st.booleans())
    def test_accepting_more_never_lowers_a_mark(self, question, more, answer, negative):
        before = mark("multiple", question, answer, negative=negative)
        now = mark("multiple", after(question, "accept", keys=more), answer, negative=negative)
        assert before <= now <= 1

    @given(several, st.lists(keys, min_size=1, max_size=3))
    def test_whoever_gave_an_accepted_set_has_the_full_mark(self, question, more):
        repaired = after(question, "accept", keys=more)
        assert all(mark("multiple", repaired, key) == 1 for key in more)

    @given(several, st.sampled_from(["accept", "change", "void"]), keys, answers)
    def test_repairing_twice_is_repairing_once(self, question, act, key, answer):
        once = after(question, act, keys=[key])
        twice = after(once, act, keys=[key])
        assert mark("multiple", once, answer) == mark("multiple", twice, answer)

    @given(several, keys, keys, answers)
    def test_a_changed_key_forgets_what_was_decided_before(self, question, first, last, answer):
        one = after(after(question, "accept", keys=[first]), "change", keys=[last])
        assert mark("multiple", one, answer) == mark(
            "multiple", after(question, "change", keys=[last]), answer
        )

    @given(several, keys, answers)
    def test_accepting_after_voiding_counts_again(self, question, key, answer):
        again = after(after(question, "void"), "accept", keys=[key])
        assert counts("multiple", again)
        assert mark("multiple", again, answer) == mark(
            "multiple", after(question, "accept", keys=[key]), answer
        )


marks = st.lists(st.fractions(0, 1, max_denominator=6), min_size=2, max_size=12)


class TestVoiding:
    @given(marks)
    def test_nobody_misses_more_points_than_before(self, every):
        before = outcome(every, maximum=len(every), pass_mark=50)
        now = outcome(every[1:], maximum=len(every) - 1, pass_mark=50)
        assert now.maximum - now.score <= before.maximum - before.score
        assert 0 <= now.score <= now.maximum

    @given(marks)
    def test_who_earned_nothing_there_never_falls(self, every):
        every[0] = Fraction(0)
        before = outcome(every, maximum=len(every), pass_mark=50)
        now = outcome(every[1:], maximum=len(every) - 1, pass_mark=50)
        assert now.score * before.maximum >= before.score * now.maximum
        assert now.is_passed or not before.is_passed

    @given(st.integers(2, 12))
    def test_who_had_everything_still_has(self, size):
        now = outcome([Fraction(1)] * (size - 1), maximum=size - 1, pass_mark=100)
        assert now.is_passed


class TestShown:
    def test_all_that_is_right_now_is_marked(self):
        assert shown(after(item("a"), "accept", keys=[["b"]])).key == {"a", "b"}
        assert shown(after(item("a"), "change", keys=[["b"]])).key == {"b"}
        assert shown(item("a")).key == {"a"}

    def test_texts_are_told(self):
        now = shown(after(forms("Hà Tĩnh"), "accept", forms=["Kỳ Anh"]))
        assert type_of("short_text").solution(now) == "Hà Tĩnh / Kỳ Anh"

    def test_each_way_stands_by_itself(self):
        ways = accepted(after(item("a", "b"), "accept", keys=[["c"]]))
        assert [way.key for way in ways] == [{"a", "b"}, {"c"}]


@pytest.mark.parametrize(
    ("kind", "before", "act", "chosen", "fault"),
    [
        ("single", item("a"), "change", {"keys": [["b"]]}, None),
        ("single", item("a"), "change", {"keys": [["a"]]}, "no_change"),
        ("single", item("a"), "accept", {"keys": [["a"]]}, "no_change"),
        ("single", item("a"), "change", {"keys": []}, "nothing_chosen"),
        ("single", item("a"), "change", {"keys": [["b", "c"]]}, "not_exactly_one"),
        ("single", item("a"), "change", {"keys": [["x"]]}, "unknown_option"),
        ("multiple", item("a"), "change", {"keys": [["b", "c"]]}, None),
        ("multiple", item("a", "b"), "change", {"keys": [["b", "a"]]}, "no_change"),
        ("short_text", forms("A b"), "accept", {"forms": ["a  B"]}, "no_change"),
        ("short_text", forms("A b"), "change", {"forms": [" "]}, "nothing_chosen"),
        ("short_text", forms("A"), "change", {"forms": ["x" * 300]}, "form_too_long"),
        ("number", forms("3"), "change", {"forms": ["ba"]}, "not_a_number"),
        ("number", forms("3"), "accept", {"forms": ["4"]}, None),
        ("matching", item("a"), "change", {"keys": [["b"]]}, "not_for_kind"),
        ("survey", item(), "void", {}, "not_for_kind"),
        ("single", item("a"), "void", {}, None),
        ("single", item("a", correction={"is_void": True}), "void", {}, "no_change"),
        ("single", item("a", correction={"is_void": True}), "change", {"keys": [["a"]]}, None),
    ],
)
def test_what_repairs_nothing_is_named(kind, before, act, chosen, fault):
    found = correction_faults(
        kind, before, Act(act), chosen.get("keys", []), chosen.get("forms", [])
    )
    assert found == ([fault] if fault else [])

"""Who changes places when results change."""

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quiz.ranking import Standing, places
from quiz.repair.effects import Result, Sat, is_swap, quiz_effects

START = datetime.datetime(2026, 11, 2, 8, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def sat(pk, score, *, person=None, number=1, minutes=10, quiz=1, maximum=10):
    result = Result(Decimal(score), Decimal(maximum), score * 2 >= maximum)
    finished = START + minutes * MINUTE
    return Sat(pk, quiz, person or pk, number, START, finished, result)


def result(score, maximum=10):
    return Result(Decimal(score), Decimal(maximum), score * 2 >= maximum)


def effect(attempts, after, method="best"):
    return quiz_effects(attempts, after, {1: method})[0]


class TestPlaces:
    def standing(self, share, minutes=10, at=0):
        return Standing(Decimal(share), minutes * MINUTE, START + at * MINUTE)

    def test_score_then_time_then_hand_in(self):
        order = {
            1: self.standing(80, 9),
            2: self.standing(90, 30),
            3: self.standing(80, 8, at=5),
            4: self.standing(80, 8, at=1),
        }
        assert places(order) == {2: 1, 4: 2, 3: 3, 1: 4}

    def test_equals_share_a_place_and_the_next_is_left_out(self):
        order = {1: self.standing(80), 2: self.standing(80), 3: self.standing(70)}
        assert places(order) == {1: 1, 2: 1, 3: 3}

    @given(st.dictionaries(st.integers(1, 50), st.tuples(st.integers(0, 9), st.integers(0, 3))))
    def test_as_many_stand_ahead_as_the_place_says(self, found):
        order = {pk: self.standing(*values) for pk, values in found.items()}
        for pk, place in places(order).items():
            ahead = sum(other.order < order[pk].order for other in order.values())
            assert place == ahead + 1


class TestEffects:
    def test_up_down_and_over_the_pass_mark(self):
        attempts = [sat(1, 4), sat(2, 5), sat(3, 9), sat(4, 2)]
        found = effect(attempts, {1: result(5), 2: result(4), 3: result(9)})
        assert (found.up, found.down) == ([1], [2])
        assert (found.to_passed, found.to_failed) == ([1], [2])
        assert (found.attempts, found.changed) == (3, 2)

    def test_only_the_attempt_that_counts_moves_a_person(self):
        attempts = [sat(1, 3, person=7), sat(2, 8, person=7, number=2)]
        found = effect(attempts, {1: result(5)})
        assert (found.changed, found.up, found.to_passed) == (1, [], [])
        found = effect(attempts, {1: result(5)}, method="first")
        assert (found.up, found.to_passed) == ([7], [7])

    def test_another_attempt_may_come_to_count(self):
        attempts = [sat(1, 8, person=7), sat(2, 7, person=7, number=2)]
        found = effect(attempts, {1: result(6)})
        assert found.down == [7]

    def test_first_and_second_change_places(self):
        found = effect([sat(1, 9), sat(2, 8), sat(3, 1)], {1: result(7)})
        assert found.moves == [(2, 2, 1), (1, 1, 2)]
        assert is_swap(found.moves) == (1, 2)

    def test_a_move_of_three_is_no_swap(self):
        found = effect([sat(1, 9), sat(2, 8), sat(3, 7)], {1: result(6)})
        assert is_swap(found.moves) is None
        assert is_swap([]) is None

    @given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), max_size=12))
    def test_the_parts_add_up(self, scores):
        attempts = [sat(pk, before) for pk, (before, _after) in enumerate(scores, start=1)]
        after = {pk: result(score) for pk, (_before, score) in enumerate(scores, start=1)}
        for found in quiz_effects(attempts, after, {1: "best"}):
            assert len(found.up) + len(found.down) == found.changed
            assert not set(found.up) & set(found.down)
            assert set(found.to_passed) <= set(found.up)
            assert set(found.to_failed) <= set(found.down)

    def test_the_same_results_change_nothing(self):
        attempts = [sat(1, 9), sat(2, 8)]
        found = effect(attempts, {one.pk: one.result for one in attempts})
        assert (found.changed, found.up, found.down, found.moves) == (0, [], [], [])

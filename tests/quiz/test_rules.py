"""The pure rules: marking, the draw, which attempt counts, what makes a question sound."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.drawing import Choice, PoolTooSmallError, Quota, draw, letter, order_options
from quiz.grading import BEST, FIRST, LAST, Finished, counting
from quiz.marking import marks_needed, outcome, percent, stored
from quiz.rules import Fault, Row
from quiz.types import Item, Tokens, type_of
from quiz.versions import Option, content_hash, with_known_ids

ids = st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=8)
seeds = st.integers(0, 2**32)


def item(options, key):
    return Item([{"id": option, "text": option, "is_correct": option in key} for option in options])


def chi_square(counts, times):
    """How far counts are from being equal, in the measure of chance."""
    expected = times / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts.values())


class TestMarking:
    @given(options=ids, data=st.data())
    def test_only_the_exact_key_gains(self, options, data):
        key = data.draw(st.sets(st.sampled_from(options))) if options else set()
        chosen = data.draw(st.sets(st.sampled_from(options))) if options else set()
        expected = 1 if key and chosen == key else 0
        assert type_of("multiple").mark(item(options, key), list(chosen)) == expected

    @given(options=ids, data=st.data())
    def test_the_order_of_answers_does_not_matter(self, options, data):
        key = options[: len(options) // 2]
        chosen = data.draw(st.permutations(key))
        assert type_of("multiple").mark(item(options, key), chosen) == bool(key)

    def test_an_unknown_kind_marks_nothing(self):
        with pytest.raises(KeyError):
            type_of("generous")

    @given(right=st.integers(0, 60), extra=st.integers(0, 60), pass_mark=st.integers(0, 100))
    def test_the_marks_needed_are_the_least_that_pass(self, right, extra, pass_mark):
        total = right + extra
        marks = [Fraction(1)] * right + [Fraction(0)] * extra
        result = outcome(marks, maximum=Decimal(total), pass_mark=pass_mark)
        assert result.score == right
        assert result.is_passed == (right >= marks_needed(Decimal(total), pass_mark))

    def test_two_thirds_are_exact(self):
        result = outcome([Fraction(1)] * 2, maximum=3, pass_mark=67)
        assert not result.is_passed
        assert stored(result.score * 100 / result.maximum) == Decimal("66.666667")

    def test_percent_of_nothing_is_nothing(self):
        assert percent(Decimal(0), Decimal(0)) == 0

    @pytest.mark.parametrize(
        ("posted", "several", "expected"),
        [
            (["b"], False, ["b"]),
            ([], False, []),
            (["b", "b"], False, ["b"]),
            (["b", "a"], True, ["a", "b"]),
            (["a", "b"], False, None),
            (["x"], True, None),
            ([""], False, None),
        ],
    )
    def test_what_can_be_an_answer(self, posted, several, expected):
        kind = type_of("multiple" if several else "single")
        own = Tokens(options={option: option for option in "abc"})
        assert kind.parse(posted, item("abc", "a"), own) == expected


class TestDraw:
    @given(
        fixed=st.lists(st.integers(0, 20), max_size=6),
        sizes=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6)), max_size=4),
        shuffle=st.booleans(),
        seed=seeds,
    )
    def test_quotas_are_kept_and_nothing_comes_twice(self, fixed, sizes, shuffle, seed):
        quotas = [
            Quota([100 * place + number for number in range(size)], count)
            for place, (size, count) in enumerate(sizes, start=1)
        ]
        assume(all(len(quota.pool) >= quota.count for quota in quotas))
        drawn = draw(fixed=fixed, quotas=quotas, shuffle=shuffle, chance=Random(seed))
        assert len(drawn) == len(set(drawn))
        assert set(fixed) <= set(drawn)
        for quota in quotas:
            assert len(set(drawn) & set(quota.pool)) == quota.count
        if not shuffle:
            assert drawn[: len(set(fixed))] == list(dict.fromkeys(fixed))

    @given(pool=st.sets(st.integers(0, 30), min_size=2, max_size=12), seed=seeds)
    def test_fixed_questions_are_not_drawn_again(self, pool, seed):
        fixed, *rest = sorted(pool)
        quota = Quota(sorted(pool), len(rest))
        drawn = draw(fixed=[fixed], quotas=[quota], shuffle=True, chance=Random(seed))
        assert sorted(drawn) == sorted(pool)

    def test_a_small_pool_is_an_error(self):
        with pytest.raises(PoolTooSmallError):
            draw(fixed=[1], quotas=[Quota([1, 2], 2)], shuffle=False, chance=Random(1))

    def test_every_question_has_the_same_chance(self):
        chance = Random(7)
        counts = Counter(
            number
            for _ in range(6000)
            for number in draw(fixed=[], quotas=[Quota(range(6), 2)], shuffle=False, chance=chance)
        )
        assert all(abs(count - 2000) < 200 for count in counts.values())

    def test_every_pair_has_the_same_chance(self):
        chance, times = Random(11), 6000
        pairs = Counter(
            tuple(draw(fixed=[], quotas=[Quota(range(6), 2)], shuffle=True, chance=chance))
            for _ in range(times)
        )
        assert len(pairs) == 30
        assert chi_square(pairs, times) < 58.3  # 29 degrees of freedom, one in a thousand

    def test_every_order_of_options_has_the_same_chance(self):
        chance, times = Random(13), 6000
        choices = [Choice(name) for name in "abcd"]
        orders = Counter(
            tuple(order_options(choices, shuffle=True, chance=chance)) for _ in range(times)
        )
        assert len(orders) == 24
        assert chi_square(orders, times) < 49.7  # 23 degrees of freedom, one in a thousand

    @given(
        fixed=st.lists(st.integers(0, 20), unique=True, max_size=8),
        kept=st.sets(st.integers(0, 20)),
        seed=seeds,
    )
    def test_texts_stay_between_the_questions_where_they_were_put(self, fixed, kept, seed):
        drawn = draw(
            fixed=fixed,
            quotas=[Quota(range(100, 105), 3)],
            shuffle=True,
            chance=Random(seed),
            in_place=kept,
        )
        assert all(drawn[place] == number for place, number in enumerate(fixed) if number in kept)
        assert set(fixed) <= set(drawn)
        assert len(drawn) == len(fixed) + 3

    @given(pins=st.lists(st.booleans(), max_size=8), shuffle=st.booleans(), seed=seeds)
    def test_pinned_options_keep_their_place(self, pins, shuffle, seed):
        choices = [Choice(str(place), is_pinned) for place, is_pinned in enumerate(pins)]
        order = order_options(choices, shuffle=shuffle, chance=Random(seed))
        assert sorted(order) == sorted(choice.id for choice in choices)
        for place, choice in enumerate(choices):
            if choice.is_pinned or not shuffle:
                assert order[place] == choice.id

    def test_the_same_seed_draws_the_same(self):
        draws = [
            draw(fixed=[], quotas=[Quota(range(50), 10)], shuffle=True, chance=Random(3))
            for _ in range(2)
        ]
        assert draws[0] == draws[1]

    @pytest.mark.parametrize(("place", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (28, "AC")])
    def test_letters(self, place, expected):
        assert letter(place) == expected


class TestCounting:
    ATTEMPTS = (
        Finished(2, Decimal(90), is_passed=True),
        Finished(1, Decimal(40), is_passed=False),
        Finished(3, Decimal(90), is_passed=True),
        Finished(4, Decimal(60), is_passed=False),
    )

    @pytest.mark.parametrize(("method", "number"), [(BEST, 2), (FIRST, 1), (LAST, 4)])
    def test_the_method_decides(self, method, number):
        counted = counting(self.ATTEMPTS, method)
        assert counted is not None
        assert counted.number == number

    def test_without_attempts_nothing_counts(self):
        assert counting([], BEST) is None


class TestFaults:
    CASES = [
        ("single", [("Một", True), ("Hai", False)], set()),
        ("single", [("Một", True)], {Fault.TOO_FEW}),
        ("single", [], {Fault.TOO_FEW, Fault.NOT_EXACTLY_ONE}),
        ("single", [("Một", True), ("Hai", True)], {Fault.NOT_EXACTLY_ONE}),
        ("single", [("Một", False), ("Hai", False)], {Fault.NOT_EXACTLY_ONE}),
        ("single", [("Một", True), (" MỘT  ", False)], {Fault.DUPLICATE}),
        ("single", [("Một", True), ("  ", False)], {Fault.EMPTY}),
        ("single", [("Một", True), ("", False), ("", False)], {Fault.EMPTY}),
        ("multiple", [("Một", True), ("Hai", True)], set()),
        ("multiple", [("Một", False), ("Hai", False)], {Fault.NONE_RIGHT}),
        ("true_false", [("Đúng", True), ("Sai", False)], set()),
        ("true_false", [("Đúng", True), ("Sai", False), ("Khác", False)], {Fault.NOT_TWO}),
    ]

    @pytest.mark.parametrize(("kind", "options", "faults"), CASES)
    def test_faults_are_named(self, kind, options, faults):
        rows = [Row(text, is_correct) for text, is_correct in options]
        assert set(type_of(kind).faults(rows)) == faults


class TestVersions:
    @staticmethod
    def option(id_, text):
        return Option(id=id_, text=text, is_correct=False, is_pinned=False)

    def test_ids_follow_the_wording(self):
        before = [self.option("1", "Một"), self.option("2", "Hai")]
        now = [self.option("8", "Hai"), self.option("1", "Một, sửa"), self.option("9", "Mới")]
        assert [option["id"] for option in with_known_ids(now, before)] == ["2", "1", "9"]

    def test_the_same_wording_twice_does_not_take_an_id_twice(self):
        before = [self.option("1", "Một")]
        now = [self.option("8", "Một"), self.option("9", "Một")]
        assert [option["id"] for option in with_known_ids(now, before)] == ["1", "9"]

    @given(st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=5))
    def test_the_digest_depends_on_content_alone(self, content):
        assert content_hash(content) == content_hash(dict(reversed(content.items())))
        assert content_hash(content) != content_hash({**content, "x-another": "y"})

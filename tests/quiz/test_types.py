"""The types of questions: what is posted, kept, marked and said of each kind; pure."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.choices import QuestionKind
from quiz.rules import Fault, Row
from quiz.tokens import tokens_of
from quiz.types import Item, numerals, scored_kinds, type_of

SALT = "0f" * 16
KINDS = list(QuestionKind.values)
SCORED = scored_kinds()
RULES = ["all_or_nothing", "partial"]


def option(id_, text=None, *, is_correct=False, match=""):
    kept = {"id": id_, "text": text or id_, "is_correct": is_correct, "is_pinned": False}
    return {**kept, "match": match} if match else kept


def choices(key, options="abcd", rule="all_or_nothing"):
    return Item([option(one, is_correct=one in key) for one in options], marking_rule=rule)


def pairs(partners, rule="all_or_nothing"):
    options = [option(one, match=other) for one, other in zip("abcdefgh", partners, strict=False)]
    return Item(type_of("matching").kept(options), marking_rule=rule)


def sequence(count, rule="all_or_nothing"):
    return Item(type_of("ordering").kept([option(str(n)) for n in range(count)]), rule)


def forms(*texts):
    return Item(type_of("short_text").kept([option(str(n), t) for n, t in enumerate(texts)]))


def number(*texts, tolerance=None, unit=""):
    options = [option(str(place), text) for place, text in enumerate(texts)]
    return Item(
        type_of("number").kept(options),
        tolerance=None if tolerance is None else Decimal(tolerance),
        unit=unit,
    )


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)


@st.composite
def items(draw, kind):
    """A question of a kind as it could be published."""
    size = draw(st.integers(2, 6))
    if kind == "number":
        options = [option(str(n), str(draw(st.integers(-999, 999)))) for n in range(size)]
    else:
        options = [option(str(n), f"{n}{draw(texts)}", match=f"{n % 3}") for n in range(size)]
    if kind in ("single", "true_false"):
        options[draw(st.integers(0, size - 1))]["is_correct"] = True
    if kind == "multiple":
        for place in draw(st.sets(st.integers(0, size - 1), min_size=1)):
            options[place]["is_correct"] = True
    return Item(
        type_of(kind).kept(options),
        marking_rule=draw(st.sampled_from(RULES)),
        tolerance=draw(st.none() | st.decimals(0, 5, places=2)) if kind == "number" else None,
        unit=draw(st.sampled_from(["", "ngày", "%"])),
    )


def tokens(item):
    return tokens_of(SALT, 3, item.options)


def posted(draw, kind, item):
    """Values as a form of this question could post them, some of them senseless."""
    own = tokens(item)
    left, right = sorted(own.options), sorted(own.matches) or ["x"]
    places = [str(number) for number in range(len(item.options) + 2)]
    value = {
        "matching": st.tuples(st.sampled_from(left or ["x"]), st.sampled_from(right)),
        "ordering": st.tuples(st.sampled_from(left or ["x"]), st.sampled_from(places)),
    }.get(kind)
    if value is not None:
        return draw(st.lists(value.map("=".join), max_size=6))
    if type_of(kind).shows_options:
        return draw(st.lists(st.sampled_from(left), max_size=6))
    if kind in ("number", "prediction"):
        return draw(
            st.lists(st.from_regex(r"-?[0-9]{1,4}([.,][0-9]{1,3})?", fullmatch=True), max_size=1)
        )
    return draw(st.lists(texts, max_size=1))


class TestEveryKind:
    """What holds whatever the kind."""

    @given(data=st.data(), kind=st.sampled_from(KINDS))
    def test_random_text_is_an_answer_none_or_refused(self, data, kind):
        item = data.draw(items(kind))
        values = data.draw(st.lists(st.text(max_size=60), max_size=4))
        answer = type_of(kind).parse(values, item, tokens(item))
        assert answer is None or isinstance(answer, list)
        if answer is not None:
            assert isinstance(type_of(kind).describe(item, answer), str)
            assert 0 <= type_of(kind).mark(item, answer) <= 1

    @given(data=st.data(), kind=st.sampled_from(KINDS))
    def test_what_was_stored_is_posted_again_as_it_was(self, data, kind):
        item = data.draw(items(kind))
        answer = type_of(kind).parse(posted(data.draw, kind, item), item, tokens(item))
        if answer is None:
            return
        again = type_of(kind).values(item, answer, tokens(item))
        assert type_of(kind).parse(again, item, tokens(item)) == answer

    @given(data=st.data(), kind=st.sampled_from(KINDS), negative=st.booleans())
    def test_a_mark_lies_between_nothing_and_one(self, data, kind, negative):
        item = data.draw(items(kind))
        answer = type_of(kind).parse(posted(data.draw, kind, item), item, tokens(item))
        if answer is None:
            return
        mark = type_of(kind).mark(item, answer, negative=negative)
        assert isinstance(mark, Fraction)
        assert (-1 if negative else 0) <= mark <= 1
        assert mark == 0 or type_of(kind).is_scored

    @given(data=st.data(), kind=st.sampled_from(SCORED), negative=st.booleans())
    def test_the_right_answer_earns_exactly_one(self, data, kind, negative):
        item = data.draw(items(kind))
        question_type = type_of(kind)
        right = question_type.right_answer(item)
        assert question_type.mark(item, right, negative=negative) == 1
        values = question_type.values(item, right, tokens(item))
        answer = question_type.parse(values, item, tokens(item))
        assert question_type.mark(item, answer, negative=negative) == 1
        assert question_type.solution(item)

    @given(data=st.data(), kind=st.sampled_from(KINDS), negative=st.booleans())
    def test_no_answer_earns_and_costs_nothing(self, data, kind, negative):
        item = data.draw(items(kind))
        assert type_of(kind).parse([], item, tokens(item)) == []
        assert type_of(kind).mark(item, [], negative=negative) == 0
        assert type_of(kind).describe(item, []) == ""

    @given(data=st.data(), kind=st.sampled_from(["multiple", "matching", "ordering"]))
    def test_the_order_of_posted_values_does_not_matter(self, data, kind):
        item = data.draw(items(kind))
        values = posted(data.draw, kind, item)
        shuffled = data.draw(st.permutations(values))
        own = tokens(item)
        assert type_of(kind).parse(shuffled, item, own) == type_of(kind).parse(values, item, own)

    @pytest.mark.parametrize("kind", KINDS)
    def test_tokens_of_another_question_are_refused(self, kind):
        item = choices("a")
        foreign = tokens_of(SALT, 4, item.options)
        if type_of(kind).shows_options:
            values = [f"{token}=1" if kind == "ordering" else token for token in foreign.options]
            assert type_of(kind).parse(values[:1], item, tokens(item)) is None

    def test_what_is_scored(self):
        assert set(KINDS) - set(SCORED) == {"prediction", "survey", "survey_text", "text_block"}


class TestChoice:
    @pytest.mark.parametrize(
        ("kind", "options", "answer", "negative", "expected"),
        [
            ("single", "abcd", "a", False, 1),
            ("single", "abcd", "b", False, 0),
            ("single", "abcd", "b", True, Fraction(-1, 3)),
            ("single", "abcd", "", True, 0),
            ("single", "abc", "c", True, Fraction(-1, 2)),
            ("true_false", "ab", "b", True, -1),
            ("true_false", "ab", "a", True, 1),
            ("single", "abcd", "a", True, 1),
        ],
    )
    def test_guessing_gains_nothing_where_wrong_answers_cost(
        self, kind, options, answer, negative, expected
    ):
        item = choices("a", options)
        assert type_of(kind).mark(item, list(answer), negative=negative) == expected

    @pytest.mark.parametrize("options", ["ab", "abc", "abcd", "abcdef"])
    def test_a_blind_guess_is_worth_nothing_on_average(self, options):
        marks = [type_of("single").mark(choices("a", options), [o], negative=True) for o in options]
        assert sum(marks) == 0

    @pytest.mark.parametrize(
        ("key", "answer", "negative", "expected"),
        [
            ("ab", "ab", False, 1),
            ("ab", "a", False, Fraction(1, 2)),
            ("ab", "ac", False, Fraction(1, 2)),
            ("ab", "abc", False, Fraction(1, 2)),
            ("ab", "abcd", False, 0),
            ("ab", "cd", False, 0),
            ("abc", "abcd", False, Fraction(2, 3)),
            ("abcd", "abcd", False, 1),
            ("a", "bcd", False, 0),
            ("a", "bcd", True, -1),
            ("ab", "bcd", True, 0),
            ("ab", "", True, 0),
        ],
    )
    def test_shares_and_the_price_of_surplus(self, key, answer, negative, expected):
        item = choices(key, rule="partial")
        assert type_of("multiple").mark(item, list(answer), negative=negative) == expected

    @given(st.integers(2, 8), st.data(), st.sampled_from(RULES))
    def test_ticking_everything_never_earns_everything(self, size, data, rule):
        options = "abcdefgh"[:size]
        key = data.draw(st.sets(st.sampled_from(options), min_size=1))
        mark = type_of("multiple").mark(choices(key, options, rule), list(options))
        assert (mark == 1) is (len(key) == size)

    @given(st.integers(2, 8), st.data())
    def test_one_more_right_tick_never_costs(self, size, data):
        options = "abcdefgh"[:size]
        key = data.draw(st.sets(st.sampled_from(options), min_size=1))
        chosen = data.draw(st.sets(st.sampled_from(options)))
        item = choices(key, options, "partial")
        before = type_of("multiple").mark(item, list(chosen))
        for more in key - chosen:
            assert type_of("multiple").mark(item, [*chosen, more]) >= before

    def test_a_survey_keeps_no_key(self):
        kept = type_of("survey").kept([option("a", is_correct=True), option("b")])
        assert not any(one["is_correct"] for one in kept)

    @pytest.mark.parametrize(
        ("kind", "wanted", "shuffled"),
        [
            ("single", True, True),
            ("single", False, False),
            ("true_false", True, False),
            ("matching", False, False),
            ("ordering", False, True),
        ],
    )
    def test_who_changes_places(self, kind, wanted, shuffled):
        assert type_of(kind).is_shuffled(wanted) is shuffled


class TestShortText:
    ITEM = forms("Một cửa liên thông", "28/KH-SLĐTBXH", "%")

    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("Một cửa liên thông", 1),
            ("  MỘT   CỬA liên thông. ", 1),
            ("mot cua lien thong", 1),
            ("Mo\u0323\u0302t cu\u031b\u0309a lie\u0302n tho\u0302ng", 1),
            ("Một cửa - liên thông!", 1),
            ("28/kh-sldtbxh", 1),
            ("Một cửa", 0),
            ("Một cửa liên thông hiện đại", 0),
            ("%", 1),
            ("≥", 0),
        ],
    )
    def test_case_marks_and_punctuation_do_not_count(self, text, mark):
        answer = type_of("short_text").parse([text], self.ITEM, tokens(self.ITEM))
        assert type_of("short_text").mark(self.ITEM, answer) == mark

    @pytest.mark.parametrize(
        ("values", "answer"),
        [
            ([], []),
            ([""], []),
            ([" \t\r\n "], []),
            (["\x00"], []),
            (["a" * 200], ["a" * 200]),
            (["a" * 201], None),
            (["a", "b"], None),
        ],
    )
    def test_what_can_be_an_answer(self, values, answer):
        assert type_of("short_text").parse(values, self.ITEM, tokens(self.ITEM)) == answer

    def test_what_is_right_names_all_forms(self):
        assert type_of("short_text").solution(forms("Một", "Hai")) == "Một / Hai"

    def test_an_opinion_keeps_its_lines(self):
        answer = type_of("survey_text").parse(["Một\r\nHai\rBa\n"], Item([]), tokens(Item([])))
        assert answer == ["Một\nHai\nBa"]
        assert type_of("survey_text").parse(["a" * 1001], Item([]), tokens(Item([]))) is None


class TestNumerals:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("30", "30"),
            (" 30 ", "30"),
            ("+30", "30"),
            ("-30", "-30"),
            ("−30", "-30"),
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("1,5", "1.5"),
            ("0,5", "0.5"),
            ("1,234", "1.234"),
            ("1.234", "1234"),
            ("12.345", "12345"),
            ("123.456", "123456"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1.234.567,89", "1234567.89"),
            ("1234.5", "1234.5"),
            ("1234,5", "1234.5"),
            ("1234.567", "1234.567"),
            ("0.125", "0.125"),
            ("2.5", "2.5"),
            ("2.50", "2.5"),
            ("1,234.5", "1234.5"),
            ("1,234,567", "1234567"),
            ("1 234 567,8", "1234567.8"),
            ("1\u00a0234", "1234"),
        ],
    )
    def test_readable(self, text, value):
        read = numerals.read(text)
        assert read is not None
        assert (numerals.canonical(read[0]), read[1]) == (value, "")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "năm",
            ",5",
            "1.23.456",
            "1,23,456",
            "1.234.5",
            "1,2,3",
            "1..2",
            "1.,2",
            "12 5",
            "1.234 567",
            "0.123.456",
            "²",
            "٣",
            "½",
            "e5",
            "1" * 19,
            "1" + "0" * 40,
            "--1",
            "Ⅷ",
        ],
    )
    def test_unreadable(self, text):
        assert numerals.read(text) is None

    @pytest.mark.parametrize(("text", "rest"), [("5 ngày", "ngày"), ("5%", "%"), ("1e5", "e5")])
    def test_what_follows(self, text, rest):
        assert numerals.read(text)[1] == rest

    @given(st.decimals(-(10**9), 10**9, places=4))
    def test_what_is_shown_or_typed_reads_the_same(self, value):
        for text in (numerals.shown(value), numerals.typed(value)):
            assert numerals.read(text) == (value, "")

    @pytest.mark.parametrize(
        ("value", "text"),
        [("1234.5", "1.234,5"), ("-0.5", "-0,5"), ("-1234", "-1.234"), ("100", "100")],
    )
    def test_shown(self, value, text):
        assert numerals.shown(Decimal(value)) == text


class TestNumber:
    @pytest.mark.parametrize(
        ("text", "tolerance", "mark"),
        [
            ("30", None, 1),
            ("30,0", None, 1),
            ("30 ngày", None, 1),
            ("30ngay", None, 1),
            ("30 NGÀY.", None, 1),
            ("31", None, 0),
            ("31", "1", 1),
            ("31,000001", "1", 0),
            ("29", "1", 1),
            ("-30", "1", 0),
        ],
    )
    def test_marks(self, text, tolerance, mark):
        item = number("30", tolerance=tolerance, unit="ngày")
        answer = type_of("number").parse([text], item, tokens(item))
        assert type_of("number").mark(item, answer) == mark

    @pytest.mark.parametrize("text", ["30 tháng", "khoảng 30", "30-31", "ba mươi", "30 ngày ạ"])
    def test_anything_else_is_refused(self, text):
        item = number("30", unit="ngày")
        assert type_of("number").parse([text], item, tokens(item)) is None

    def test_tenths_are_exact(self):
        item = number("0,3", tolerance="0.1")
        assert type_of("number").mark(item, ["0.4"]) == 1
        assert type_of("number").mark(item, ["0.2"]) == 1

    def test_several_numbers_may_be_right(self):
        assert type_of("number").mark(number("5", "7"), ["7"]) == 1
        assert type_of("number").mark(number("5", "7"), ["6"]) == 0

    def test_in_words(self):
        item = number("1234,5", tolerance="0.5", unit="ngày")
        assert type_of("number").describe(item, ["1200"]) == "1.200 ngày"
        assert type_of("number").solution(item) == "1.234,5 (± 0,5) ngày"

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("250", ["250"]),
            ("1.250", ["1250"]),
            ("2,5", None),
            ("-1", None),
            ("nhiều", None),
            ("", []),
            ("1000000000001", None),
        ],
    )
    def test_a_prediction_is_a_whole_number(self, text, answer):
        assert type_of("prediction").parse([text], Item([]), tokens(Item([]))) == answer


class TestMatching:
    def test_shares(self):
        right = [["a", "a"], ["b", "b"], ["c", "c"]]
        wrong = [["a", "a"], ["b", "c"], ["c", "b"]]
        for rule, expected in [("partial", Fraction(1, 3)), ("all_or_nothing", 0)]:
            item = pairs(["1", "2", "3"], rule)
            assert type_of("matching").mark(item, right) == 1
            assert type_of("matching").mark(item, wrong) == expected
            assert type_of("matching").mark(item, wrong[:1]) == expected

    def test_the_same_partner_twice_is_one_partner(self):
        item = pairs(["Sở", "Tỉnh", "sở "])
        own = tokens(item)
        left, right = own.of_options, own.of_matches
        values = [
            f"{left['a']}={right['c']}",
            f"{left['b']}={right['b']}",
            f"{left['c']}={right['a']}",
        ]
        answer = type_of("matching").parse(values, item, own)
        assert answer == [["a", "a"], ["b", "b"], ["c", "a"]]
        assert type_of("matching").mark(item, answer) == 1

    def test_a_line_twice_and_tokens_of_the_wrong_side_are_refused(self):
        item = pairs(["1", "2"])
        own = tokens(item)
        left, right = own.of_options, own.of_matches
        for values in (
            [f"{left['a']}={right['a']}", f"{left['a']}={right['b']}"],
            [f"{left['a']}={left['b']}"],
            [f"{right['a']}={right['a']}"],
            [left["a"]],
        ):
            assert type_of("matching").parse(values, item, own) is None

    def test_every_line_needs_a_partner(self):
        item = pairs("xyx")
        answer = type_of("matching").right_answer(item)
        assert type_of("matching").is_complete(item, answer)
        assert not type_of("matching").is_complete(item, answer[:2])

    def test_lines_left_open(self):
        item = pairs(["1", "2"])
        own = tokens(item)
        values = ["", f"{own.of_options['b']}={own.of_matches['a']}"]
        assert type_of("matching").parse(values, item, own) == [["b", "a"]]
        assert type_of("matching").describe(item, [["b", "a"]]) == "b → 1"


class TestOrdering:
    @pytest.mark.parametrize(
        ("places", "share"),
        [
            ([1, 2, 3, 4], 1),
            ([2, 1, 3, 4], Fraction(1, 3)),
            ([4, 1, 2, 3], Fraction(2, 3)),
            ([4, 3, 2, 1], 0),
            ([1, 1, 1, 1], 0),
            ([1, 2, 2, 3], Fraction(2, 3)),
        ],
    )
    def test_shares(self, places, share):
        answer = [[str(one), place] for one, place in enumerate(places)]
        assert type_of("ordering").mark(sequence(4, "partial"), answer) == share
        assert type_of("ordering").mark(sequence(4), answer) == (share == 1)

    @pytest.mark.parametrize(
        ("places", "is_complete"),
        [([1, 2, 3], True), ([3, 1, 2], True), ([1, 2, 2], False), ([1, 2], False), ([], False)],
    )
    def test_every_line_needs_a_place_of_its_own(self, places, is_complete):
        answer = [[str(line), place] for line, place in enumerate(places)]
        assert type_of("ordering").is_complete(sequence(3), answer) == is_complete

    def test_places_not_given(self):
        assert type_of("ordering").mark(sequence(3, "partial"), [["0", 1], ["1", 2]]) == Fraction(
            1, 2
        )

    @pytest.mark.parametrize("place", ["0", "4", "-1", "²", "x", "", "01"])
    def test_places_that_are_none_are_refused(self, place):
        item = sequence(3)
        value = f"{tokens(item).of_options['0']}={place}"
        assert type_of("ordering").parse([value], item, tokens(item)) is None

    def test_in_words(self):
        assert type_of("ordering").describe(sequence(2), [["0", 2], ["1", 1]]) == "1. 1; 2. 0"


class TestFaults:
    SOUND = {
        "short_text": [Row("Một cửa")],
        "number": [Row("1.234,5")],
        "matching": [Row("Một", match="1"), Row("Hai", match="2")],
        "ordering": [Row("Một"), Row("Hai")],
        "survey": [Row("Một"), Row("Hai")],
        "prediction": [],
        "survey_text": [],
        "text_block": [],
    }
    CASES = [
        *((kind, rows, set()) for kind, rows in SOUND.items()),
        ("short_text", [], {Fault.NO_FORM}),
        ("short_text", [Row(" ")], {Fault.EMPTY}),
        ("short_text", [Row("a" * 201)], {Fault.FORM_TOO_LONG}),
        ("short_text", [Row("Một"), Row("một")], {Fault.DUPLICATE}),
        ("number", [], {Fault.NO_FORM}),
        ("number", [Row("năm")], {Fault.NOT_A_NUMBER}),
        ("number", [Row("5 ngày")], {Fault.NOT_A_NUMBER}),
        ("matching", [Row("Một", match="1")], {Fault.TOO_FEW}),
        ("matching", [Row("Một", match="1"), Row("Hai")], {Fault.WITHOUT_PARTNER}),
        ("matching", [Row("Một", match="1"), Row("Hai", match=" 1")], {Fault.ONE_PARTNER}),
        ("ordering", [Row("Một")], {Fault.TOO_FEW}),
        ("ordering", [Row("Một"), Row("một")], {Fault.DUPLICATE}),
        ("survey", [Row("Một")], {Fault.TOO_FEW}),
    ]

    @pytest.mark.parametrize(("kind", "rows", "faults"), CASES)
    def test_faults_are_named(self, kind, rows, faults):
        assert set(type_of(kind).faults(rows)) == faults

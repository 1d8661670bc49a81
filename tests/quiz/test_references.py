"""Options that speak of each other: what is recognised, and what follows for order and text.

Of the tables in `data`, `references_blind.json` was written without sight of the code; its score
is printed apart.
"""

import itertools
import json
import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.drawing import letter, order_options
from quiz.lexicon import ENTRIES
from quiz.phrases import Kind
from quiz.references import (
    Reference,
    ReferenceFault,
    choices,
    decided,
    faults,
    recognised,
    rewritten,
    shown_text,
    with_references,
)
from search.text import fold

DATA = Path(__file__).parent / "data"
CONTENT = ["Đúng hạn", "Đúng quy trình", "Công khai kết quả"]


def table(name):
    return json.loads((DATA / f"{name}.json").read_text())


OWN, BLIND = table("references"), table("references_blind")


def named(reference):
    return {letter(place) for place in reference.places} | {
        mark.upper() for mark in reference.missing
    }


def fits(expected, reference, text):
    """Whether a reference is the expected one.

    Of «A, B đúng, C sai» the tables may tell only the letters that are claimed; C is named too,
    for it must be rewritten like the others.
    """
    if expected is None or reference is None:
        return expected is None and reference is None
    letters = set(expected.get("letters", named(reference)))
    if expected["kind"] == "letters":
        is_mixed = {"dung", "sai"} <= set(fold(text).split())
        return letters <= named(reference) if is_mixed else letters == named(reference)
    return reference.kind == expected["kind"] and letters == named(reference)


def outcomes(entries, change=lambda text: text):
    for entry in entries:
        texts = [change(text) for text in entry["options"]]
        for text, expected, reference in zip(
            texts, entry["expected"], recognised(texts), strict=True
        ):
            yield text, expected, reference, fits(expected, reference, text)


@pytest.mark.parametrize(("name", "entries"), [("own", OWN), ("blind", BLIND)])
def test_phrasings_are_recognised_and_ordinary_sentences_left_alone(name, entries):
    found = list(outcomes(entries))
    for kind, is_meant in [
        ("phrasings", lambda it: it is not None),
        ("ordinary", lambda it: not it),
    ]:
        part = [is_right for _text, expected, _got, is_right in found if is_meant(expected)]
        print(f"{name}, {kind}: {sum(part)} of {len(part)}")
    assert not [(text, expected, got) for text, expected, got, is_right in found if not is_right]


def test_the_tables_are_large_enough():
    phrasings = {
        text
        for entries in (OWN, BLIND)
        for entry in entries
        for text, expected in zip(entry["options"], entry["expected"], strict=True)
        if expected
    }
    ordinary = {
        text
        for entries in (OWN, BLIND)
        for entry in entries
        for text, expected in zip(entry["options"], entry["expected"], strict=True)
        if not expected
    }
    assert len(phrasings) >= 80
    assert len(ordinary) >= 60


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: f"  {text} .",
        lambda text: f"«{text}»",
        lambda text: text.replace(" ", "\u00a0"),
    ],
    ids=["nfd", "nfc", "spaces", "quoted", "no-break spaces"],
)
def test_the_form_of_the_text_does_not_matter(change):
    wrong = [found for found in outcomes([*OWN, *BLIND], change) if not found[3]]
    assert not wrong


@pytest.mark.parametrize("stem", ["Ông A cho bà B mượn xe, ai phải bồi thường?"])
def test_letters_of_the_stem_are_no_options(stem):
    texts = ["Người đi đường", "Chủ xe", "Cả A và B", "Không ai cả"]
    assert recognised(texts, stem) == [None] * 4
    assert recognised(texts, "Ai phải bồi thường?")[2]


# Overruling --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "handling", "expected"),
    [
        ("Cả A và C", "auto", Reference(Kind.LETTERS, (0, 2), ((3, 4), (8, 9)))),
        ("Cả A và C", "plain", None),
        ("Cả A và C", "keep_place", Reference(Kind.LETTERS, (0, 2))),
        ("Cả A và C đều sai", "keep_place", Reference(Kind.LETTERS, (0, 2))),
        ("Theo nhóm A rồi B", "auto", None),
        ("Theo nhóm A rồi B", "rewrite", Reference(Kind.LETTERS, (0, 1), ((10, 11), (16, 17)))),
        ("Tất cả các phương án trên", "plain", None),
        ("Ý khác nữa", "keep_place", Reference(Kind.LETTERS, ())),
    ],
)
def test_the_author_has_the_last_word(text, handling, expected):
    assert decided([*CONTENT, text], ["auto"] * 3 + [handling])[3] == expected


@pytest.mark.parametrize(
    ("texts", "handling", "expected"),
    [
        ([*CONTENT, "Cả A và E đều đúng"], "auto", [(3, ReferenceFault.NO_SUCH_OPTION, ("E",))]),
        ([*CONTENT, "Phương án 5"], "auto", [(3, ReferenceFault.NO_SUCH_OPTION, ("5",))]),
        ([*CONTENT, "Cả A và D đều đúng"], "auto", [(3, ReferenceFault.ITSELF, ("D",))]),
        ([*CONTENT, "Chậm trễ"], "rewrite", [(3, ReferenceFault.NOTHING_TO_REWRITE, ())]),
        (["Tất cả các phương án trên", *CONTENT], "auto", []),
        ([*CONTENT, "Cả A và E đều đúng"], "plain", []),
        ([*CONTENT, "Cả A và B đều đúng"], "auto", []),
        ([*CONTENT, "Khác"], "keep_place", []),
        (
            ["A. Đúng hạn", "B. Đúng quy trình", "C. Cả A và B"],
            "auto",
            [(0, ReferenceFault.TYPED_LABEL, ())],
        ),
    ],
)
def test_faults_of_references(texts, handling, expected):
    handlings = ["auto"] * (len(texts) - 1) + [handling]
    found = faults(texts, handlings)
    if texts[0].startswith("Tất cả"):
        expected = [(0, ReferenceFault.NOTHING_THERE, ())]
    assert found == expected


# Rewriting ---------------------------------------------------------------------------------------


def rewritable():
    for entry in [*OWN, *BLIND]:
        for at, reference in enumerate(recognised(entry["options"])):
            if reference and reference.spans and entry["options"][0][1:2] not in ".)":
                yield entry["options"], at, reference


REWRITABLE = st.sampled_from([*rewritable()])


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("Cả A và B đều đúng", [0, 1, 2, 3], "Cả A và B đều đúng"),
        ("Cả A và B đều đúng", [3, 0, 1, 2], "Cả A và D đều đúng"),
        ("A đúng, B sai", [2, 0, 1, 3], "C đúng, A sai"),
        ("câu a và c", [1, 2, 3, 0], "câu b và d"),
        ("Phương án 1 và 2", [2, 3, 0, 1], "Phương án 3 và 4"),
        ("Cả C và A", [1, 0, 2, 3], "Cả C và B"),
        ("Tất cả các phương án trên, trừ B", [0, 2, 1, 3], "Tất cả các phương án trên, trừ C"),
    ],
)
def test_letters_follow_the_order_shown(text, places, expected):
    reference = recognised([*CONTENT, text])[3]
    assert rewritten(text, reference, places) == expected


@given(st.data())
def test_rewriting_keeps_the_meaning_in_every_order(data):
    """Read again where it is shown, the option names the same options as before."""
    texts, at, reference = data.draw(REWRITABLE)
    order = data.draw(st.permutations(range(len(texts))))
    places = [order.index(place) for place in range(len(texts))]
    rewordings = [
        rewritten(text, other, places) if other else text
        for text, other in zip(texts, recognised(texts), strict=True)
    ]
    again = recognised([rewordings[place] for place in order])[places[at]]
    assert set(again.places) == {places[place] for place in reference.places}
    assert again.missing == reference.missing


@given(st.data())
def test_the_order_of_the_author_changes_nothing(data):
    texts, at, reference = data.draw(REWRITABLE)
    assert rewritten(texts[at], reference, range(len(texts))) == texts[at]


WORDS = st.sampled_from([*ENTRIES, "A", "b", "C", "1", "2", ",", "/", "-", "(", "cơ quan", "Đ"])


@given(st.lists(st.text(max_size=30) | st.lists(WORDS, max_size=45).map(" ".join), max_size=6))
def test_no_text_is_too_strange(texts):
    references = recognised(texts)
    assert len(references) == len(texts)
    for text, reference in zip(texts, references, strict=True):
        if reference and reference.spans:
            assert len(reference.spans) == len(reference.places)
            assert rewritten(text, reference, range(len(texts))) == text
    for handling in ("auto", "plain", "keep_place", "rewrite"):
        faults(texts, [handling] * len(texts))


# Order -------------------------------------------------------------------------------------------


def options(texts, pinned=(), handlings=None):
    kept = [
        {"id": text, "text": text, "is_correct": False, "is_pinned": text in pinned}
        for text in texts
    ]
    return with_references(kept, handlings or ["auto"] * len(texts))


def orders(kept):
    return [order_options(choices(kept), shuffle=True, chance=Random(seed)) for seed in range(60)]


def test_all_of_the_above_stays_last_and_the_others_move():
    kept = options([*CONTENT, "Tất cả các phương án trên"])
    assert {order[3] for order in orders(kept)} == {"Tất cả các phương án trên"}
    assert {tuple(order[:3]) for order in orders(kept)} == set(itertools.permutations(CONTENT))


def test_what_stands_above_all_of_the_above_stays_above():
    kept = options(["Một", "Hai", "Cả hai phương án trên", "Ba", "Bốn"])
    for order in orders(kept):
        assert set(order[:2]) == {"Một", "Hai"}
        assert order[2] == "Cả hai phương án trên"


def test_named_options_move_with_their_letters():
    kept = options([*CONTENT, "Cả A và B đều đúng"])
    assert {order.index("Cả A và B đều đúng") for order in orders(kept)} == {0, 1, 2, 3}
    for order in orders(kept):
        letters = sorted(letter(order.index(text)) for text in CONTENT[:2])
        assert shown_text(kept[3], order) == f"Cả {letters[0]} và {letters[1]} đều đúng"


@pytest.mark.parametrize(
    ("text", "handling", "still"),
    [
        ("Hai phương án đầu tiên", "auto", {0, 1, 3}),
        ("Cả A và C", "keep_place", {0, 2, 3}),
        ("Nêu thêm", "keep_place", {3}),
    ],
)
def test_what_cannot_be_rewritten_stays_with_what_it_names(text, handling, still):
    texts = [*CONTENT, text, "Thêm một", "Thêm hai"]
    kept = options(texts, handlings=["auto"] * 3 + [handling, "auto", "auto"])
    for at in range(len(texts)):
        assert ({order[at] for order in orders(kept)} == {texts[at]}) == (at in still)


def test_a_pin_of_the_author_stays():
    kept = options([*CONTENT, "Khác"], pinned={"Khác"})
    assert {order[3] for order in orders(kept)} == {"Khác"}


def test_ordinary_options_are_kept_as_before():
    assert options(CONTENT) == [
        {"id": text, "text": text, "is_correct": False, "is_pinned": False} for text in CONTENT
    ]
    assert shown_text(options(CONTENT)[0], CONTENT[::-1]) == CONTENT[0]


@given(st.permutations(range(4)), st.integers(min_value=0))
def test_kept_and_shown_agree_with_the_rule(order, seed):
    texts = [*CONTENT, "Chỉ A và C đúng"]
    kept = options(texts)
    shown = [texts[place] for place in order]
    places = [shown.index(text) for text in texts]
    reference = recognised(texts)[3]
    assert shown_text(kept[3], shown) == rewritten(texts[3], reference, places)

"""What of a text stands in the index: the same however it was typed, and nothing breaks it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.tokens import beside, pieces, tokens, words

VIETNAMESE = st.text(
    alphabet=st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊÔƠƯáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữự 0129/-.&"
    )
)


@given(VIETNAMESE)
def test_composed_and_decomposed_letters_are_one(text):
    composed = unicodedata.normalize("NFC", text)
    assert pieces(composed) == pieces(unicodedata.normalize("NFD", text))


@given(st.text())
def test_any_text_gives_pieces_of_plain_letters_and_digits(text):
    found = pieces(text)
    for piece in (*found.words, *found.beside, *found.exact):
        assert piece.isascii()
        assert piece.isalnum()
        assert piece == piece.lower()


@given(st.text())
def test_what_was_folded_stays_as_it_is(text):
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.text())
def test_places_lie_in_the_text_in_their_order(text):
    found = tokens(text)
    for token in (*found, *beside(text, found)):
        assert 0 <= token.start < token.end <= len(text)
    assert [token.start for token in found] == sorted(token.start for token in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("uỷ ban", "ủy ban"),
        ("kỹ thuật", "kĩ thuật"),
        ("quý", "quí"),
        ("LĐTB&XH", "LĐTBXH"),
        ("ĐỀ ÁN", "đề án"),
        ("05/2020", "5/2020"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    found, expected = pieces(one), pieces(other)
    assert (found.words, found.exact) == (expected.words, expected.exact)


@pytest.mark.parametrize(("one", "other"), [("cải", "cái"), ("thúy", "thúi"), ("đa", "da")])
def test_spellings_of_two_words_stay_two(one, other):
    assert (pieces(one).words, pieces(one).exact) != (pieces(other).words, pieces(other).exact)


@pytest.mark.parametrize(
    "text",
    ["22/01/2021", "22-1-2021", "22.1.2021", "ngày 22 tháng 01 năm 2021", "2021-01-22"],
)
def test_a_day_is_one_piece_in_any_form(text):
    assert "d20210122" in pieces(text).beside
    assert "m202101" in pieces(text).beside


@pytest.mark.parametrize("text", ["31/13/2021", "0/1/2021", "1/2/3", "22/01/1000"])
def test_what_is_no_day_is_none(text):
    assert not [piece for piece in pieces(text).beside if piece[0] == "d" and piece[1:].isdecimal()]


@pytest.mark.parametrize(
    "text",
    [
        "0239 3855 123",
        "0239.3.855.123",
        "(0239) 3855123",
        "02393855123",
        "+84 239 3855 123",
        "0239-385-5123",
        "Trực: 0239 3855 123 - 0912 345 678",
        "0912345678 0239 3855 123",
    ],
)
def test_a_telephone_number_is_one_piece_and_its_local_part_another(text):
    assert {"02393855123", "3855123"} <= set(pieces(text).beside)


def test_letters_and_digits_are_apart():
    assert words("28KH/SLĐTBXH") == words("28 KH - SLĐTBXH") == ["28", "kh", "sldtbxh"]


def test_hyphened_abbreviations_stand_joined_too():
    assert "ldtbxh" in pieces("Sở LĐ-TB&XH").beside


def test_place_of_a_word_is_that_of_its_original_letters():
    text = "Về cải cách hành chính"
    place = next(token for token in tokens(text) if token.folded == "cach")
    assert text[place.start : place.end] == "cách"

"""How a typed query is read, and how it is asked in the languages of both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.matching import Words, fts5, tsquery
from search.queries import read, read_beginning, with_words, without_question_words

KNOWN = {"cchc": ("cải cách hành chính",), "cải cách hành chính": ("cchc",)}


def asked(text):
    match = read(text, KNOWN).match
    return fts5(match) if match else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("- – / ?", ""),
        ("Kế hoạch", '("ke" AND "hoach")'),
        ("28/KH-SLĐTBXH", '"28 kh sldtbxh"'),
        ("28 / KH", '"28 kh"'),
        ("CCHC", '("cchc" OR "cai cach hanh chinh")'),
        ("cải cách hành chính", '(("cai" AND "cach" AND "hanh" AND "chinh") OR "cchc")'),
        ('"cải cách" 2021', '("cai cach" AND "2021")'),
        ("«cải cách»", '"cai cach"'),
        ("22/1/2021", '("22 1 2021" OR "d20210122")'),
        ("hành chánh", '("hanh" AND ("chanh" OR "chinh"))'),
        ("28KH", '("28 kh" OR ("28" AND "kh"))'),
    ],
)
def test_a_query_asks_for(text, expected):
    assert asked(text) == expected


@pytest.mark.parametrize("text", ["0239 3855 123", "0239.385.5123", "02393 855 123"])
def test_a_telephone_number_is_asked_for_joined(text):
    assert '"02393855123"' in asked(text)


def test_a_date_in_words_is_asked_for_as_one():
    assert '"d20210122"' in asked("kế hoạch ngày 22 tháng 1 năm 2021")


@given(st.text(max_size=300))
def test_any_query_can_be_asked(text):
    for query in (
        read(text, KNOWN),
        read_beginning(text, KNOWN),
        without_question_words(read(text)),
    ):
        for match in (query.match, query.loose_match, query.bonus):
            if match is not None:
                assert fts5(match)
                assert tsquery(match)


@given(st.text(max_size=60))
def test_terms_lie_in_the_query_in_their_order(text):
    query = read(text)
    places = [place for term in query.terms for place in (term.start, term.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(query.text) for place in places)


def test_a_very_long_query_is_cut():
    assert len(read("một hai " * 5_000).terms) == 16


def test_a_beginning_may_go_on_in_every_word():
    match = read_beginning("kế ho").match
    assert fts5(match) == '("ke" * AND "ho" *)'
    assert tsquery(match, "A") == "(('ke':*A) & ('ho':*A))"


def test_questions_are_asked_for_their_subject():
    query = without_question_words(read("nghỉ phép bao nhiêu ngày"))
    assert [term.typed for term in query.terms] == [("nghi",), ("phep",)]
    assert without_question_words(read("bao nhiêu")).terms


def test_a_word_is_replaced_where_it_stands():
    assert with_words(read("cai cahc hành chính"), {1: "cách"}).text == "cai cách hành chính"


def test_only_letters_and_digits_are_asked_for():
    with pytest.raises(ValueError):
        fts5(Words(('a" OR "b',)))

"""Citations in running text: a table of sentences, and what holds for any text."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.policies.citing import Reader, citations_in
from tests.policies.citing.cases import CASES, Cited

PIECES = (
    "Quyết định số 36/2019/QĐ-UBND ", "khoản 2 Điều 7 ", "ngày 18/6/2019 ", "Luật ", "Đất đai ",
    "Căn cứ ", "năm 2015", "các Nghị quyết ", "76/NQ-CP, ", "số ", "/", "-", "28", "KH", " ", "\n",
    "18-NQ/TW; ", "Nghị quyết 76 ", "của UBND tỉnh", "điểm đ ", "ngày 31/02/2020", "Ǆ",
    "\u0301", "İ",
)  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)
)


def told(citation) -> Cited:
    day = citation.day.isoformat() if citation.day else ""
    if citation.is_day_impossible:
        day = "?"
    return Cited(citation.printed, citation.key, day or str(citation.year or ""), citation.part)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", CASES)
def test_sentences_cite_what_a_reader_sees_in_them(text, form):
    source = unicodedata.normalize(form, text)

    found = citations_in(source)

    assert [told(citation) for citation in found] == CASES[text]
    for citation in found:
        cut = unicodedata.normalize("NFC", source[citation.start : citation.end])
        assert " ".join(cut.split()) == " ".join(citation.printed.split())


@given(texts)
def test_any_text_is_read_and_spans_lie_apart_within_it(text):
    last = 0
    for citation in citations_in(text):
        assert last <= citation.start < citation.end <= len(text)
        assert citation.key
        last = citation.end


def test_short_forms_reach_over_the_parts_of_one_document():
    reader = Reader()
    reader.read("Nghị quyết số 76/NQ-CP ngày 15/7/2021")

    (short,) = reader.read("thực hiện Nghị quyết 76")

    assert (short.key, short.day.isoformat()) == ("76/nqcp", "2021-07-15")


def steps_of(text: str) -> int:
    """How many lines of Python a reading runs through."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        citations_in(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", [*PIECES, "Luật Đất đai ", "Luật Anh ", "Kế hoạch 5 ", "1/A-B"])
def test_twice_the_text_takes_about_twice_the_steps(piece):
    once, twice = (steps_of(piece * times) for times in (200, 400))

    assert twice <= 2.5 * once


def test_a_long_run_of_one_sign_is_no_trap_for_patterns():
    for sign in (
        "1",
        "/",
        "-",
        "A",
        "Luật ",
        "điểm a ",
        " ",
        "số ",
        "ngày 1/",
        "1/A-",
        "@",
        "\u0301",
    ):
        citations_in(sign * 20_000 + "x")

"""GIFT out and back: nothing is lost, nothing breaks, every line is accounted for."""

from dataclasses import replace

import hypothesis
import pytest
from hypothesis import strategies as st

from quiz.formats.base import ERROR, WARNING, Place, ReadFile, ReadImage, ReadOption, ReadQuestion
from quiz.formats.gift.reading import read
from quiz.formats.gift.writing import write
from quiz.formats.moodle_xml import writing as moodle_xml
from tests.quiz.formats.strategies import content, questions

PIECES = st.sampled_from(
    "{ } = ~ # #### : :: -> % %50% %-100% \\ \\= \\n // // [id:1] [x-kind: [x-stem:a] ] $CATEGORY: "
    "[html] [plain] <b> <p </p> &amp; .. 3,5 1.234 1e9 * TRUE f Đúng 0 a b \ufdd0 \x00 \t".split(
        " "
    )
)
FILES = st.lists(PIECES | st.just("\n") | st.just("\n\n") | st.text(max_size=5), max_size=40)
SAMPLE = """// [id:A-1] [tag:CCHC]
$CATEGORY: $course$/top/Một cửa

::Tên::[html]<p>Câu &lt; một</p> {
\t=đúng#giỏi
\t~%50%gần đúng
\t~sai
\t####Vì thế.
}

Nối {=a -> 1 =b -> 2}

Số {#3,5:0.1}

Ngắn {=một =hai}
"""


def contents(file):
    return [content(question) for question in file.questions]


@hypothesis.given(st.lists(questions(), max_size=3))
@hypothesis.settings(max_examples=60)
def test_out_and_back_and_out_again_is_the_same(asked):
    written = write(asked)
    file = read(written.content.decode())

    assert contents(file) == [content(question) for question in asked]
    assert [p for q in file.questions for p in q.problems if p.severity == ERROR] == []
    assert write(file.questions).content == written.content


@hypothesis.given(questions())
def test_a_file_of_ours_raises_no_doubts(asked):
    hypothesis.assume(not any("->" in option.text for option in asked.options))
    file = read(write([asked]).content.decode())

    doubts = [problem for question in file.questions for problem in question.problems]
    assert [problem for problem in doubts if problem.severity in (ERROR, WARNING)] == []


@hypothesis.given(FILES.map("".join))
@hypothesis.settings(max_examples=100)
def test_nothing_breaks_and_no_line_is_lost(text):
    file = read(text)

    assert isinstance(file, ReadFile)
    unified = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    assert [line.text for line in file.lines] == [
        line for line in unified.split("\n") if line.strip()
    ]


@hypothesis.given(st.integers(0, len(SAMPLE)), st.integers(0, 9), FILES.map("".join))
@hypothesis.settings(max_examples=60)
def test_a_damaged_file_still_reads(place, length, damage):
    file = read(SAMPLE[:place] + damage + SAMPLE[place + length :])

    keyed = ("single", "multiple", "true_false", "short_text", "number", "matching")
    for question in file.questions:
        if question.kind in keyed and not question.has_errors:
            assert any(option.is_correct for option in question.options)


SINGLE = ReadQuestion(Place(1), "single", "Câu", (ReadOption("a", True), ReadOption("b")))
LEFT_OUT = {
    "no_key": (replace(SINGLE, options=(ReadOption("a"), ReadOption("b"))), "gift_incomplete"),
    "no_stem": (replace(SINGLE, stem=" "), "gift_incomplete"),
}


@pytest.mark.parametrize(("question", "code"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_what_cannot_stand_in_the_file_is_named(question, code):
    written = write([question])

    assert written.content == b""
    assert [left.code for left in written.left_out] == [code]


def test_a_kind_that_moodle_has_not_stands_in_comments_only_and_is_named():
    ordering = replace(
        SINGLE, kind="ordering", options=(ReadOption("a", True), ReadOption("b", True))
    )
    written = write([ordering])

    lines = written.content.decode().split("\n")
    assert all(line.startswith("//") for line in lines if line)
    assert [left.code for left in written.left_out] == ["gift_skipped_by_moodle"]


def test_an_arrow_on_the_left_does_not_end_it():
    pairs = (ReadOption("a -> <b>\n#", True, match="1->2"), ReadOption("c", True, match="2"))
    question = replace(SINGLE, kind="matching", options=pairs, marking_rule="partial")

    assert contents(read(write([question]).content.decode())) == [content(question)]


def test_a_form_with_an_arrow_stands_in_comments_for_moodle_would_take_it_for_a_pair():
    question = replace(SINGLE, kind="short_text", options=(ReadOption("a->b", True),))
    written = write([question])

    assert contents(read(written.content.decode())) == [content(question)]
    assert [left.code for left in written.left_out] == ["gift_skipped_by_moodle"]


def test_a_picture_is_named_and_the_question_stays():
    written = write([replace(SINGLE, image=ReadImage("a.png", b""))])

    assert b"=a" in written.content
    assert [left.code for left in written.left_out] == ["gift_without_picture"]


def test_a_file_is_written_as_moodle_writes_it():
    several = replace(
        SINGLE,
        kind="multiple",
        code="A-1",
        keywords=("CCHC",),
        topic="Một cửa",
        explanation="Vì: thế.",
        marking_rule="partial",
        options=(ReadOption("a=1", True), ReadOption("b", True), ReadOption("c")),
    )

    assert write([several]).content.decode() == (
        "$CATEGORY: $course$/top/Một cửa\n\n"
        "// [id:A-1]\n"
        "// [tag:CCHC]\n"
        "[plain]Câu {\n"
        "\t~%50%a\\=1\n"
        "\t~%50%b\n"
        "\t~%-50%c\n"
        "\t####Vì\\: thế.\n"
        "}\n\n"
    )


SEVERAL = replace(
    SINGLE, kind="multiple", options=(ReadOption("a", True), ReadOption("b", True), ReadOption("c"))
)


@pytest.mark.parametrize(("rule", "cost"), [("all_or_nothing", "-100"), ("partial", "-50")])
def test_a_wrong_tick_costs_what_it_costs_in_moodle_xml_too(rule, cost):
    question = replace(SEVERAL, marking_rule=rule)

    assert f"\t~%{cost}%c\n" in write([question]).content.decode()
    assert f'fraction="{cost}"'.encode() in moodle_xml.write([question]).content


ELSEWHERE = {
    "plain": (replace(SEVERAL, marking_rule="partial"), []),
    "whole": (SEVERAL, ["marked_in_parts"]),
    "difficulty": (replace(SINGLE, difficulty="easy"), ["rest"]),
    "source": (replace(SINGLE, source_label="Điều 5"), ["rest"]),
    "pinned": (
        replace(SINGLE, options=(ReadOption("a", True), ReadOption("b", is_pinned=True))),
        ["rest"],
    ),
}


@pytest.mark.parametrize(("question", "codes"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_what_other_systems_do_not_see_is_noted_and_not_left_out(question, codes):
    names = {"rest": ("gift_rest_in_comments", "xml_rest_only_here")}
    expected = [names.get(code, (f"gift_{code}", f"xml_{code}")) for code in codes]
    for place, made in enumerate((write([question]), moodle_xml.write([question]))):
        assert [note.code for note in made.notes] == [pair[place] for pair in expected]
        assert made.left_out == ()


def test_a_unit_stands_in_a_comment():
    number = replace(SINGLE, kind="number", options=(ReadOption("30", True),), unit="ngày")

    assert [note.code for note in write([number]).notes] == ["gift_unit_in_comment"]
    assert moodle_xml.write([number]).notes == ()

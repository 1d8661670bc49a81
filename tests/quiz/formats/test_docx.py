"""Questions in Word documents: labels, marks and tables of Word, and what else a document holds."""

import io
import unicodedata
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from quiz.formats.base import COMMENT, NOTICE, UNREAD, WARNING, FileRefusedError
from quiz.formats.documents.docx import read
from tests.quiz.formats.word_files import (
    content,
    document,
    numbered,
    repacked,
    styled,
    wrapped,
    xml,
)

LEVELS = [("decimal", "Câu %1:"), ("upperLetter", "%2.")]


def file_of(made):
    """The file, after seeing that unread lines are told of."""
    file = read(content(made))
    told = {problem.text for problem in file.problems}
    assert all(line.text.strip() in told for line in file.lines if line.role == UNREAD)
    return file


def question(made):
    (found,) = file_of(made).questions
    return found


def right(found):
    return "".join(option.label or option.text for option in found.options if option.is_correct)


def codes(found):
    return [problem.code for problem in found.problems]


def picture():
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, "PNG")
    file.seek(0)
    return file


def test_paragraphs_are_read_as_typed_text_with_their_number():
    made = document("Câu 1: Gì?", "A. một", "B. hai", "", "Đáp án: B")
    found = question(made)
    assert (found.stem, found.place.line, right(found)) == ("Gì?", 1, "B")
    assert [line.place.line for line in file_of(made).lines] == [1, 2, 3, 5]


def test_labels_that_word_counts():
    made = docx.Document()
    rows = [(0, "Một?"), (1, "x"), (1, "y"), (0, "Hai?"), (1, "z"), (1, "t")]
    numbered(made, rows, LEVELS)
    made.add_paragraph("ĐÁP ÁN")
    made.add_paragraph("1. B  2. A")
    file = file_of(made)
    assert [line.text for line in file.lines][:3] == ["Câu 1: Một?", "A. x", "B. y"]
    assert [(one.stem, right(one)) for one in file.questions] == [("Một?", "B"), ("Hai?", "A")]


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("lowerLetter", "%1)", "AB"),
        ("upperLetter", "(%1)", "AB"),
        ("decimal", "%1)", "12"),
    ],
)
def test_labels_of_several_forms(form, text, labels):
    made = document("Câu 1: Gì?")
    numbered(made, [(0, "một"), (0, "hai")], [(form, text)])
    made.add_paragraph("Đáp án: B")
    found = question(made)
    assert "".join(option.label for option in found.options) == labels
    assert found.options[1].is_correct


def test_bulleted_options_may_be_marked():
    made = document("Câu 1: Gì?")
    numbered(made, [(0, "một"), (0, "hai"), (0, "ba")], [("bullet", "")])
    made.paragraphs[2].runs[0].bold = True
    found = question(made)
    assert [option.text for option in found.options] == ["một", "hai", "ba"]
    assert right(found) == "hai"


@pytest.mark.parametrize("look", ["bold", "underline", "red", "yellow"])
def test_the_key_is_what_looks_different(look):
    made = document("Câu 1: Gì?", "A. một")
    styled(made, ("B. hai", look))
    styled(made, "C. ba")
    found = question(made)
    assert right(found) == "B"
    names = {"red": "colour", "yellow": "highlight"}
    assert [(one.severity, one.code) for one in found.problems] == [
        (NOTICE, f"docx_key_from_{names.get(look, look)}")
    ]


def test_only_the_letter_may_be_marked():
    made = document("Câu 1: Gì?")
    styled(made, ("A.", "bold"), " một")
    styled(made, ("B.", "bold underline"), " hai")
    styled(made, ("C.", "bold"), " ba")
    assert right(question(made)) == "B"
    made = document("Câu 1: Gì?", "A. 5.")
    styled(made, ("B", "underline"), ". 6.")
    assert right(question(made)) == "B"


def test_options_on_one_line_may_be_marked():
    made = document("Câu 1: Gì?")
    styled(made, "A. một\t", ("B. hai", "red"), "\tC. ba")
    assert right(question(made)) == "B"


def test_numbered_options_may_be_marked():
    made = document("Câu 1: Gì?", "1) một")
    styled(made, "2) ", ("hai", "red"))
    assert right(question(made)) == "2"


def test_two_of_four_are_taken_and_asked_about():
    made = document("Câu 1: Gì?")
    styled(made, ("A. một", "bold"))
    styled(made, ("B. hai", "bold"))
    styled(made, "C. ba")
    styled(made, "D. bốn")
    found = question(made)
    assert (found.kind, right(found)) == ("multiple", "AB")
    assert [(one.severity, one.code) for one in found.problems] == [(WARNING, "docx_key_from_bold")]


@pytest.mark.parametrize(
    "looks",
    [
        ("bold", "bold", "bold", ""),
        ("bold", "red", "", ""),
        ("bold", "bold", "", "red"),
    ],
)
def test_looks_that_do_not_say_which_is_right(looks):
    made = document("Câu 1: Gì?")
    for label, look in zip("ABCD", looks, strict=True):
        styled(made, (f"{label}. {label.lower()}x", look))
    found = question(made)
    assert right(found) == ""
    assert {"typed_no_key", "docx_mark_unclear"} <= set(codes(found))


@pytest.mark.parametrize("look", ["bold", "underline", "red"])
def test_what_all_options_share_says_nothing(look):
    made = document("Câu 1: Gì?")
    styled(made, ("A. một", look))
    styled(made, ("B. hai", look))
    found = question(made)
    assert codes(found) == ["typed_no_key"]


def test_one_bold_word_within_an_option_says_nothing():
    made = document("Câu 1: Gì?", "A. một hai ba bốn")
    styled(made, "B. ", ("không", "bold"), " phải là điều này")
    assert codes(question(made)) == ["typed_no_key"]


def test_a_look_that_contradicts_the_key():
    made = document("Câu 1: Gì?", "A. một")
    styled(made, ("B. hai", "red"))
    made.add_paragraph("Đáp án: A")
    found = question(made)
    assert codes(found) == ["typed_mark_differs"]
    assert right(found) == ""
    assert found.problems[0].details == {"marked": "B", "key": "A"}


def test_a_look_that_agrees_with_the_key():
    made = document("Câu 1: Gì?", "A. một")
    styled(made, ("B. hai", "red"))
    made.add_paragraph("Đáp án: B")
    found = question(made)
    assert (right(found), codes(found)) == ("B", [])


def test_the_usual_colour_of_a_document_is_no_mark():
    made = docx.Document()
    for line in ("Câu 1: Câu hỏi dài màu xanh gì?", "A. một", "B. hai"):
        styled(made, (line, "blue"))
    styled(made, ("C. ba", "red"))
    assert right(question(made)) == "C"


def test_styles_of_paragraphs_count():
    made = document("Câu 1: Gì?", "A. một", "B. hai", "C. ba")
    style = made.styles.add_style("Đậm", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    made.paragraphs[3].style = style
    assert right(question(made)) == "C"


def test_lines_and_tabs_within_a_paragraph():
    found = question(document("Câu 1: Gì?\nthêm\nA. một\tB. hai\nĐáp án: A"))
    assert (found.stem, right(found)) == ("Gì?\nthêm", "A")


def test_decomposed_letters():
    made = document(
        *(unicodedata.normalize("NFD", one) for one in ("Câu 1: Gì?", "A. một", "B. hai"))
    )
    made.add_paragraph(unicodedata.normalize("NFD", "Đáp án: B"))
    found = question(made)
    assert (found.stem, found.options[0].text, right(found)) == ("Gì?", "một", "B")


def table(made, *rows):
    grid = made.add_table(len(rows), len(rows[0]))
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            grid.cell(line, place).text = text
    return grid


@pytest.mark.parametrize(
    "rows",
    [
        [("1", "2"), ("B", "A")],
        [("Câu", "1", "2"), ("Đáp án", "B", "A")],
        [("Câu", "Đáp án"), ("1", "B"), ("2", "A")],
        [("Câu", "Đáp án", "Câu", "Đáp án"), ("1", "B", "2", "A")],
        [("1.B", "2.A")],
    ],
)
@pytest.mark.parametrize("heading", ["ĐÁP ÁN", "HƯỚNG DẪN"])
def test_tables_of_keys(rows, heading):
    made = document("Câu 1: Gì?", "A. một", "B. hai", "Câu 2: Gì?", "A. một", "B. hai", heading)
    table(made, *rows)
    file = file_of(made)
    assert [right(one) for one in file.questions] == ["B", "A"]


def test_a_table_with_named_columns():
    made = docx.Document()
    table(
        made,
        ("STT", "Câu hỏi", "A", "B", "Đáp án", "Mức độ"),
        ("1", "1. Gì?", "một", "hai", "B", "Dễ"),
        ("2", "Bao lâu?", "", "", "30 ngày", "Khó"),
    )
    table(made, ("Nội dung câu hỏi", "Phương án", "Đáp án"), ("Ai?", "A. x\nB. y", "A"))
    file = file_of(made)
    first, second, third = file.questions
    assert (first.stem, right(first), first.difficulty) == ("1. Gì?", "B", "easy")
    assert (second.kind, second.options[0].text) == ("short_text", "30 ngày")
    assert (third.stem, right(third)) == ("Ai?", "A")
    shown = [line.text for line in file.lines]
    assert shown[:6] == ["STT", "Câu hỏi", "A", "B", "Đáp án", "Mức độ"]
    assert {line.role for line in file.lines[:6]} == {COMMENT}
    assert "một" in shown


def test_tables_with_titles_joined_cells_and_repeated_names():
    made = docx.Document()
    names = ("TT", "Câu hỏi", "A", "B", "Đáp án")
    grid = table(
        made,
        ("Danh mục", "", "", "", ""),
        names,
        ("Hộ tịch", "", "", "", ""),
        ("1", "Câu 1: Gì?", "một", "hai", "B"),
        names,
        ("", "Ai?", "x", "y", "A"),
    )
    grid.cell(2, 0).merge(grid.cell(2, 4))
    grid.cell(3, 0).merge(grid.cell(3, 0))
    file = file_of(made)
    assert [(one.stem, right(one), one.topic) for one in file.questions] == [
        ("Gì?", "B", "Hộ tịch"),
        ("Ai?", "A", "Hộ tịch"),
    ]


def test_cells_joined_downwards_leave_their_column():
    made = docx.Document()
    grid = table(made, ("Chủ đề", "Câu hỏi", "A", "B", "Đáp án"), ("Đất", "Gì?", "x", "y", "A"),
                 ("", "Ai?", "x", "y", "B"), ("Rừng", "Sao?", "x", "y", "B"))  # fmt: skip
    grid.cell(1, 0).merge(grid.cell(2, 0))
    file = file_of(made)
    assert [(one.stem, right(one), one.topic) for one in file.questions] == [
        ("Gì?", "A", "Đất"),
        ("Ai?", "B", "Đất"),
        ("Sao?", "B", "Rừng"),
    ]
    assert not file.problems


def test_numbers_and_letters_in_cells_of_their_own():
    made = docx.Document()
    table(made, ("Câu 1", "Gì?"), ("A", "một"), ("B.", "hai"), ("Đáp án", "B"))
    table(made, ("2", "Ai?", "", ""), ("A", "x", "B", "y"), ("Đáp án: A", "", "", ""))
    table(made, ("Câu hỏi", "Đáp án"), ("3. Sao?\nA. x\nB. y", "A"))
    file = file_of(made)
    assert [(one.stem, right(one)) for one in file.questions] == [
        ("Gì?", "B"),
        ("Ai?", "A"),
        ("Sao?", "A"),
    ]
    assert not file.problems


def test_options_in_rows_beside_their_question():
    made = docx.Document()
    grid = table(made, ("TT", "Câu hỏi", "Phương án", "Đáp án"), ("1", "Gì?", "A. một", "B"),
                 ("", "", "B. hai", ""), ("2", "Ai?", "A. x", "A"),
                 ("", "", "B. y", ""))  # fmt: skip
    for column in (0, 1, 3):
        for row in (1, 3):
            grid.cell(row, column).merge(grid.cell(row + 1, column))
    file = file_of(made)
    assert [(one.stem, right(one)) for one in file.questions] == [("Gì?", "B"), ("Ai?", "A")]
    assert [len(one.options) for one in file.questions] == [2, 2]


def test_options_in_cells():
    made = document("Câu 1: Gì?")
    table(made, ("A. một", "B. hai"), ("C. ba", "D. bốn"))
    made.add_paragraph("Đáp án: D")
    assert right(question(made)) == "D"


def test_a_question_for_each_row():
    made = docx.Document()
    table(made, ("1", "Gì?\nA. một\nB. hai\nĐáp án: B"), ("2", "Ai?\nA. x\nB. y\nĐáp án: A"))
    assert [(one.stem, right(one)) for one in file_of(made).questions] == [
        ("Gì?", "B"),
        ("Ai?", "A"),
    ]


def test_tracked_changes():
    made = document("Câu 1: Gì?", "A. một", "B. hai")
    wrapped(made.add_paragraph("C. thêm"), "w:ins")
    wrapped(made.add_paragraph("D. bỏ"), "w:del")
    made.add_paragraph("Đáp án: C")
    found = question(made)
    assert [option.text for option in found.options] == ["một", "hai", "thêm"]
    assert [(one.severity, one.code, one.text) for one in found.problems] == [
        (NOTICE, "docx_added", "C. thêm"),
        (WARNING, "docx_removed", "D. bỏ"),
    ]


def test_pictures():
    made = document("Câu 1: Gì đây?")
    made.add_picture(picture())
    made.add_paragraph("A. một").add_run().add_picture(picture())
    for line in ("B. hai", "Đáp án: A"):
        made.add_paragraph(line)
    found = question(made)
    assert found.image.content == picture().getvalue()
    assert found.image.name.endswith(".png")
    assert codes(found) == ["docx_picture_in_option"]


def test_more_pictures_and_pictures_outside():
    made = document("TIÊU ĐỀ")
    made.add_picture(picture())
    made.add_paragraph("Câu 1: Gì đây?").add_run().add_picture(picture())
    made.add_picture(picture())
    for line in ("A. một", "B. hai", "Đáp án: A"):
        made.add_paragraph(line)
    file = file_of(made)
    assert codes(file) == ["docx_picture_outside"]
    assert codes(file.questions[0]) == ["docx_more_pictures"]


def test_equations_symbols_and_notes():
    made = document("Câu 1: Tính")
    paragraph = made.paragraphs[0]
    xml(paragraph, "<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>")
    xml(paragraph, '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>')
    xml(paragraph, '<w:r><w:sym w:font="Wingdings" w:char="F001"/></w:r>')
    for line in ("A. một", "B. hai", "Đáp án: A"):
        made.add_paragraph(line)
    found = question(made)
    assert found.stem == "Tínhx²≥\ufffd"
    assert [(one.severity, one.code) for one in found.problems] == [
        (WARNING, "docx_equation"),
        (WARNING, "docx_symbol"),
    ]


def test_ticked_boxes_of_a_symbol_font():
    made = document("Câu 1: Gì?")
    for sign, text in (("F0A8", "A. một"), ("F0FE", "B. hai")):
        paragraph = xml(
            made.add_paragraph(), f'<w:r><w:sym w:font="Wingdings" w:char="{sign}"/></w:r>'
        )
        paragraph.add_run(f" {text}")
    assert right(question(made)) == "B"


def test_hidden_text_is_read_and_told():
    made = document("Câu 1: Gì?", "A. một", "B. hai")
    made.add_paragraph().add_run("Đáp án: A").font.hidden = True
    found = question(made)
    assert right(found) == "A"
    assert codes(found) == ["docx_hidden"]


def test_what_stands_beside_the_text_is_told():
    made = document("Câu 1: Gì?", "A. một", "B. hai", "Đáp án: A")
    xml(
        made.paragraphs[0],
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        "<w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>",
    )
    made.sections[0].header.paragraphs[0].text = "SỞ LAO ĐỘNG"
    made.sections[0].footer.paragraphs[0].text = "Trang 1/2"
    file = file_of(made)
    assert sorted((one.code, one.text) for one in file.problems) == [
        ("docx_header", "SỞ LAO ĐỘNG"),
        ("docx_text_box", "Trong khung"),
    ]
    assert ("Trang 1/2", COMMENT) in [(line.text, line.role) for line in file.lines]


def test_footnotes_and_comments_are_told():
    made = document("Câu 1: Gì?", "A. một", "B. hai", "Đáp án: A")
    made.add_comment(made.paragraphs[1].runs, text="Xem lại", author="x")
    xml(made.paragraphs[0], '<w:r><w:footnoteReference w:id="2"/></w:r>')
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Theo Luật</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, RT.FOOTNOTES)
    file = file_of(made)
    assert sorted((one.code, one.text) for one in file.problems) == [
        ("docx_comment", "Xem lại"),
        ("docx_footnote", "Theo Luật"),
    ]
    assert codes(file.questions[0]) == ["docx_note_mark"]


def test_old_fonts_are_converted_or_refused():
    made = document("C©u 1: §©u lµ c¬ quan ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh?",
                    "A. Së Lao ®éng",
                    "B. ñy ban nh©n d©n tØnh", "§¸p ¸n: B")  # fmt: skip
    file = file_of(made)
    assert file.questions[0].stem.startswith("Đâu là cơ quan")
    assert right(file.questions[0]) == "B"
    assert "docx_converted" in codes(file)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "docx_not_word"),
        (b"PK\x03\x04 nothing", "docx_not_word"),
        (b"Hello", "docx_not_word"),
    ],
)
def test_what_is_no_word_file(data, code):
    with pytest.raises(FileRefusedError) as refused:
        read(data)
    assert refused.value.code == code


def test_declarations_are_refused():
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    data = content(document("Câu 1: Gì?"))

    def declare(name, entry):
        is_text = name == "word/document.xml"
        return doctype + entry.partition(b"?>")[2] if is_text else entry

    with pytest.raises(FileRefusedError) as refused:
        read(repacked(data, declare))
    assert refused.value.code == "docx_declarations"


def test_bombs_are_refused():
    data = io.BytesIO(content(document("Câu 1: Gì?")))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * (70 * 1024 * 1024))
    with pytest.raises(FileRefusedError) as refused:
        read(data.getvalue())
    assert refused.value.code == "docx_too_large"


def whole():
    """A document with a bit of everything."""
    made = document("BỘ CÂU HỎI", "Câu 1: Gì?", "A. một", "B. hai", "Đáp án: B")
    numbered(made, [(0, "Một?"), (1, "x"), (1, "y")], LEVELS)
    styled(made, "Câu 3: Ba?\nA. a\t", ("B. b", "red"))
    table(made, ("Câu hỏi", "A", "B", "Đáp án"), ("Gì?", "x", "y", "A"))
    made.add_picture(picture())
    made.sections[0].header.paragraphs[0].text = "Đầu trang"
    return content(made)


WHOLE = whole()


def check(data):
    """Only a file or a refusal may come out."""
    try:
        file = read(data)
    except FileRefusedError:
        return
    for one in file.questions:
        assert one.has_errors or any(option.is_correct for option in one.options)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=6), st.integers(0, 40))
def test_damaged_files(place, junk, length):
    check(WHOLE[:place] + junk + WHOLE[place + length :])
    check(WHOLE[:place])


XML = zipfile.ZipFile(io.BytesIO(WHOLE)).read("word/document.xml")
TAGS = sorted({part.split(b">")[0].split(b" ")[0] for part in XML.split(b"<w:")[1:]})

VALUES = [(b'w:val="', b'w:val="-9'), (b'w:val="', b'w:other="'), (b"Gi", b"\xff")]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TAGS), st.sampled_from([*TAGS, b"x", b"del", b"sdt", b"txbxContent"]),
       st.sampled_from(VALUES))  # fmt: skip
def test_mutated_elements(old, new, values):
    def change(name, entry):
        if name not in {"word/document.xml", "word/numbering.xml", "word/styles.xml"}:
            return entry
        for mark in (b" ", b">", b"/>"):
            entry = entry.replace(b"<w:" + old + mark, b"<w:" + new + mark)
        return entry.replace(b"</w:" + old + b">", b"</w:" + new + b">").replace(*values)

    check(repacked(WHOLE, change))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(alphabet="ABCâu123:.) \n\tĐáp án*", max_size=30), max_size=8))
def test_any_paragraphs(lines):
    clean = [line for line in lines if line.isprintable() or "\n" in line or "\t" in line]
    check(content(document(*clean)))


def test_elements_that_nobody_foresaw():
    made = document("Câu 1: Gì?")
    made.element.body.insert(0, docx.oxml.parse_xml(f"<w:altChunk {nsdecls('w', 'r')}/>"))
    assert len(read(content(made)).questions) == 1

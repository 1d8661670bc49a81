"""A file is recognised by what stands in it; what holds no questions is refused with advice."""

import io
import unicodedata
import zipfile
from contextlib import suppress

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.formats import recognise
from quiz.formats.aiken import writing as aiken
from quiz.formats.base import FileRefusedError, Place, ReadFile, ReadOption, ReadQuestion
from quiz.formats.gift import writing as gift
from quiz.formats.moodle_xml import writing as moodle_xml
from quiz.formats.sheets import writing as sheets
from quiz.importing.wording import messages
from tests.office_files.test_encodings import in_1258, in_tcvn3
from tests.organisation.roll.files import archive, ods
from tests.quiz.formats.sheet_files import CHOICES, HEADINGS, STEM, csv_text

QUESTION = ReadQuestion(
    Place(1), "single", STEM, tuple(ReadOption(text, text == "Xã") for text in CHOICES)
)
TYPED = f"Câu 1: {STEM}\nA. Sở\nB. Huyện\nC. Xã\nD. Thôn\nĐáp án: C\n"
TABLE = csv_text(HEADINGS, (1, STEM, *CHOICES, "C"))


def word(text):
    """A Word document of the lines."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FILES = {
    "xlsx": sheets.write([QUESTION]).content,
    "ods": ods(HEADINGS, (1, STEM, *CHOICES, "C")),
    "csv": TABLE.encode(),
    "csv in utf-16 with tabs": TABLE.replace(";", "\t").encode("utf-16"),
    "csv of one column more than text": ("sep=;\n" + TABLE).encode(),
    "docx": word(TYPED),
    "typed": TYPED.encode(),
    "typed in decomposed letters": unicodedata.normalize("NFD", TYPED).encode("utf-8-sig"),
    "typed in windows-1258": in_1258(TYPED),
    "typed in tcvn3": in_tcvn3(TYPED).encode("latin-1"),
    "gift": gift.write([QUESTION]).content,
    "gift without a name": f"{STEM} {{\n~Sở\n~Huyện\n=Xã\n~Thôn\n}}\n".encode(),
    "aiken": aiken.write([QUESTION]).content,
    "moodle_xml": moodle_xml.write([QUESTION]).content,
    "moodle_xml in utf-16": moodle_xml.write([QUESTION])
    .content.decode()
    .replace("UTF-8", "UTF-16")
    .encode("utf-16"),
}


@pytest.fixture
def read(tmp_path):
    def of(content):
        path = tmp_path / "tep"
        path.write_bytes(content)
        return recognise.read(path)

    return of


@pytest.mark.parametrize(("name", "content"), FILES.items(), ids=FILES.keys())
def test_every_format_is_recognised_by_its_content(read, name, content):
    found = read(content)
    assert found.format == name.split()[0]
    (question,) = found.questions
    assert (question.stem, question.has_errors) == (STEM, False)
    assert [(option.text, option.is_correct) for option in question.options] == [
        ("Sở", False),
        ("Huyện", False),
        ("Xã", True),
        ("Thôn", False),
    ]


def test_converted_text_is_told(read):
    found = read(FILES["typed in windows-1258"])
    assert [(problem.code, problem.details) for problem in found.problems] == [
        ("text_converted", {"encoding": "windows-1258"})
    ]


def ole(stream):
    """The beginning of a file of old Office with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + stream.encode("utf-16-le")


REFUSED = {
    "empty": ("sheet_empty", b""),
    "blank": ("text_empty", b" \n\n"),
    "pdf": ("text_pdf", b"%PDF-1.7\n..."),
    "picture": ("text_picture", b"\x89PNG\r\n\x1a\n"),
    "rtf": ("text_rtf", rb"{\rtf1 C\'e2u 1}"),
    "web page as xls": ("text_html", b"<html><body><table><tr><td>x"),
    "old word": ("text_old_word", ole("WordDocument")),
    "slides": ("text_slides", ole("PowerPoint Document")),
    "password": ("text_password", ole("EncryptedPackage")),
    "old workbook that is damaged": ("sheet_damaged", ole("Workbook")),
    "archive": ("text_archive", archive({"cau-hoi.txt": TYPED})),
    "text of LibreOffice": (
        "text_odt",
        archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    ),
    "damaged archive": ("text_damaged", b"PK\x03\x04" + b"x" * 99),
    "program": ("text_unknown", b"MZ\x90\x00\x03"),
    "german": ("text_encoding", "Größe? Ärger! Öl".encode("cp1252")),
    "lost letters": ("text_lost_letters", b"C?u 1: C?i c?ch h?nh ch?nh l? g??\nA. x\n"),
}


@pytest.mark.parametrize(("code", "content"), REFUSED.values(), ids=REFUSED.keys())
def test_what_holds_no_questions_is_refused_with_advice(read, code, content):
    with pytest.raises(FileRefusedError) as caught:
        read(content)
    assert caught.value.code == code
    assert messages()[code].advice


def test_an_archive_that_unpacks_to_too_much_is_refused(read, monkeypatch):
    monkeypatch.setattr(recognise.sheets, "MAX_UNPACKED", 1000)
    with pytest.raises(FileRefusedError, match="text_bomb"):
        read(FILES["xlsx"])


TEXTS = {
    "a comma in a sentence": ("typed", TYPED.replace("hồ sơ", "đơn, thư, hồ sơ")),
    "braces in a typed question": ("typed", TYPED.replace("hồ sơ", "hồ sơ {A4}")),
    "a sum in braces in one of many paragraphs": (
        "typed",
        TYPED.replace("hồ sơ", "hồ sơ {x = 1}") + "".join(f"\n{n}\n" for n in "abcde"),
    ),
    "a key in English": ("typed", TYPED.replace("Đáp án", "ANSWER")),
    "two questions of Aiken": (
        "aiken",
        f"{STEM}\nA. x\nB. y\nANSWER: B\n\nAi?\nA. x\nB. y\nANSWER: A\n",
    ),
    "arrows in GIFT": ("gift", "Ghép { =a -> 1 =b -> 2 }\n"),
    "true or false in GIFT": ("gift", f"{STEM} {{T}}\n"),
    "a table with semicolons in texts": ("csv", csv_text(HEADINGS, (1, "A; B?", *CHOICES, "A"))),
}


@pytest.mark.parametrize(("form", "text"), TEXTS.values(), ids=TEXTS.keys())
def test_where_two_formats_are_possible_the_better_one_wins(form, text):
    found = recognise.read_text(text)
    assert found.format == form
    assert not any(question.has_errors for question in found.questions)


def test_a_table_without_known_headings_is_asked_about():
    found = recognise.read_text("Nº;Pregunta;Uno;Dos;Bien\n1;Ai?;Sở;Xã;2\n2;Gì?;Sở;Xã;1\n")
    assert found.format == "csv"
    assert [problem.code for problem in found.problems] == ["sheet_columns_unsure"]


def test_a_table_with_labels_in_its_cells_is_asked_about_rather_than_torn_to_pieces():
    found = recognise.read_text(
        'Câu hỏi;Các phương án;Đáp án\nAi?;"A. Sở\nB. Huyện";B\nGì?;"A. Sở\nB. Xã";A\n'
    )
    assert [problem.code for problem in found.problems] == ["sheet_columns_unsure"]


STARTS = st.sampled_from([b"", *(content[:300] for content in FILES.values())])


@given(STARTS, st.binary(max_size=300))
@example(b"PK\x03\x04", b"")
@settings(max_examples=150)
def test_no_bytes_crash_the_readers(tmp_path_factory, start, content):
    path = tmp_path_factory.mktemp("tep") / "tep"
    path.write_bytes(start + content)
    with suppress(FileRefusedError):
        assert isinstance(recognise.read(path), ReadFile)


@given(st.data())
@settings(max_examples=40)
def test_no_damage_crashes_the_readers(tmp_path_factory, data):
    content = bytearray(data.draw(st.sampled_from(list(FILES.values()))))
    for _ in range(data.draw(st.integers(0, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("tep") / "tep"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with suppress(FileRefusedError):
        recognise.read(path)


def test_a_zip_of_a_word_document_that_is_none_is_refused(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("word/document.xml", "<x/>")
    with suppress(FileRefusedError):
        assert read(stream.getvalue()).questions == ()


AIKEN_BLOCK = "{stem}\nA. Sở\nB. Xã\nANSWER: B\n"


@pytest.mark.parametrize(
    "stem",
    ["Câu 5 trong phiếu khảo sát hỏi gì?", "Câu 5: trong phiếu hỏi gì?", "Câu 5. Hỏi gì?"],
)
def test_a_stem_that_speaks_of_a_question_leaves_a_file_aiken(stem):
    stems = ["Ai trả lời?", stem, "Ai đọc phiếu?"]
    found = recognise.read_text("\n".join(AIKEN_BLOCK.format(stem=one) for one in stems))
    assert (found.format, [one.stem for one in found.questions]) == ("aiken", stems)
    assert not any(one.has_errors for one in found.questions)


def test_numbers_before_each_question_are_no_part_of_it():
    stems = ["Ai trả lời?", "Ai hỏi?"]
    numbered = [f"Câu {number}: {stem}" for number, stem in enumerate(stems, start=1)]
    found = recognise.read_text("\n".join(AIKEN_BLOCK.format(stem=one) for one in numbered))
    assert (found.format, [one.stem for one in found.questions]) == ("typed", stems)

"""The Word document that authors download, and the words for what readers of documents say."""

import io
import re
from pathlib import Path

import docx

from quiz.formats import documents
from quiz.formats.base import COMMENT, ERROR, NOTICE, Place, Problem
from quiz.formats.documents.docx import read
from quiz.formats.documents.template import EXAMPLES, template
from quiz.importing.wording import messages, sentence

CODE = re.compile(r'f?"((?:typed|docx)_[a-z_]+)')
LOOKS = {"docx_key_from_bold", "docx_key_from_underline", "docx_key_from_colour",
         "docx_key_from_highlight"}  # fmt: skip


def test_the_template_as_it_is_holds_no_question():
    file = read(template())
    assert not file.questions
    assert {line.role for line in file.lines} == {COMMENT}
    assert [(one.severity, one.code) for one in file.problems] == [
        (ERROR, "typed_no_questions"),
        *[(NOTICE, "typed_example")] * len(EXAMPLES),
    ]


def test_what_is_written_into_the_template_is_read():
    document = docx.Document(io.BytesIO(template()))
    for line in ("Câu 1: Gì?", "A. một", "B. hai", "Đáp án: B", "Mức độ: Khó"):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    (found,) = read(file.getvalue()).questions
    assert (found.stem, found.difficulty, found.problems) == ("Gì?", "hard", ())
    assert [option.is_correct for option in found.options] == [False, True]


def test_the_examples_are_questions_that_could_be_taken_in():
    document = docx.Document()
    for example in EXAMPLES:
        for line in example:
            document.add_paragraph(line.replace("Câu ví dụ", "Câu"))
    file = io.BytesIO()
    document.save(file)
    questions = read(file.getvalue()).questions
    assert [one.kind for one in questions] == ["single", "multiple", "number"]
    assert not any(one.has_errors for one in questions)


def test_everything_that_is_said_has_words():
    sources = Path(documents.__file__).parent.rglob("*.py")
    codes = {code for source in sources for code in CODE.findall(source.read_text())}
    codes = codes - {"docx_key_from_"} | LOOKS
    assert len(codes) > 40
    assert codes <= set(messages())
    for code in codes:
        said = sentence(Problem(NOTICE, code, Place(1), "chữ"))
        assert said
        assert "%(" not in said

"""Files of questions for the tests, as a reader would return them."""

from collections.abc import Sequence
from typing import Any
from unittest import mock

from django.core.files.base import ContentFile

from intranet.accounts.models import User
from intranet.pages.models import Topic
from quiz.formats.base import Place, ReadFile, ReadOption, ReadQuestion
from quiz.importing import reading, services
from quiz.models import QuestionImport
from tests.factories import make_user
from tests.factories_quiz import make_topic

OPTIONS = (("Đúng ý", True), ("Sai ý", False), ("Khác", False))


def read_question(
    stem: str = "Câu hỏi trong tệp?",
    options: Sequence[tuple[Any, ...]] = OPTIONS,
    *,
    kind: str = "single",
    line: int = 1,
    **fields: Any,
) -> ReadQuestion:
    """Make a question as it was read; the first option is the right one."""
    read = tuple(ReadOption(text, is_correct) for text, is_correct in options)
    place = Place(line, "Câu hỏi")
    return ReadQuestion(place, kind, stem, fields.pop("read_options", read), **fields)


def take_in(
    questions: Sequence[ReadQuestion],
    *,
    user: User | None = None,
    topic: Topic | None = None,
    file_name: str = "cau-hoi.xlsx",
    file_format: str = "xlsx",
    **read: Any,
) -> QuestionImport:
    """Take a file in that holds these questions."""
    found = ReadFile(file_format, tuple(questions), **read)
    with mock.patch.object(reading, "_read", return_value=found):
        question_import = services.take_in(
            file=ContentFile(repr(questions).encode(), name=file_name),
            file_name=file_name,
            topic=topic or make_topic(),
            user=user or make_user(),
        )
    question_import.refresh_from_db()
    return question_import

"""Puts a short quiz with questions of several kinds into a demonstration site; prints its path."""

import django

django.setup()

from wagtail.models import Page  # noqa: E402 - the applications have to be ready

from quiz.choices import QuestionKind  # noqa: E402
from tests.factories_quiz import make_question, make_quiz  # noqa: E402

TITLE = "Bài thử ngắn"


def questions() -> list:
    """Return six questions, three to choose, two to write, one of pairs, and a closing text."""
    choices = (("Một", True), ("Hai", False), ("Ba", False))
    return [
        make_question(stem="Chọn lần thứ nhất?", options=choices),
        make_question(stem="Chọn lần thứ hai?", options=choices),
        make_question(stem="Chọn nhiều?", kind=QuestionKind.MULTIPLE, options=choices),
        make_question(stem="Bao nhiêu ngày?", kind=QuestionKind.NUMBER, options=[("30", True)]),
        make_question(stem="Viết gì?", kind=QuestionKind.SHORT_TEXT, options=[("Hà Tĩnh", True)]),
        make_question(
            stem="Ghép đôi?",
            kind=QuestionKind.MATCHING,
            options=[("Trái", True), ("Phải", True)],
            partners={"Trái": "Bên trái", "Phải": "Bên phải"},
        ),
        make_question(stem="Hết câu hỏi.", kind=QuestionKind.TEXT_BLOCK, options=[]),
    ]


if __name__ == "__main__":
    quiz = make_quiz(
        questions=questions(),
        parent=Page.objects.get(slug="trac-nghiem"),
        title=TITLE,
        max_attempts=0,
        time_limit=30,
        questions_per_page=1,
        shuffle_questions=False,
        shuffle_options=False,
    )
    print(quiz.url_path.split("/", 2)[2])

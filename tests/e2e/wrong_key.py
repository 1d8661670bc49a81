"""Puts a question with a wrong key, answered by twelve people, into a demonstration site."""

import datetime

import django

django.setup()

from django.utils import timezone  # noqa: E402 - the applications have to be ready
from wagtail.models import Page  # noqa: E402

from quiz.models import Question  # noqa: E402
from quiz.services import submit_attempt  # noqa: E402
from tests.factories import make_person  # noqa: E402
from tests.factories_quiz import (  # noqa: E402
    make_attempt,
    make_question,
    make_quiz,
    right_answers,
    save,
)

STEM = "Thủ tục hành chính nào được tiếp nhận trực tuyến toàn trình tại Sở?"
OPTIONS = (
    ("Cấp giấy phép lao động cho người nước ngoài", True),
    ("Báo cáo tình hình sử dụng lao động sáu tháng đầu năm", False),
    ("Giải quyết chế độ mai táng phí đối với cựu chiến binh", False),
)
AGO = datetime.timedelta(hours=1)


def sit(question: Question, place: int, quiz: object) -> None:
    """Let one person answer: the others' key is right, ours chosen in turn."""
    begun = timezone.now() - AGO
    attempt = make_attempt(quiz, make_person(), now=begun)
    answers = right_answers(attempt)
    slot = attempt.responses.get(question_version=question.current_version).slot
    answers[slot] = [question.current_version.options[place % 3]["id"]]
    if place % 2:
        answers = {slot: answers[slot]}
    save(attempt, answers, now=begun)
    submit_attempt(attempt=attempt, now=begun + datetime.timedelta(minutes=5 + place))


if __name__ == "__main__":
    question = make_question(stem=STEM, options=OPTIONS, code="TTHC-99")
    quiz = make_quiz(
        questions=[question, make_question()],
        parent=Page.objects.get(slug="trac-nghiem"),
        title="Trắc nghiệm thủ tục hành chính (thử)",
        preset="contest",
        closes_at=timezone.now() + datetime.timedelta(days=1),
        pass_mark=60,
    )
    for place in range(12):
        sit(question, place, quiz)
    print(question.pk)

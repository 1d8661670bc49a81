"""Puts a question with versions, answers and a draft into a demonstration site; prints its key."""

import django

django.setup()

from decimal import Decimal  # noqa: E402 - the applications have to be ready

from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from quiz.models import Attempt, Question, Response  # noqa: E402
from tests.factories import make_person  # noqa: E402
from tests.factories_quiz import make_attempt, make_question, make_quiz  # noqa: E402

STEM = "Theo Quy chế văn hóa công sở, hành vi nào sau đây được thực hiện tại công sở?"
OPTIONS = (
    ("Hút thuốc lá trong phòng làm việc", False),
    ("Đeo thẻ công chức khi thực hiện nhiệm vụ", True),
    ("Quảng cáo thương mại tại công sở", False),
)


def publish(question: Question, *, is_minor_change: bool = False, **fields: str) -> Question:
    """Publish the question with other content."""
    for name, value in fields.items():
        setattr(question, name, value)
    question.is_minor_change = is_minor_change
    question.save_revision().publish()
    return Question.objects.get(pk=question.pk)


def answer(question: Question, number: int) -> None:
    """Let eight people answer it, those who know the rest better than the others."""
    quiz = make_quiz(
        questions=[question, make_question()],
        parent=Page.objects.get(slug="trac-nghiem"),
        title="Trắc nghiệm văn hóa công sở (thử)",
        max_attempts=0,
    )
    people = [make_person() for _ in range(8)]
    for place in range(number):
        attempt = make_attempt(quiz, people[place % len(people)], now=timezone.now())
        mark, rest = Decimal(place % 3 > 0), Decimal(place % 2)
        Attempt.objects.filter(pk=attempt.pk).update(
            state="submitted", score=mark + rest, maximum=2, finished_at=timezone.now()
        )
        Response.objects.filter(attempt=attempt).update(mark=rest, is_closed=True)
        Response.objects.filter(attempt=attempt, question_version__question=question).update(
            mark=mark
        )


if __name__ == "__main__":
    question = make_question(stem=STEM.replace("chế", "chếe"), options=OPTIONS, code="VHCS-01")
    question = publish(question, stem=STEM, is_minor_change=True)
    answer(question, 36)
    question = publish(question, stem=STEM.replace("được", "không được"), explanation="Quy chế.")
    question.stem = STEM.replace("được", "không được phép")
    question.save_revision()
    print(question.pk)

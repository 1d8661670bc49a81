"""Puts a question of the bank into a short quiz of the demonstration; prints the quiz's path."""

import sys

import django

django.setup()

from wagtail.models import Page  # noqa: E402 - the applications have to be ready

from quiz.models import Question  # noqa: E402
from tests.factories_quiz import make_question, make_quiz  # noqa: E402

if __name__ == "__main__":
    quiz = make_quiz(
        questions=[Question.objects.get(code=sys.argv[1]), make_question(stem="Chọn một?")],
        parent=Page.objects.get(slug="trac-nghiem"),
        title="Trắc nghiệm một cửa",
        pass_mark=60,
        shuffle_questions=False,
        shuffle_options=False,
    )
    print(quiz.url_path.split("/", 2)[2])

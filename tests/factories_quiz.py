"""Topics, questions, quizzes and attempts for the tests, with defaults for the rest."""

import datetime
import itertools
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from intranet.organisation.models import Audience, Person
from intranet.pages.models import Topic
from quiz.models import (
    Attempt,
    Question,
    QuestionKind,
    QuestionOption,
    QuizPage,
    QuizQuestion,
    TopicQuota,
)
from quiz.save_rule import Sent
from quiz.services import Told, save_answers, start_attempt
from quiz.types import type_of
from tests.factories import make_person

NOW = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)

_numbers = itertools.count(1)


def make_topic(name: str = "") -> Topic:
    """Make a topic."""
    number = next(_numbers)
    return Topic.objects.create(code=f"chu-de-{number}", name=name or f"Chủ đề {number}")


def make_question(
    topic: Topic | None = None,
    *,
    kind: str = QuestionKind.SINGLE,
    options: Iterable[tuple[str, bool]] = (("Đúng ý", True), ("Sai ý", False), ("Khác", False)),
    pinned: Iterable[str] = (),
    partners: Mapping[str, str] | None = None,
    is_published: bool = True,
    **fields: Any,
) -> Question:
    """Make a question, published unless said otherwise; the first option is the right one."""
    number = next(_numbers)
    question = Question(
        kind=kind,
        stem=fields.pop("stem", f"Câu hỏi số {number}?"),
        topic=topic or make_topic(),
        live=False,
        **fields,
    )
    question.options = [
        QuestionOption(
            text=text,
            is_correct=is_correct,
            is_pinned=text in pinned,
            match=(partners or {}).get(text, ""),
            sort_order=place,
        )
        for place, (text, is_correct) in enumerate(options)
    ]
    question.save()
    if is_published:
        question.save_revision().publish()
        question = Question.objects.get(pk=question.pk)
    return question


def make_quiz(
    *,
    questions: Iterable[Question] | None = None,
    quotas: Iterable[tuple[Topic, int]] = (),
    parent: Page | None = None,
    live: bool = True,
    **fields: Any,
) -> QuizPage:
    """Make a quiz of three fixed questions unless the test says what it is made of."""
    number = next(_numbers)
    if questions is None:
        questions = [] if quotas else [make_question() for _ in range(3)]
    quiz = QuizPage(
        title=fields.pop("title", f"Trắc nghiệm {number}"),
        slug=f"trac-nghiem-{number}",
        audience=fields.pop("audience", None) or Audience.objects.everybody(),
        live=live,
        **fields,
    )
    quiz.fixed_questions = [
        QuizQuestion(question=question, sort_order=place)
        for place, question in enumerate(questions)
    ]
    quiz.topic_quotas = [
        TopicQuota(topic=topic, count=count, sort_order=place)
        for place, (topic, count) in enumerate(quotas)
    ]
    parent = parent or Page.objects.filter(depth=2).first() or Page.objects.get(depth=1)
    parent.add_child(instance=quiz)
    return QuizPage.objects.get(pk=quiz.pk)


def make_attempt(
    quiz: QuizPage | None = None, person: Person | None = None, *, now: Any = None
) -> Attempt:
    """Begin an attempt, always with the same draw."""
    return start_attempt(
        quiz=quiz or make_quiz(),
        person=person or make_person(),
        now=now or timezone.now(),
        chance=Random(1),
    )


def right_answers(attempt: Attempt) -> dict[int, list[Any]]:
    """The right answer to every question drawn, by slot."""
    versions = {
        response.slot: response.question_version
        for response in attempt.responses.select_related("question_version")
    }
    return {
        slot: type_of(version.kind).right_answer(version.item) for slot, version in versions.items()
    }


def wrong_answers(attempt: Attempt) -> dict[int, list[str]]:
    """One wrong option for every question drawn, by slot."""
    responses = attempt.responses.select_related("question_version")
    return {
        response.slot: [
            option["id"] for option in response.question_version.options if not option["is_correct"]
        ][:1]
        for response in responses
    }


def sent_answers(
    attempt: Attempt,
    answers: Mapping[int, list[Any]],
    *,
    number: int = 1,
    base: int | None = None,
) -> list[Sent]:
    """Answers in their stored form as a page sends them, on what stands unless a base is named."""
    rows = attempt.responses.select_related("question_version", "attempt")
    found = {row.slot: row for row in rows}
    return [
        Sent(
            slot=slot,
            base=found[slot].version_counter if base is None else base,
            number=number,
            values=posted_values(found[slot], answer),
        )
        for slot, answer in answers.items()
    ]


def posted_values(response: Any, answer: list[Any]) -> tuple[str, ...]:
    """What a form posts to give an answer."""
    version = response.question_version
    return tuple(type_of(version.kind).values(version.item, answer, response.tokens))


def save(
    attempt: Attempt, answers: Mapping[int, list[Any]], *, now: Any, writer: str = ""
) -> list[Told]:
    """Save answers, given in their stored form by slot, as a page just loaded would."""
    return save_answers(
        responses=attempt.responses.all(),
        answers=sent_answers(attempt, answers),
        writer=writer or f"trang-{next(_numbers)}",
        now=now,
    )

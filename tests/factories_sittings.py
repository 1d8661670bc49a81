"""Many finished attempts at once, written as they stand after the hand-in."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any

from django.utils import timezone

from intranet.organisation.freezing import freeze
from intranet.organisation.models import Person
from quiz.choices import GradingMethod
from quiz.correction import mark
from quiz.duties import QuizDuties
from quiz.marking import outcome, stored
from quiz.models import Attempt, AttemptState, QuestionVersion, QuizPage, Response
from quiz.types import type_of

CHUNK = 500
SECONDS_EACH = 20

Answering = Callable[[QuestionVersion, float, Random], list[Any]]


def sit(
    quiz: QuizPage,
    people: Iterable[Person],
    *,
    number: int = 1,
    seed: int = 1,
    answering: Answering | None = None,
    drawn: Sequence[QuestionVersion] = (),
    draws: int = 0,
) -> list[Attempt]:
    """Let each person finish one attempt of the fixed questions and of some drawn ones.

    Each knows a share of everything, which is dealt evenly from nothing to all; `answering` is
    given it with the version. Answers are saved `SECONDS_EACH` apart.
    """
    chance = Random(seed)
    people = list(people)
    fixed = [place.question.current_version for place in _places(quiz)]
    known = [(place + 0.5) / len(people) for place in range(len(people))]
    chance.shuffle(known)
    begun = timezone.now() - datetime.timedelta(hours=2)
    attempts, responses = [], []
    for person, share in zip(people, known, strict=True):
        versions = [*fixed, *chance.sample(list(drawn), draws)]
        answers = [(answering or knowing)(version, share, chance) for version in versions]
        attempt = _attempt(quiz, person, number, begun, versions, answers)
        attempts.append(attempt)
        responses += _responses(attempt, versions, answers)
    Attempt.objects.bulk_create(attempts, batch_size=CHUNK)
    Response.objects.bulk_create(responses, batch_size=CHUNK)
    return attempts


def repeat(quiz: QuizPage, people: Iterable[Person]) -> None:
    """Let each finish a second attempt, all right; the first one counts."""
    QuizPage.objects.filter(pk=quiz.pk).update(grading_method=GradingMethod.FIRST)
    sit(
        quiz,
        people,
        number=2,
        answering=lambda version, _share, chance: knowing(version, 1, chance),
    )


def end(quiz: QuizPage) -> None:
    """Let the quiz be over, and its roster frozen."""
    now = timezone.now()
    QuizPage.objects.filter(pk=quiz.pk).update(
        opens_at=now - datetime.timedelta(days=1), closes_at=now - datetime.timedelta(minutes=1)
    )
    duty = QuizDuties().get(str(quiz.pk))
    assert duty is not None
    freeze(duty, now)


def knowing(version: QuestionVersion, share: float, chance: Random) -> list[Any]:
    """The right answer as often as the person knows it, else a wrong option or nothing."""
    if chance.random() < share:
        return type_of(version.kind).right_answer(version.item)
    wrong = [option["id"] for option in version.options if not option["is_correct"]]
    return [chance.choice(wrong)] if wrong and chance.random() < 0.95 else []


def _places(quiz: QuizPage) -> Any:
    return quiz.fixed_questions.select_related("question__current_version").order_by("sort_order")


def _marks(quiz: QuizPage, versions: Any, answers: Any) -> list[Any]:
    return [
        mark(version.kind, version.item, answer, negative=quiz.negative_marks)
        for version, answer in zip(versions, answers, strict=True)
    ]


def _attempt(
    quiz: QuizPage, person: Person, number: int, begun: Any, versions: Any, answers: Any
) -> Attempt:
    marks = [one for one in _marks(quiz, versions, answers) if one is not None]
    result = outcome(marks, maximum=len(marks), pass_mark=quiz.pass_mark)
    return Attempt(
        quiz=quiz,
        person=person,
        number=number,
        attempts_allowed=quiz.max_attempts,
        salt=f"{number}",
        slots=len(versions),
        state=AttemptState.SUBMITTED,
        started_at=begun,
        finished_at=begun + datetime.timedelta(seconds=SECONDS_EACH * (len(versions) + 1)),
        pass_mark=quiz.pass_mark,
        negative_marks=quiz.negative_marks,
        score=stored(result.score),
        maximum=stored(result.maximum),
        is_passed=result.is_passed,
    )


def _responses(attempt: Attempt, versions: Any, answers: Any) -> list[Response]:
    marks = _marks(attempt.quiz, versions, answers)
    return [
        Response(
            attempt=attempt,
            slot=slot,
            question_version=version,
            option_order=[option["id"] for option in version.options],
            answer=answer,
            saved_at=attempt.started_at + datetime.timedelta(seconds=SECONDS_EACH * slot),
            is_closed=True,
            mark=None if earned is None else stored(earned),
        )
        for slot, (version, answer, earned) in enumerate(
            zip(versions, answers, marks, strict=True), start=1
        )
    ]

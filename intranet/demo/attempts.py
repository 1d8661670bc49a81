"""Plays the made-up attempts through the quiz's own services, at the times that are planned."""

import datetime
import random
from collections.abc import Sequence
from typing import Any

from intranet.demo.behaviour import PlannedAttempt, second_try
from intranet.demo.roster import dice
from intranet.organisation.models import Person
from quiz.models import Attempt, QuizPage, Response
from quiz.save_rule import Sent
from quiz.services import close_expired, save_answers, start_attempt, submit_attempt

WRITER = "minh-hoa"


def play(quiz: QuizPage, plan: Sequence[PlannedAttempt], *, now: datetime.datetime) -> int:
    """Play all attempts of the plan, and second ones of those who did badly; returns how many."""
    people = {person.staff_code: person for person in Person.objects.filter(is_sample=True)}
    seconds = []
    for planned in plan:
        attempt = _play_one(quiz, people[planned.staff_code], planned)
        if attempt.score is not None and quiz.max_attempts != 1:
            again = second_try(planned, float(attempt.score / attempt.maximum), now)
            seconds += [again] if again else []
    close_expired(now=now)
    for planned in seconds:
        _play_one(quiz, people[planned.staff_code], planned)
    return len(plan) + len(seconds)


def chosen_options(
    options: Sequence[dict[str, Any]], skill: float, rng: random.Random
) -> list[str]:
    """Return ids of a right answer with the chance `skill`, else of a plausible wrong one."""
    right = [option["id"] for option in options if option["is_correct"]]
    wrong = [option["id"] for option in options if not option["is_correct"]]
    if rng.random() < skill:
        return right
    if len(right) > 1:
        return right[:-1]
    return [rng.choice(wrong)]


def _play_one(quiz: QuizPage, person: Person, planned: PlannedAttempt) -> Attempt:
    number = 1 + Attempt.objects.filter(quiz=quiz, person=person).count()
    rng = dice(quiz.slug, person.staff_code, number)
    attempt = start_attempt(quiz=quiz, person=person, now=planned.started_at, chance=rng)
    responses = list(attempt.responses.select_related("question_version").order_by("slot"))
    count = max(1, round(planned.answered_share * len(responses)))
    save_answers(
        responses=attempt.responses.all(),
        answers=[_answer(response, planned.skill, rng) for response in responses[:count]],
        writer=WRITER,
        now=planned.finished_at,
    )
    return (
        submit_attempt(attempt=attempt, now=planned.finished_at)
        if planned.is_handed_in
        else attempt
    )


def _answer(response: Response, skill: float, rng: random.Random) -> Sent:
    chosen = chosen_options(response.question_version.options, skill, rng)
    token_of = response.tokens.of_options
    values = tuple(token_of[option_id] for option_id in chosen)
    return Sent(slot=response.slot, base=0, number=1, values=values)

"""Questions of the bank that ask nearly the same as a stem."""

from typing import NamedTuple

from quiz.bank_search import folded_stem
from quiz.models import Question
from quiz.similar import near


class NearQuestion(NamedTuple):
    """A question of the bank, and how near it is."""

    question: Question
    ratio: float


def near_questions(stem: str, *, but: int | None = None) -> list[NearQuestion]:
    """The nearest, apart from the question itself; two statements for a bank of any size."""
    rows = Question.objects.exclude(pk=but).order_by().values_list("pk", "folded")
    found = near(stem, {pk: folded_stem(folded) for pk, folded in rows})
    questions = Question.objects.for_listing().in_bulk([one.key for one in found])
    return [NearQuestion(questions[key], ratio) for key, ratio in found]

"""Questions of the bank that ask nearly the same as a stem."""

from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps

from quiz.bank_search import folded_stem
from quiz.similar import near

if TYPE_CHECKING:
    from quiz.models import Question


class NearQuestion(NamedTuple):
    """A question of the bank, and how near it is."""

    question: "Question"
    ratio: float


def near_questions(stem: str, *, but: int | None = None) -> list[NearQuestion]:
    """The nearest, apart from the question itself; two statements for a bank of any size."""
    bank = apps.get_model("quiz", "Question").objects
    rows = bank.exclude(pk=but).order_by().values_list("pk", "folded")
    found = near(stem, {pk: folded_stem(folded) for pk, folded in rows})
    questions = bank.for_listing().in_bulk([one.key for one in found])
    return [NearQuestion(questions[key], ratio) for key, ratio in found]

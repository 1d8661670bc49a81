"""Which attempts are looked at: those that count, the first ones, or all that were finished."""

import enum
from collections.abc import Collection
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, When, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.grading import BEST, LAST
from quiz.models import Attempt
from quiz.models.attempts import SHARE


class Sample(enum.StrEnum):
    """Which attempts are looked at; addresses carry the value. Voided ones never are."""

    COUNTING = "tinh-diem"
    FIRST = "dau-tien"
    ALL = "tat-ca"

    @property
    def label(self) -> Promise:
        """The sample as it is read on the screen and in the file."""
        return _LABELS[self]

    @property
    def has_one_each(self) -> bool:
        """Whether each person stands in it with one attempt."""
        return self is not Sample.ALL


_LABELS = {
    Sample.COUNTING: _("the attempt that counts of each person"),
    Sample.FIRST: _("the first attempt of each person"),
    Sample.ALL: _("all finished attempts"),
}

# The smaller stands first; `quiz.grading.counting` says the same.
_COUNTING_ORDER = Case(
    When(quiz__grading_method=BEST, then=-F("share")),
    When(quiz__grading_method=LAST, then=-Cast("number", FloatField())),
    default=Cast("number", FloatField()),
)


def sampled(quiz_ids: Collection[int], sample: Sample) -> QuerySet[Attempt]:
    """The finished attempts of the quizzes that belong to the sample."""
    finished = Attempt.objects.finished().filter(quiz__in=quiz_ids).order_by()
    if sample is Sample.ALL:
        return finished
    order: list[Any] = [F("number").asc()]
    if sample is Sample.COUNTING:
        share = Case(When(Q(maximum__gt=0), then=SHARE), default=0.0, output_field=FloatField())
        finished = finished.annotate(share=share)
        order = [_COUNTING_ORDER.asc(), *order]
    rank = Window(RowNumber(), partition_by=[F("quiz_id"), F("person_id")], order_by=order)
    return finished.annotate(rank=rank).filter(rank=1)

"""Which attempts are looked at: those that count, the first ones, or all that were finished."""

import enum
import functools
import operator
from collections.abc import Collection
from typing import Any

from django.db.models import Case, Exists, FloatField, OuterRef, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.choices import GradingMethod
from quiz.grading import FIRST
from quiz.models import Attempt
from quiz.models.attempts import SHARE, comes_before_outer


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


def sampled(quiz_ids: Collection[int], sample: Sample) -> QuerySet[Attempt]:
    """The finished attempts of the quizzes that belong to the sample.

    Those of one person are compared, which the index on quiz and person finds, and never ranked:
    SQLite would go through all ranks for each person.
    """
    finished = _finished(quiz__in=quiz_ids)
    if sample is Sample.ALL:
        return finished
    others = _finished(quiz=OuterRef("quiz"), person=OuterRef("person"))
    before = comes_before_outer(FIRST) if sample is Sample.FIRST else _counts_before()
    return finished.filter(~Exists(others.filter(before)))


def _finished(**of_whom: Any) -> QuerySet[Attempt]:
    """Finished attempts that know their `share` of marks."""
    share = Case(When(maximum__gt=0, then=SHARE), default=0.0, output_field=FloatField())
    return Attempt.objects.finished().filter(**of_whom).order_by().annotate(share=share)


def _counts_before() -> Q:
    """Whether an attempt counts rather than the outer one, by the rule of its quiz."""
    rules = (Q(comes_before_outer(rule), quiz__grading_method=rule) for rule in GradingMethod)
    return functools.reduce(operator.or_, rules)

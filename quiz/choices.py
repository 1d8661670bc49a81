"""Closed sets of values that models, rules and screens share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("one right answer")
    MULTIPLE = "multiple", _("several right answers")
    TRUE_FALSE = "true_false", _("true or false")


class Difficulty(models.TextChoices):
    """How hard the author thinks a question is."""

    EASY = "easy", _("easy")
    MEDIUM = "medium", _("medium")
    HARD = "hard", _("hard")


class GradingMethod(models.TextChoices):
    """Which attempt of a person counts."""

    BEST = "best", _("the best attempt")
    FIRST = "first", _("the first attempt")
    LAST = "last", _("the last attempt")


class QuestionsPerPage(models.IntegerChoices):
    """How many questions stand on one screen."""

    ALL = 0, _("all on one screen")
    ONE = 1, _("one")
    FIVE = 5, _("five")
    TEN = 10, _("ten")


class AttemptState(models.TextChoices):
    """Where an attempt stands; only `in_progress` ever changes by itself."""

    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    EXPIRED = "expired", _("time ran out")
    VOIDED = "voided", _("voided")


FINISHED = (AttemptState.SUBMITTED, AttemptState.EXPIRED)

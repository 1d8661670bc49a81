"""Closed sets of values that models, rules and screens share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("one right answer")
    MULTIPLE = "multiple", _("several right answers")
    TRUE_FALSE = "true_false", _("true or false")
    SHORT_TEXT = "short_text", _("a few words")
    NUMBER = "number", _("a number")
    MATCHING = "matching", _("matching pairs")
    ORDERING = "ordering", _("putting in order")
    PREDICTION = "prediction", _("prediction (not scored)")
    SURVEY = "survey", _("survey, choose one (not scored)")
    SURVEY_TEXT = "survey_text", _("survey, own words (not scored)")
    TEXT_BLOCK = "text_block", _("text without a question")


class MarkingRule(models.TextChoices):
    """How an answer with several parts earns its mark."""

    ALL_OR_NOTHING = "all_or_nothing", _("all parts right, or nothing")
    PARTIAL = "partial", _("a share for each right part; surplus choices cost as much")


class ReferenceHandling(models.TextChoices):
    """What is done with an option that speaks of other options."""

    AUTO = "auto", _("as recognised")
    PLAIN = "plain", _("speaks of no other option")
    KEEP_PLACE = "keep_place", _("keeps its place")
    REWRITE = "rewrite", _("letters follow the order shown")


class Preset(models.TextChoices):
    """What a quiz is for, which decides when the result may be seen."""

    PRACTICE = "practice", _("practice: explanation at once")
    CONTEST = "contest", _("contest: score at once, answers after the closing")
    EXAMINATION = "examination", _("examination: everything after the closing")


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


class LateState(models.TextChoices):
    """What became of an answer that arrived after the closing."""

    LATE = "late", _("late, not counted")
    PROPOSED = "proposed", _("proposed for acceptance")
    ACCEPTED = "accepted", _("accepted and marked")
    REFUSED = "refused", _("refused")


FINISHED = (AttemptState.SUBMITTED, AttemptState.EXPIRED)

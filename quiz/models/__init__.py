"""The bank (questions and their immutable versions), quizzes, attempts and responses."""

from quiz.choices import AttemptState, Difficulty, GradingMethod, LateState, Preset, QuestionKind
from quiz.models.attempts import Attempt, Response
from quiz.models.bank import (
    ImmutableError,
    Question,
    QuestionKeyword,
    QuestionOption,
    QuestionVersion,
)
from quiz.models.extensions import Extension
from quiz.models.late import LateAnswer
from quiz.models.pages import QuizPage, QuizQuestion, TopicQuota

__all__ = [
    "Attempt",
    "AttemptState",
    "Difficulty",
    "Extension",
    "GradingMethod",
    "ImmutableError",
    "LateAnswer",
    "LateState",
    "Preset",
    "Question",
    "QuestionKeyword",
    "QuestionKind",
    "QuestionOption",
    "QuestionVersion",
    "QuizPage",
    "QuizQuestion",
    "Response",
    "TopicQuota",
]

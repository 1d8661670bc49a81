"""The bank (questions and their immutable versions), quizzes, attempts and responses."""

from quiz.models.attempts import Attempt, AttemptState, Response
from quiz.models.bank import Difficulty, Question, QuestionKind, QuestionOption, QuestionVersion
from quiz.models.pages import GradingMethod, QuizPage, QuizQuestion, TopicQuota

__all__ = [
    "Attempt",
    "AttemptState",
    "Difficulty",
    "GradingMethod",
    "Question",
    "QuestionKind",
    "QuestionOption",
    "QuestionVersion",
    "QuizPage",
    "QuizQuestion",
    "Response",
    "TopicQuota",
]

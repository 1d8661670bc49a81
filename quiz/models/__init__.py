"""The bank (questions and their immutable versions), quizzes, attempts and responses."""

from quiz.choices import AttemptState, Difficulty, GradingMethod, LateState, Preset, QuestionKind
from quiz.models.attempts import Attempt, Response
from quiz.models.bank import Question, QuestionKeyword, QuestionOption
from quiz.models.extensions import Extension
from quiz.models.frozen import FrozenMark, FrozenUnderstanding
from quiz.models.imports import ImportState, QuestionImport, QuestionImportRow, RowOutcome
from quiz.models.late import LateAnswer
from quiz.models.pages import QuizPage, QuizQuestion, TopicQuota
from quiz.models.repairs import KeyRepair, RemarkedAttempt, RepairAct, RepairState
from quiz.models.versions import ImmutableError, QuestionVersion

__all__ = [
    "Attempt",
    "AttemptState",
    "Difficulty",
    "Extension",
    "FrozenMark",
    "FrozenUnderstanding",
    "GradingMethod",
    "ImmutableError",
    "ImportState",
    "KeyRepair",
    "LateAnswer",
    "LateState",
    "Preset",
    "Question",
    "QuestionImport",
    "QuestionImportRow",
    "QuestionKeyword",
    "QuestionKind",
    "QuestionOption",
    "QuestionVersion",
    "QuizPage",
    "QuizQuestion",
    "RemarkedAttempt",
    "RepairAct",
    "RepairState",
    "Response",
    "RowOutcome",
    "TopicQuota",
]

"""Beginning, saving, handing in and closing attempts.

Only the server's clock counts, and it is handed in as `now`. What can meet is settled in the
database: an answer is written by an UPDATE of its own row, which carries the deadline and whether
it is closed; closing shuts the rows first and marks afterwards what stands in them. So every
answer told as saved is the answer that was marked.
"""

from quiz.services.closing import close_expired, expire_attempt, submit_attempt
from quiz.services.errors import (
    AttemptNotFinishedError,
    ClosedError,
    NoAttemptsLeftError,
    NotDrawableError,
    NotLateError,
    NotYetOpenError,
    QuizError,
    ReasonMissingError,
    SecondPersonError,
)
from quiz.services.extensions import extend, extension_errors, recipients, running_attempts
from quiz.services.flagging import flag_questions, reveal_answer
from quiz.services.late import decide_late, propose_late
from quiz.services.saving import Status, Told, save_answers
from quiz.services.starting import start_attempt

__all__ = [
    "AttemptNotFinishedError",
    "ClosedError",
    "NoAttemptsLeftError",
    "NotDrawableError",
    "NotLateError",
    "NotYetOpenError",
    "QuizError",
    "ReasonMissingError",
    "SecondPersonError",
    "Status",
    "Told",
    "close_expired",
    "decide_late",
    "expire_attempt",
    "extend",
    "extension_errors",
    "flag_questions",
    "propose_late",
    "recipients",
    "reveal_answer",
    "running_attempts",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]

"""Beginning, saving, handing in and closing attempts.

Only the server's clock counts, and it is handed in as `now`. What can meet is settled in the
database: an answer is written by an UPDATE of its own row, which carries the deadline and whether
it is closed; closing shuts the rows first and marks afterwards what stands in them. So every
answer told as saved is the answer that was marked.
"""

from quiz.services.closing import close_expired, expire_attempt, submit_attempt
from quiz.services.errors import (
    ClosedError,
    NoAttemptsLeftError,
    NotDrawableError,
    NotYetOpenError,
    QuizError,
)
from quiz.services.flagging import flag_questions, reveal_answer
from quiz.services.saving import Status, Told, save_answers
from quiz.services.starting import start_attempt

__all__ = [
    "ClosedError",
    "NoAttemptsLeftError",
    "NotDrawableError",
    "NotYetOpenError",
    "QuizError",
    "Status",
    "Told",
    "close_expired",
    "expire_attempt",
    "flag_questions",
    "reveal_answer",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]

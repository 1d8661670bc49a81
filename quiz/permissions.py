"""Who may read and write in the bank, depart from the rules of a quiz, decide what came late."""

from typing import Any

from intranet.organisation.permissions import VIEW_FIGURES, VIEW_NAMES
from quiz.choices import LateState
from quiz.models import LateAnswer

EXTEND = "quiz.add_extension"
VIEW_EXTENSIONS = "quiz.view_extension"
VIEW_LATE_ANSWERS = "quiz.view_lateanswer"
DECIDE_LATE_ANSWERS = "quiz.change_lateanswer"
CHANGE_QUESTIONS = "quiz.change_question"
IMPORT_QUESTIONS = ("quiz.add_question", CHANGE_QUESTIONS)
SEE_QUESTIONS = ("quiz.view_question", "quiz.add_question", CHANGE_QUESTIONS)


def may_change_questions(user: Any) -> bool:
    """Whether the account may write in the question bank."""
    return user.has_perm(CHANGE_QUESTIONS)


def may_see_questions(user: Any) -> bool:
    """Whether the account may read in the question bank, keys included."""
    return any(user.has_perm(name) for name in SEE_QUESTIONS)


def may_see_understanding(user: Any) -> bool:
    """Whether the account may see what a quiz as a whole says of its questions.

    That are those who see the figures of all units, and those who read the bank; neither learn
    names, and the latter no units.
    """
    return any(user.has_perm(name) for name in (VIEW_FIGURES, VIEW_NAMES, *SEE_QUESTIONS))


def may_import_questions(user: Any) -> bool:
    """Whether the account may take in files: they add questions and change those of the bank."""
    return user.has_perms(IMPORT_QUESTIONS)


def may_extend(user: Any) -> bool:
    """Whether the account may grant more time, attempts or a later end."""
    return user.has_perm(EXTEND)


def may_view_late_answers(user: Any) -> bool:
    """Whether the account may read whose answers came late, never what they say."""
    return user.has_perm(VIEW_LATE_ANSWERS)


def may_propose(user: Any, late: LateAnswer) -> bool:
    """Whether the account may propose to count the answer: nobody does for themselves."""
    return late.state == LateState.LATE and _may_act(user, late)


def may_decide(user: Any, late: LateAnswer) -> bool:
    """Whether the account is a second person: neither who proposed nor whose answer it is."""
    is_second = late.proposed_by_id not in (None, user.pk)
    return late.state == LateState.PROPOSED and is_second and _may_act(user, late)


def _may_act(user: Any, late: LateAnswer) -> bool:
    attempt = late.response.attempt
    is_own = attempt.person.user_id == user.pk
    return not attempt.is_running and not is_own and user.has_perm(DECIDE_LATE_ANSWERS)

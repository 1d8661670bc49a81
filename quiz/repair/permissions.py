"""Who may say that a key is wrong, who decides about it, and who reads names."""

from typing import Any

from quiz.models import KeyRepair, RepairState

PROPOSE = "quiz.change_question"
DECIDE = "quiz.publish_question"
READ_NAMES = "quiz.view_attempt"


def may_propose(user: Any) -> bool:
    """Whether the account may propose to repair a key: whoever may change questions."""
    return user.has_perm(PROPOSE)


def may_view(user: Any) -> bool:
    """Whether the account may read what was proposed and decided."""
    return may_propose(user) or user.has_perm(DECIDE)


def may_decide(user: Any, repair: KeyRepair) -> bool:
    """Whether the account is a second person: may publish questions, and did not propose it."""
    is_second = repair.proposed_by_id not in (None, user.pk)
    return repair.state == RepairState.PROPOSED and is_second and user.has_perm(DECIDE)


def may_resume(user: Any, repair: KeyRepair) -> bool:
    """Whether the account may have marking taken up again that has stopped."""
    return repair.is_stuck and user.has_perm(DECIDE)


def may_read_names(user: Any) -> bool:
    """Whether the account reads who has passed: those who read the attempts."""
    return user.has_perm(READ_NAMES)

"""Asking to withdraw many questions in one act; a second person decides, as for a single one."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import LogContext

from intranet.accounts.models import User
from intranet.pages.models import PublicationChange
from intranet.pages.publication_changes import request_change
from intranet.pages.second_person import Change
from quiz.models import Question


class Requested(NamedTuple):
    """How many requests were made, and of how many questions that need none."""

    made: int
    not_published: int
    asked_before: int


@transaction.atomic
def ask_to_withdraw(*, questions: Sequence[Question], reason: str, user: User) -> Requested:
    """Ask for each published question that it be withdrawn, unless somebody has asked already."""
    kind = ContentType.objects.get_for_model(Question)
    waiting = set(
        PublicationChange.objects.open()
        .filter(content_type=kind)
        .values_list("object_id", flat=True)
    )
    published = [question for question in questions if question.live]
    new = [question for question in published if question.pk not in waiting]
    for question in new:
        # Histories show one line of each kind for one context, whatever the object.
        with LogContext(user):
            request_change(instance=question, change=Change.UNPUBLISH, reason=reason, user=user)
    return Requested(len(new), len(questions) - len(published), len(published) - len(new))

"""What a repair does to the question itself, so that nobody is asked the wrong key again.

Voiding withdraws the question. Another key, and further texts or numbers, are published with the
agreement that decided the repair. Further options are not: a question with two right answers of
which one may be chosen is none to ask; its version accepts both until somebody rewrites it.
"""

import datetime
import uuid

from django.db import transaction
from django.db.models import Q
from wagtail.actions.unpublish import UnpublishAction

from intranet.accounts.models import User
from intranet.pages.models import PublicationRefusedError
from intranet.pages.second_person import agreed
from quiz.correction import BY_FORMS, Act
from quiz.models import KeyRepair, Question, QuestionOption, QuizQuestion, TopicQuota
from quiz.versions import with_known_ids

WITHDRAWN, PUBLISHED, DRAFTED, UNTOUCHED = "withdrawn", "published", "drafted", "untouched"


def plan(repair: KeyRepair, version_ids: set[int]) -> str:
    """What `carry_out` will do to the question: nothing unless what it asks now is repaired."""
    question = repair.question
    current = question.current_version
    if not question.live or current is None or current.pk not in version_ids:
        return UNTOUCHED
    if repair.act == Act.VOID:
        return WITHDRAWN
    is_publishable = repair.act == Act.CHANGE or current.kind in BY_FORMS
    return PUBLISHED if is_publishable else UNTOUCHED


def short_quizzes(repair: KeyRepair, moment: datetime.datetime) -> list[int]:
    """Open quizzes that draw from the topic of the question and lack questions without it."""
    topic = repair.question.topic_id
    still_open = Q(quiz__closes_at=None) | Q(quiz__closes_at__gt=moment)
    quotas = TopicQuota.objects.filter(still_open, topic=topic, quiz__live=True)
    wanted = dict(quotas.values_list("quiz_id", "count"))
    drawable = Question.objects.drawable().filter(topic=topic).exclude(pk=repair.question_id)
    left = set(drawable.values_list("pk", flat=True))
    fixed: dict[int, set[int]] = {quiz_id: set() for quiz_id in wanted}
    places = QuizQuestion.objects.filter(quiz__in=wanted, question__in=left)
    for quiz_id, question_id in places.values_list("quiz_id", "question_id"):
        fixed[quiz_id].add(question_id)
    return sorted(pk for pk, count in wanted.items() if len(left - fixed[pk]) < count)


def carry_out(*, repair: KeyRepair, version_ids: set[int], by: User | None) -> str:
    """Bring the question to what was decided; return what was done to it."""
    planned = plan(repair, version_ids)
    with agreed():
        if planned == WITHDRAWN:
            _end_approval(repair.question, by)
            UnpublishAction(repair.question, user=by).execute(skip_permission_checks=True)
        elif planned == PUBLISHED:
            return _publish(repair, by)
    return planned


def _publish(repair: KeyRepair, by: User | None) -> str:
    """Publish the live question with the new key; a draft beside it stays one, with that key.

    What the rules of the bank refuse is left as a draft that waits for approval.
    """
    question = Question.objects.get(pk=repair.question_id)
    draft = question.get_latest_revision_as_object() if question.has_unpublished_changes else None
    writer = question.latest_revision.user if draft else None
    _end_approval(question, by)
    _mend(question, repair)
    revision = question.save_revision(user=repair.proposed_by)
    try:
        with transaction.atomic():
            revision.publish(user=by, skip_permission_checks=True)
    except PublicationRefusedError:
        return DRAFTED
    if draft:
        _mend(draft, repair)
        draft.save_revision(user=writer)
    return PUBLISHED


def _end_approval(question: Question, by: User | None) -> None:
    """Call back a draft that waits for approval: approved as it is, it would bring the old key."""
    if question.workflow_in_progress:
        question.current_workflow_state.cancel(user=by)


def _mend(question: Question, repair: KeyRepair) -> None:
    """Give the question in memory its new key; an option that nobody decided about is not right."""
    if repair.forms:
        _mend_forms(question, repair)
        return
    current = repair.question.current_version
    right = {option_id for key in repair.keys for option_id in key}
    options = list(question.options.all())
    before = current.options if current else []
    known = with_known_ids([option.as_kept for option in options], before)
    for option, kept in zip(options, known, strict=True):
        option.is_correct = kept["id"] in right
    question.options = options


def _mend_forms(question: Question, repair: KeyRepair) -> None:
    kept = list(question.options.all()) if repair.act == Act.ACCEPT else []
    texts = {option.text for option in kept}
    added = [form for form in repair.forms if form not in texts]
    new = [QuestionOption(uuid=uuid.uuid4(), text=form, is_correct=True) for form in added]
    for place, option in enumerate([*kept, *new]):
        option.sort_order = place
    question.options = [*kept, *new]

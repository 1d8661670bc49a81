"""Publishing the questions of a file after a second person looked through them.

Each question is published by itself, so that the work may be interrupted and taken up again; what
somebody has edited since it was handed in is left out and named.
"""

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.log_actions import LogContext, log
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from intranet.accounts.models import User
from intranet.pages.models import PublicationRefusedError, SecondPersonTask, SecondPersonTaskState
from intranet.pages.second_person import Change, agreed, note_superuser, writers_of
from quiz.importing.log_actions import PUBLISH_ACTION
from quiz.importing.records import note, put
from quiz.models import (
    ImportState,
    Question,
    QuestionImport,
    QuestionImportRow,
    RowOutcome,
)

ROWS_PER_TELLING = 20
SHOWN = 120
WRITTEN = (RowOutcome.NEW, RowOutcome.CHANGED)
APPROVED = WorkflowState.STATUS_APPROVED


class LeftOut(NamedTuple):
    """A question that was not published, and why; `quiz.importing.wording` has the words."""

    number: int
    question_id: int | None
    code: str
    text: str = ""


def may_approve(user: User, question_import: QuestionImport) -> bool:
    """Whether the account may publish questions and has no part in those of the file."""
    parts = {
        question_import.uploaded_by_id,
        question_import.applied_by_id,
        question_import.submitted_by_id,
    }
    if user.pk in parts or question_import.menders.filter(pk=user.pk).exists():
        return False
    return user.is_superuser or _tasks().filter(groups__in=user.groups.all()).exists()


def may_hand_in(user: User, question_import: QuestionImport) -> bool:
    """Whether the account is offered to hand it in: not whoever has just sent it back."""
    return not (question_import.is_returned and question_import.decided_by_id == user.pk)


def _tasks() -> QuerySet[SecondPersonTask]:
    """The approval that questions wait for."""
    workflow = Question.get_default_workflow()
    tasks = SecondPersonTask.objects.filter(active=True)
    return tasks.filter(workflow_tasks__workflow=workflow) if workflow else tasks.none()


def rows_to_approve(question_import: QuestionImport) -> QuerySet[QuestionImportRow]:
    """The rows whose questions the import brought or changed, those deleted since among them."""
    rows = question_import.rows.filter(outcome__in=WRITTEN, is_skipped=False)
    return rows.order_by("number")


def snapshot(question_import: QuestionImport) -> None:
    """Keep which draft of each question is handed in."""
    latest = Question.objects.filter(pk=OuterRef("question_id")).values("latest_revision_id")
    rows_to_approve(question_import).order_by().update(revision_id=Subquery(latest))


def publish(*, question_import: QuestionImport, user: User) -> None:
    """Publish what was handed in; may be called again after an interruption."""
    if question_import.state != ImportState.APPROVING:
        return
    numbers = list(rows_to_approve(question_import).values_list("pk", flat=True))
    put(question_import, total=len(numbers), done=0)
    left_out: list[LeftOut] = []
    for done, number in enumerate(numbers, 1):
        with transaction.atomic():
            row = QuestionImportRow.objects.select_related("revision").get(pk=number)
            left = _publish(row, question_import, user)
        left_out += [left] if left else []
        if done % ROWS_PER_TELLING == 0:
            put(question_import, done=done)
    put(
        question_import,
        state=ImportState.PUBLISHED,
        done=len(numbers),
        report={**question_import.report, "left_out": [left._asdict() for left in left_out]},
    )
    published = len(numbers) - len(left_out)
    note(question_import, PUBLISH_ACTION, user, published=published, left=len(left_out))


def _publish(row: QuestionImportRow, question_import: QuestionImport, user: User) -> LeftOut | None:
    """Publish one question, unless something stands against it."""
    held = Question.objects.select_for_update(of=("self",)).select_related("latest_revision")
    question = held.filter(pk=row.question_id).first()
    if question is None:
        return LeftOut(row.number, None, "approve_deleted", row.data.get("stem", "")[:SHOWN])
    if question.live and question.live_revision_id == row.revision_id:
        return None
    code = _obstacle(question, row, question_import, user)
    if code:
        return LeftOut(row.number, question.pk, code, question.stem[:SHOWN])
    try:
        # Histories show one line of each kind for one context, whatever the object.
        with LogContext(user), agreed(), transaction.atomic():
            _note_start(question, question_import)
            _note_approval(question, question_import, user)
            question.publish(row.revision, user=user, skip_permission_checks=True)
    except PublicationRefusedError as error:
        return LeftOut(row.number, question.pk, "approve_faulty", " ".join(error.messages))
    note_superuser(user=user, instance=question, change=Change.PUBLISH)
    return None


def _obstacle(
    question: Question, row: QuestionImportRow, question_import: QuestionImport, user: User
) -> str:
    """Why the question is not the one that was handed in, or not for this account to publish."""
    latest, submitted_at = question.latest_revision, question_import.submitted_at
    is_edited = latest is None or latest.pk != row.revision_id
    if is_edited or (submitted_at and latest and latest.created_at > submitted_at):
        return "approve_edited"
    if question.locked:
        return "approve_locked"
    if question.current_workflow_state:
        return "approve_in_approval"
    return "approve_own" if user.pk in writers_of(question) else ""


def _note_start(question: Question, question_import: QuestionImport) -> None:
    """The line of the history that says who handed the question in."""
    workflow = Question.get_default_workflow()
    if workflow:
        data = {"workflow": {"id": workflow.pk, "title": workflow.name, "status": "in_progress"}}
        log(
            instance=question,
            action="wagtail.workflow.start",
            user=question_import.submitted_by,
            data=data,
            revision=question.latest_revision,
        )


def _note_approval(question: Question, question_import: QuestionImport, user: User) -> None:
    """The approval as Wagtail keeps it, without an e-mail for each question."""
    workflow, task = Question.get_default_workflow(), _tasks().first()
    if workflow is None or task is None:
        return
    state = WorkflowState.objects.create(
        content_type=question.get_content_type(),
        base_content_type=question.get_base_content_type(),
        object_id=str(question.pk),
        workflow=workflow,
        status=APPROVED,
        requested_by=question_import.submitted_by,
    )
    task_state = _task_state(state, task, question, question_import, user)
    state.current_task_state = task_state.taskstate_ptr
    state.save(update_fields=["current_task_state"])
    log(
        instance=question,
        action="wagtail.workflow.approve",
        user=user,
        data=_approval_data(workflow, task, task_state),
        revision=question.latest_revision,
    )


def _task_state(
    state: WorkflowState,
    task: Task,
    question: Question,
    question_import: QuestionImport,
    user: User,
) -> SecondPersonTaskState:
    return SecondPersonTaskState.objects.create(
        workflow_state=state,
        revision=question.latest_revision,
        task=task.task_ptr,
        status=TaskState.STATUS_APPROVED,
        finished_at=timezone.now(),
        finished_by=user,
        submitted_by=question_import.submitted_by,
    )


def _approval_data(workflow: Workflow, task: Task, task_state: TaskState) -> dict[str, Any]:
    """What the history says about an approval."""
    return {
        "workflow": {
            "id": workflow.pk,
            "title": workflow.name,
            "status": TaskState.STATUS_APPROVED,
            "task_state_id": task_state.pk,
            "task": {"id": task.pk, "title": task.name},
            "next": None,
        },
        "comment": "",
    }

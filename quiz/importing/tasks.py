"""Work on large files, done by the task worker; small ones are done at once by the same calls."""

from django_tasks import task

from intranet.accounts.models import User
from quiz.importing import applying, approving, reading
from quiz.models import QuestionImport

BYTES_AT_ONCE = 60_000
ROWS_WRITTEN_AT_ONCE = 500
ROWS_PUBLISHED_AT_ONCE = 20


@task()
def read(import_id: int) -> None:
    """Read a large file."""
    reading.read(question_import=QuestionImport.objects.get(pk=import_id))


@task()
def apply(import_id: int, user_id: int) -> None:
    """Write many questions."""
    applying.apply(question_import=QuestionImport.objects.get(pk=import_id), user=_user(user_id))


@task()
def approve(import_id: int, user_id: int) -> None:
    """Publish many questions."""
    approving.publish(question_import=QuestionImport.objects.get(pk=import_id), user=_user(user_id))


def run_read(question_import: QuestionImport) -> None:
    """Read the file now, or have it read if it is large."""
    if question_import.file.size > BYTES_AT_ONCE:
        read.enqueue(question_import.pk)
    else:
        reading.read(question_import=question_import)


def run_apply(question_import: QuestionImport, user: User) -> None:
    """Write the questions now, or have them written if they are many."""
    if question_import.total > ROWS_WRITTEN_AT_ONCE:
        apply.enqueue(question_import.pk, user.pk)
    else:
        applying.apply(question_import=question_import, user=user)


def run_approve(question_import: QuestionImport, user: User) -> None:
    """Publish the questions now, or have them published if they are many."""
    if question_import.total > ROWS_PUBLISHED_AT_ONCE:
        approve.enqueue(question_import.pk, user.pk)
    else:
        approving.publish(question_import=question_import, user=user)


def _user(user_id: int) -> User:
    return User.objects.get(pk=user_id)

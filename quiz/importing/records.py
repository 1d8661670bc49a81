"""The record of an import: changing its state once, telling how far work on it has come."""

import contextlib
from collections.abc import Collection
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.log_actions import log

from intranet.accounts.models import User
from quiz.models import QuestionImport


class OvertakenError(Exception):
    """Somebody changed what a page showed before a button of that page was pressed."""


def take(question_import: QuestionImport, states: Collection[str], **values: Any) -> bool:
    """Bring the import into a state from one of others; False if it is in none of them any more."""
    values |= {"done": 0, "moved_at": timezone.now()}
    imports = QuestionImport.objects.filter(pk=question_import.pk, state__in=states)
    is_taken = bool(imports.update(**values))
    question_import.refresh_from_db()
    return is_taken


def put(question_import: QuestionImport, **values: Any) -> None:
    """Set columns of the import, here and in the database."""
    values["moved_at"] = timezone.now()
    for name, value in values.items():
        setattr(question_import, name, value)
    question_import.save(update_fields=list(values))


def touch(question_import: QuestionImport) -> None:
    """Note that questions of the file have changed, for pages that show them as they were."""
    put(question_import)


def note(question_import: QuestionImport, action: str, user: User | None, **data: Any) -> None:
    """Write down who did what with which file."""
    data |= {"file": question_import.file_name, "sha256": question_import.sha256}
    log(instance=question_import, action=action, user=user, data=data)


class Progress:
    """Tells each percent once, from within a transaction whose writing nobody else sees yet.

    Files are kept where every process and host finds them, and ask no database.
    """

    def __init__(self, question_import: QuestionImport) -> None:
        self.storage = question_import.file.storage
        self.name = f"cau-hoi/tien-do-{question_import.pk}"
        self.percent = 0

    def tell(self, done: int, total: int) -> None:
        """So many of so many are done."""
        percent = min(100, 100 * done // max(total, 1))
        if percent > self.percent:
            self.percent = percent
            self.storage.delete(self.name)
            self.storage.save(self.name, ContentFile(str(percent).encode()))

    def told(self) -> int | None:
        """The percent told last, if anything was."""
        with contextlib.suppress(OSError, ValueError), self.storage.open(self.name) as kept:
            return min(100, int(kept.read()))
        return None

    def end(self) -> None:
        """Forget it; whether the work was done or undone, nothing is at it any more."""
        self.storage.delete(self.name)

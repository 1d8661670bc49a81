"""Files of the roll and their reports: how long they name people, and what stays afterwards."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from intranet.organisation.models import (
    PersonalDataRules,
    ReorganisationAct,
    RollImport,
    RollImportState,
)
from intranet.organisation.models.roll_imports import RollImportQuerySet
from intranet.organisation.personal_data.redaction import Redaction
from intranet.organisation.personal_data.working_days import months_after, months_before

ACTION = "personal_data.import_cleaned"
ONE_DAY = 24 * 60 * 60
ROWS_AT_ONCE = 50
NAMELESS_PARTS = (
    "counts",
    "digest",
    "errors",
    "warnings",
    "open_questions",
    "question_count",
    "changes_anything",
    "units",
)
OVER = (RollImportState.APPLIED, RollImportState.DISCARDED, RollImportState.REFUSED)


def due_on(day: datetime.date) -> RollImportQuerySet:
    """Imports whose time is over on the day; what is being worked at waits."""
    limit = months_before(day, PersonalDataRules.load().months_of_imports)
    return RollImport.objects.with_names().filter(uploaded_at__date__lte=limit)


def goes_on(roll_import: RollImport, months: int) -> datetime.date:
    """The day on which the import loses its names."""
    return months_after(timezone.localdate(roll_import.uploaded_at), months)


def remove_names_due(*, now: datetime.datetime) -> int:
    """Remove what is due; a job of the clock, looked at once a day."""
    day = timezone.localdate(now)
    if not cache.add(f"names-of-imports-{day}", True, ONE_DAY):
        return 0
    return remove_names(due_on(day))


def remove_names(imports: Iterable[RollImport], *, by: Any = None) -> int:
    """Take file, report and answers about people from the imports; counts stay."""
    due = list(imports)
    for roll_import in due:
        _remove_names(roll_import, by)
    return len(due)


@transaction.atomic
def _remove_names(roll_import: RollImport, by: Any) -> None:
    """A dry run without its file can never be applied, and is discarded."""
    kept, answers = roll_import.report, roll_import.answers
    roll_import.report = {part: kept[part] for part in NAMELESS_PARTS if part in kept}
    roll_import.answers = {key: answers[key] for key in answers if key.startswith("unit:")}
    if roll_import.state not in OVER:
        roll_import.state = RollImportState.DISCARDED
    roll_import.cleaned_at = timezone.now()
    _drop_file(roll_import)
    roll_import.save()
    log(roll_import, ACTION, user=by)


def _drop_file(roll_import: RollImport) -> None:
    """Delete the file once nothing names it any more; some stores keep equal files once."""
    storage, name = roll_import.file.storage, roll_import.file.name or ""

    def delete() -> None:
        if not RollImport.objects.filter(file=name).exists():
            storage.delete(name)

    roll_import.file = ""
    if name:
        transaction.on_commit(delete)


def clean(redaction: Redaction) -> None:
    """Take people out of all reports and plans before their own time is over.

    A file cannot be rewritten; one whose import is over is needed no more and goes.
    """
    imports = RollImport.objects.with_names()
    for roll_import in imports.iterator(chunk_size=ROWS_AT_ONCE):
        roll_import.report = redaction.of_record(roll_import.report)
        if roll_import.state in OVER:
            _drop_file(roll_import)
        roll_import.save(update_fields=["report", "file"])
    for act in ReorganisationAct.objects.iterator(chunk_size=ROWS_AT_ONCE):
        act.reason = redaction.of_record(act.reason)
        act.details = redaction.of_record(act.details)
        act.outcome = redaction.of_record(act.outcome)
        act.save(update_fields=["reason", "details", "outcome"])

"""Writes of exports: asking for a file, writing it, giving it out, forgetting it."""

import dataclasses
import datetime
import hashlib
import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from intranet.accounts.log_lines import note
from intranet.accounts.models import User
from intranet.organisation.models import Unit
from intranet.organisation.permissions import (
    VIEW_FIGURES,
    VIEW_NAMES,
    Reader,
    led_unit_ids,
)
from intranet.reports.exporting.addresses import Address, read_again
from intranet.reports.exporting.kinds import KINDS, FileKind, written
from intranet.reports.models import Export, ExportState
from intranet.reports.sheets import Sheet

EXPORT_ACTION = "reports.export"
ROWS_PER_TELLING = 1_000

logger = logging.getLogger(__name__)


def reach_of(user: Reader) -> str:
    """A short name for everything that decides whose figures and names the account may see."""
    rights = [user.has_perm(VIEW_FIGURES), user.has_perm(VIEW_NAMES), user.is_superuser]
    told = repr((rights, sorted(led_unit_ids(user))))
    return hashlib.sha256(told.encode()).hexdigest()


@transaction.atomic
def ask(*, user: User, address: Address, sheet: Sheet, file_kind: FileKind) -> tuple[Export, bool]:
    """Have the file written by a task; whoever asks twice gets the one that is under way.

    The second value says whether it is a new one, which the caller hands to a task.
    """
    told = str(address)
    running = Export.objects.of(user).under_way(timezone.now()).filter(address=told).first()
    if running is not None:
        return running, False
    export = Export.objects.create(
        user=user,
        address=told,
        title=sheet.title[:255],
        suffix=file_kind.suffix,
        reach=reach_of(user),
        total=sheet.total or 0,
    )
    return export, True


def begin_again(*, export: Export) -> bool:
    """Put a failed or lost export back into the queue; whether it was one, once."""
    again = Export.objects.filter(pk=export.pk, moved_at=export.moved_at)
    if export.is_under_way or export.is_ready:
        return False
    is_begun = bool(
        again.update(
            state=ExportState.WAITING, done=0, moved_at=timezone.now(), reach=reach_of(export.user)
        )
    )
    export.refresh_from_db()
    return is_begun


def write(*, export: Export) -> bool:
    """Write the file with the rights that the account has now; whether it is ready.

    Two tasks at the same export do not disturb each other: one takes it, the other leaves.
    """
    waiting = Export.objects.filter(pk=export.pk, state=ExportState.WAITING)
    if not waiting.update(state=ExportState.WORKING, moved_at=timezone.now()):
        return False
    is_done = False
    try:
        is_done = _write(export)
    except (PermissionDenied, Http404):
        logger.info("Export %s is no longer the asker's to have", export.pk)
    finally:
        if not is_done:
            _move(export, state=ExportState.FAILED)
    return is_done


def _write(export: Export) -> bool:
    """Write all rows to a file on this machine and keep that where every host finds it."""
    sheet = read_again(Address.parse(export.address), export.user)
    if reach_of(export.user) != export.reach:
        return False
    _move(export, total=sheet.total or 0, about=about(sheet))
    told = dataclasses.replace(sheet, rows=_telling(sheet.rows, export))
    with written(told, KINDS[export.suffix]) as file:
        export.file.save("", File(file), save=False)
    _move(export, file=export.file.name, state=ExportState.READY, done=export.total)
    return True


def _telling(rows: Iterable[Any], export: Export) -> Iterator[Any]:
    """The same rows, telling from time to time how many went by."""
    for number, row in zip(itertools.count(1), rows, strict=False):
        if number % ROWS_PER_TELLING == 0:
            _move(export, done=number)
        yield row


def _move(export: Export, **values: Any) -> None:
    """Set columns here and in the database, and say that somebody is at it."""
    values["moved_at"] = timezone.now()
    Export.objects.filter(pk=export.pk).update(**values)
    for name, value in values.items():
        setattr(export, name, value)


def may_have(*, export: Export, user: User) -> bool:
    """Whether the account may see now what the file holds: the same table, as far as then."""
    if export.user_id != user.pk or reach_of(user) != export.reach:
        return False
    try:
        read_again(Address.parse(export.address), user)
    except (PermissionDenied, Http404):
        return False
    return True


def about(sheet: Sheet) -> dict[str, Any]:
    """What the log says of the table: on which duty and unit it is, and as of when."""
    facts = [list(fact) for fact in sheet.facts]
    return {"duty": sheet.duty, "unit_id": sheet.unit_id, "facts": facts}


def log_export(
    *, user: Reader, title: str, about: Mapping[str, Any], rows: int | None, file_kind: FileKind
) -> None:
    """Write down who took what.

    The line stands in the history of the unit, or of the account for people without a unit.
    """
    unit_id = about["unit_id"]
    data = {
        "title": title,
        "duty": about["duty"],
        "facts": about["facts"],
        "rows": rows,
        "file": file_kind.suffix.upper(),
    }
    note(
        model=Unit if unit_id else User,
        key=unit_id or user.pk,
        label=title,
        action=EXPORT_ACTION,
        user=user,
        data=data,
    )


def forget_old(*, now: datetime.datetime) -> int:
    """Delete files whose day is over; a job of the clock."""
    return sum(export.delete()[0] for export in Export.objects.over_at(now))


def forget_of(users: Iterable[User]) -> None:
    """Delete the files that these accounts asked for."""
    for export in Export.objects.filter(user__in=list(users)):
        export.delete()

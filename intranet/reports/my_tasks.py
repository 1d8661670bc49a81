"""What a person has to do, what is done and what was missed, as the screen prints it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from intranet.organisation.duties import Duty, MyDuty, State
from intranet.reports.shares import one_decimal
from intranet.reports.sheets import cell_text


@dataclass(frozen=True, slots=True)
class MyTasks:
    """Duties of one person by what they ask of the person now."""

    to_do: list[dict[str, Any]]
    done: list[dict[str, Any]]
    missed: list[dict[str, Any]]


def tasks_of(duties: list[MyDuty], moment: datetime.datetime) -> MyTasks:
    """What is open comes first, as given by due day; results follow, the latest on top.

    Whoever is excused has nothing to do, so the duty stands among those that are settled.
    """
    done = [item for item in duties if item.is_done or item.is_excused]
    waiting = [item for item in duties if not (item.is_done or item.is_excused)]
    open_now = [item for item in waiting if item.is_open(moment)]
    missed = [item for item in waiting if not item.is_open(moment)]
    done.sort(key=lambda item: -_seconds(item.progress.at))
    missed.sort(key=lambda item: -_seconds(item.duty.closes_at))
    return MyTasks(
        to_do=[_to_do(item, moment) for item in open_now],
        done=[_done(item) for item in done],
        missed=[_missed(item) for item in missed],
    )


def _seconds(moment: datetime.datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _item(duty: Duty) -> dict[str, Any]:
    return {"title": duty.title, "url": duty.url, "kind": duty.kind_label}


def _to_do(item: MyDuty, moment: datetime.datetime) -> dict[str, Any]:
    due = item.duty.due_at or item.duty.closes_at
    is_overdue = item.is_overdue(moment)
    begun = item.progress.state == State.IN_PROGRESS
    return {
        **_item(item.duty),
        "due": due,
        "overdue": is_overdue,
        "state_label": _("In progress") if begun else _("Not started"),
        "state_tone": "danger" if is_overdue else "warning" if begun else "neutral",
        "icon": "triangle-alert" if is_overdue else "clipboard-list",
        "note": "" if due else _("no due date"),
    }


def _done(item: MyDuty) -> dict[str, Any]:
    label, tone = _outcome(item)
    return {
        **_item(item.duty),
        "state_label": label,
        "state_tone": tone,
        "icon": "circle-check" if tone == "success" else "info",
        "note": _result(item),
    }


def _missed(item: MyDuty) -> dict[str, Any]:
    closed = item.duty.closes_at
    return {
        **_item(item.duty),
        "state_label": _("Closed, not done"),
        "state_tone": "neutral",
        "icon": "clock",
        "note": _("closed %(moment)s") % {"moment": cell_text(closed)} if closed else "",
    }


def _outcome(item: MyDuty) -> tuple[str, str]:
    """The result in one word, and its tone."""
    if not item.is_done:
        return _("Excused"), "neutral"
    if not item.duty.has_pass_mark:
        return _("Done"), "success"
    if item.progress.state == State.PASSED:
        return _("Passed"), "success"
    return _("Not passed"), "warning"


def _result(item: MyDuty) -> str:
    """Own score and when; both only as far as they are known and may be told."""
    progress, parts = item.progress, []
    if progress.score is not None:
        score = cell_text(one_decimal(progress.score))
        parts.append(_("result %(score)s%%") % {"score": score})
    if progress.at is not None:
        parts.append(cell_text(progress.at))
    if item.is_done and item.duty.is_result_withheld:
        parts.append(_("the result follows once it has closed for everybody"))
    return " · ".join(parts)

"""What the screen of a document says to the person who has to confirm it, as ready rows."""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.permissions import Reader, person_of
from intranet.pages.words import Words
from intranet.policies.acknowledging import Condition, condition_of, latest_given
from intranet.policies.content import Change, Difference, difference
from intranet.policies.meetings import may_record
from intranet.policies.models.versions import Acknowledgement, PublishedVersion
from intranet.policies.versions import current_version

if TYPE_CHECKING:
    from intranet.organisation.models import Person
    from intranet.policies.models import PolicyPage

CHANGE_LABELS = {
    Change.NEW: gettext_lazy("New"),
    Change.CHANGED: gettext_lazy("Changed"),
    Change.GONE: gettext_lazy("No longer there"),
}
TONES = {Change.NEW: "success", Change.CHANGED: "warning", Change.GONE: "danger"}


def reason_against(page: "PolicyPage", user: Reader) -> str:
    """Why the account cannot confirm the document; empty if it can."""
    if not page.is_must_read:
        return _("Nobody is asked to confirm this document.")
    if person_of(user) is None:
        return _(
            "This document is confirmed by those on the staff roll. Your account does not belong "
            "to anybody there; please ask the Office if it should."
        )
    if not page.is_addressed_to(user):
        return _("You may read this document, but its confirmation is asked of others.")
    return ""


def panel(page: "PolicyPage", user: Reader, now: datetime.datetime) -> dict[str, Any] | None:
    """What is asked of the reader and what the reader has done; None where nothing is asked."""
    if not page.is_must_read or not page.live or not user.is_authenticated:
        return None
    version = current_version(page)
    if version is None:
        return None
    common = {
        "page_id": page.pk,
        "number": version.number,
        "due": _due(page, now),
        "may_record": may_record(user),
    }
    if reason := reason_against(page, user):
        return {**common, "state": "others", "reason": reason}
    person: Person = person_of(user)  # type: ignore[assignment]  # `reason_against` has looked
    given = latest_given(person, page)
    if given is not None and given.version.number >= version.asked_from:
        return {**common, "state": "done", **_given_row(given)}
    rows = {**common, "state": "asked", "before": None}
    if given is not None:
        rows |= {"before": _given_row(given), **changes_since(given.version, version)}
    return {**rows, "condition": _condition_row(condition_of(user, person, page, now))}


def changes_since(before: PublishedVersion, after: PublishedVersion) -> dict[str, Any]:
    """The notes of the material versions since an earlier one, and every part that differs."""
    notes = PublishedVersion.objects.filter(
        page=after.page_id, number__gt=before.number, number__lte=after.number
    ).exclude(change_note="")
    return {
        "notes": [version.change_note for version in notes],
        "changes": change_rows(difference(before.content, after.content), _field_names(after)),
    }


def change_rows(found: Difference, names: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs, one row each: what it is, what became of it, and the words."""
    fields = [
        _change_row(Change.CHANGED, str(names[change.name]), "", change.pieces)
        for change in found.fields
    ]
    parts = [
        _change_row(
            change.change,
            _("Part %(anchor)s") % {"anchor": change.anchor},
            "" if change.change is Change.GONE else f"#{change.anchor}",
            change.pieces,
        )
        for change in found.parts
    ]
    return [*fields, *parts]


def given_words(given: Acknowledgement) -> str:
    """When and how a confirmation was given."""
    if given.meeting is None:
        return _("You confirmed it on %(day)s.") % {"day": _day_and_hour(given.at)}
    return _("Recorded at: %(occasion)s on %(day)s.") % {
        "occasion": given.meeting.get_kind_display().lower(),
        "day": date_format(given.meeting.held_on, "d/m/Y"),
    }


def _given_row(given: Acknowledgement) -> dict[str, Any]:
    return {"text": given_words(given), "version": given.version.number}


def _change_row(change: Change, name: str, url: str, pieces: Iterable[Words]) -> dict[str, Any]:
    return {
        "name": name,
        "url": url,
        "label": CHANGE_LABELS[change],
        "tone": TONES[change],
        "pieces": [{"change": piece.change.value, "text": piece.text} for piece in pieces],
    }


def _condition_row(condition: Condition | None) -> Mapping[str, Any] | None:
    """The quiz before the confirmation as the panel prints it."""
    if condition is None:
        return None
    if condition.is_met:
        text = _("You have passed it.")
    elif not condition.is_open:
        text = _("It opens at %(time)s.") % {"time": _day_and_hour(condition.duty.opens_at)}
    elif condition.state:
        text = _("You have begun it, but not passed it yet.")
    else:
        text = _("You have not taken it yet.")
    duty = condition.duty
    return {"title": duty.title, "url": duty.url, "text": text, "is_met": condition.is_met}


def _due(page: "PolicyPage", now: datetime.datetime) -> dict[str, Any] | None:
    if page.must_read_due is None:
        return None
    is_past = page.must_read_due < timezone.localdate(now)
    return {"day": date_format(page.must_read_due, "d/m/Y"), "is_past": is_past}


def _field_names(version: PublishedVersion) -> dict[str, Any]:
    fields = type(version.page)._meta.concrete_fields
    return {field.name: field.verbose_name for field in fields}


def _day_and_hour(moment: datetime.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "H:i d/m/Y") if moment else ""

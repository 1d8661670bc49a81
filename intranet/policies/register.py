"""What the register knows of a document beside its text: relations, effect, who is responsible."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.models import UnitPeriod
from intranet.organisation.permissions import Reader
from intranet.policies.models.register import DocumentRelation, RelationKind
from intranet.policies.neighbours import neighbours

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage

ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)
TOLD = (*ENDING, RelationKind.AMENDS, RelationKind.CORRECTS)
# What another document does to this one, seen from this one.
PASSIVE = {
    RelationKind.BASIS: gettext_lazy("is the basis of"),
    RelationKind.IMPLEMENTS: gettext_lazy("is implemented by"),
    RelationKind.AMENDS: gettext_lazy("is amended by"),
    RelationKind.REPLACES: gettext_lazy("is replaced by"),
    RelationKind.REPEALS: gettext_lazy("is repealed by"),
    RelationKind.CORRECTS: gettext_lazy("is corrected by"),
}


def rows(
    page: "PolicyPage", user: Reader, today: datetime.date, *, is_draft: bool = False
) -> dict[str, Any]:
    """Return what the screen prints of the register; `ends_on` is when others end the effect.

    A draft on trial shows the relations that it would have.
    """
    stored = list(_relations(page))
    outgoing = [one for one in stored if one.page_id == page.pk]
    if is_draft:
        outgoing = list(page.relations.all())
    incoming = [one for one in stored if one.page_id != page.pk]
    others = {one.target_id for one in outgoing} | {one.page_id for one in incoming}
    around = neighbours(page, user, {pk for pk in others if pk is not None})
    seen = around.related
    return {
        "ends_on": min(map(takes_effect, _ending(incoming)), default=None),
        "banners": [_banner(one, seen, today) for one in incoming if one.kind in TOLD],
        "relations": [
            *filter(None, (_outgoing_row(one, seen) for one in outgoing)),
            *(_incoming_row(one, seen) for one in incoming if one.page_id in seen),
        ],
        "neighbours": around,
        "responsible": _responsible(page, today),
        "update_notes": [
            {"day": date_format(note.day, "d/m/Y"), "text": note.text}
            for note in sorted(page.update_notes.all(), key=lambda note: note.day, reverse=True)
        ],
    }


def ended_on(page: "PolicyPage") -> datetime.date | None:
    """From which day on another published document ends the effect of this one."""
    incoming = [one for one in _relations(page) if one.page_id != page.pk]
    return min(map(takes_effect, _ending(incoming)), default=None)


def ends(page: "PolicyPage") -> frozenset[int]:
    """The documents whose effect this one ends, or ended before it was changed."""
    stored = [one for one in _relations(page) if one.page_id == page.pk]
    found = {one.target_id for one in _ending([*stored, *page.relations.all()])}
    return frozenset(pk for pk in found if pk is not None)


def _relations(page: "PolicyPage") -> Iterable[DocumentRelation]:
    """What the document does to others and published ones do to it, the oldest first."""
    if page.pk is None:
        return []
    concerning = Q(page=page.pk) | Q(target=page.pk, page__live=True)
    found = DocumentRelation.objects.filter(concerning).select_related("page")
    return found.defer("page__body").order_by("page__issued_on", "page", "sort_order", "pk")


def takes_effect(relation: DocumentRelation) -> datetime.date:
    """From which day on the one document does to the other what it says."""
    page = relation.page
    return relation.effective_from or page.effective_from or page.issued_on


def _ending(relations: Iterable[DocumentRelation]) -> list[DocumentRelation]:
    return [relation for relation in relations if relation.kind in ENDING]


def _banner(
    relation: DocumentRelation, seen: dict[int, dict[str, str]], today: datetime.date
) -> dict[str, Any]:
    """What another document has done to this one; one that the reader may not open has no name."""
    day = takes_effect(relation)
    is_over = day <= today
    if relation.kind in ENDING:
        text = (
            _("No longer in effect from %(day)s.")
            if is_over
            else _("In effect until before %(day)s.")
        )
    elif relation.kind == RelationKind.AMENDS:
        text = _("Amended from %(day)s: partly no longer in effect as printed here.")
    else:
        text = _("Corrected on %(day)s.")
    other = seen.get(relation.page_id)
    return {
        "text": text % {"day": date_format(day, "d/m/Y")},
        "tone": "danger" if relation.kind in ENDING and is_over else "warning",
        "label": PASSIVE[RelationKind(relation.kind)] if other else "",
        "other": other,
    }


def _outgoing_row(
    relation: DocumentRelation, seen: dict[int, dict[str, str]]
) -> dict[str, Any] | None:
    """A relation of this document; None where only somebody else may know the other one."""
    other = seen.get(relation.target_id or 0)
    if other is None and not relation.cited_as:
        return None
    named = other or {"title": relation.cited_as, "url": ""}
    return {"label": relation.get_kind_display(), **named}


def _incoming_row(relation: DocumentRelation, seen: dict[int, dict[str, str]]) -> dict[str, Any]:
    return {"label": PASSIVE[RelationKind(relation.kind)], **seen[relation.page_id]}


def _responsible(page: "PolicyPage", today: datetime.date) -> list[dict[str, Any]]:
    """Who keeps the document, who answers, and until when it is looked through."""
    unit = ""
    if page.responsible_unit_id:
        periods = UnitPeriod.objects.on(today).filter(unit=page.responsible_unit_id)
        unit = periods.values_list("name", flat=True).first() or ""
    review = date_format(page.review_due, "d/m/Y") if page.review_due else ""
    return [
        {"label": _("Responsible unit"), "value": unit},
        {"label": _("Contact"), "value": page.contact},
        {"label": _("To be reviewed by"), "value": review},
    ]

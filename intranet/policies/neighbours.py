"""The documents around one: related ones, those of the same topic, the next newer and older."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intranet.organisation.permissions import Reader

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage

MOST_ALIKE = 5
NEWEST_FIRST = ("-issued_on", "-pk")


@dataclass(slots=True)
class Neighbours:
    """Rows {title, url, abstract} of the documents that the reader may open.

    `related` has them by the number of the page; `newer` and `older` are the next ones in the order
    of the register; `alike` are the newest others with a topic of the document.
    """

    related: dict[int, dict[str, str]] = field(default_factory=dict)
    newer: dict[str, str] | None = None
    older: dict[str, str] | None = None
    alike: list[dict[str, str]] = field(default_factory=list)


def neighbours(page: "PolicyPage", user: Reader, related: Collection[int]) -> Neighbours:
    """Return the documents around the page, in one statement; a new draft has related ones only."""
    pages = type(page).objects.visible_to(user)
    wanted = Q(pk__in=list(related))
    has_topic: Any = Value(False)
    if page.pk:
        newer = Q(issued_on__gt=page.issued_on) | Q(issued_on=page.issued_on, pk__gt=page.pk)
        older = Q(issued_on__lt=page.issued_on) | Q(issued_on=page.issued_on, pk__lt=page.pk)
        has_topic = _has_topic_of(page)
        alike = pages.exclude(pk__in=[page.pk, *related]).filter(has_topic)
        wanted |= Q(pk=Subquery(pages.filter(newer).order_by("issued_on", "pk").values("pk")[:1]))
        wanted |= Q(pk=Subquery(pages.filter(older).order_by(*NEWEST_FIRST).values("pk")[:1]))
        wanted |= Q(pk__in=alike.order_by(*NEWEST_FIRST).values("pk")[:MOST_ALIKE])
    found = pages.filter(wanted).annotate(is_alike=has_topic).defer_streamfields()
    rows = list(found.order_by(*NEWEST_FIRST))
    place = _place(page)
    return Neighbours(
        related={one.pk: _row(one) for one in rows if one.pk in related},
        newer=next((_row(one) for one in reversed(rows) if _place(one) > place), None),
        older=next((_row(one) for one in rows if _place(one) < place), None),
        alike=[_row(one) for one in rows if one.is_alike and one.pk not in related][:MOST_ALIKE],
    )


def cited(page: "PolicyPage") -> str:
    """A document as others name it: Kế hoạch số 28/KH-SLĐTBXH ngày 22/01/2021."""
    return _("%(type)s no. %(code)s of %(day)s") % {
        "type": page.get_document_type_display(),
        "code": page.document_code,
        "day": date_format(page.issued_on, "d/m/Y"),
    }


def _has_topic_of(page: "PolicyPage") -> Exists:
    """Whether a document has one of the topics of the page."""
    through = type(page).topics.through._default_manager
    topics = through.filter(policypage=page.pk).values("topic")
    return Exists(through.filter(policypage=OuterRef("pk"), topic__in=topics))


def _place(page: "PolicyPage") -> tuple[datetime.date, int]:
    """Where a document stands in the register."""
    return page.issued_on, page.pk or 0


def _row(page: "PolicyPage") -> dict[str, str]:
    return {"title": cited(page), "url": page.get_url() or "", "abstract": page.printed_title}

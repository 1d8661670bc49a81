"""Loads what stands in the register beside the plan, and the changes that were published since."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from intranet.demo.bodies import Block, part_stream
from intranet.demo.site import Press
from intranet.demo.timeline import Timeline
from intranet.organisation.models import Unit
from intranet.pages.models import Topic
from intranet.policies.models import (
    DocumentRelation,
    PolicyPage,
    PublishedVersion,
    UpdateNote,
)

_TEXTS = ("number", "symbol", "document_type", "issuer", "place", "issued_on", "abstract")
_TEXTS_IF_ANY = ("parent_body", "basis", "recipients", "contact", "effective_from")


def load_documents(
    press: Press,
    section: Page,
    rows: list[dict[str, Any]],
    *,
    timeline: Timeline,
    topics: Mapping[str, Topic],
    units: Mapping[str, Unit],
) -> dict[str, PolicyPage]:
    """Create the documents in the order of the data file: what is cited stands before."""
    pages: dict[str, PolicyPage] = {}
    for row in rows:
        page = PolicyPage(
            title=row["title"],
            slug=row["slug"],
            editor_note=row["editor_note"],
            body=_body(row["slug"], row["parts"]),
            **{name: row[name] for name in _TEXTS},
            **{name: row[name] for name in _TEXTS_IF_ANY if name in row},
            responsible_unit=units.get(row.get("responsible_unit", "")),
            review_due=_review_day(row, timeline),
        )
        if "change" in row:
            page.is_must_read, page.must_read_due = True, timeline.reading_due
        page.topics = [topics[code] for code in row["topics"]]
        page.relations = [_relation(one, pages) for one in row.get("relations", [])]
        pages[row["key"]] = press.publish(section, page)
    return pages


def ask_since(page: PolicyPage, at: datetime.datetime) -> None:
    """Let the version that stands now have been published at the moment."""
    PublishedVersion.objects.filter(page=page).update(published_at=at)


def change(press: Press, page: PolicyPage, row: Mapping[str, Any], timeline: Timeline) -> None:
    """Publish the document anew, changed in substance, so that everybody is asked again."""
    changed: PolicyPage = page.get_latest_revision_as_object()
    changed.body = json.loads(_body(page.slug, _changed_parts(row)))
    changed.update_notes = [
        UpdateNote(day=timeline.text_changed.date(), text=row["change"]["note"])
    ]
    changed.change_is_material, changed.change_note = True, row["change"]["note"]
    changed.save_revision(user=press.author).publish(user=press.approver)
    latest = PublishedVersion.objects.filter(page=page).order_by("-number")[:1]
    PublishedVersion.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).update(
        published_at=timeline.text_changed
    )


def _changed_parts(row: Mapping[str, Any]) -> list[Block]:
    """The parts with those that changed in their place, and new ones behind the one before."""
    parts = list(row["parts"])
    for new in row["change"]["parts"]:
        anchors = [part["anchor"] for part in parts]
        if new["anchor"] in anchors:
            parts[anchors.index(new["anchor"])] = new
        else:
            parts.insert(anchors.index(new["after"]) + 1, _without(new, "after"))
    return parts


def _without(part: Block, name: str) -> Block:
    return {key: value for key, value in part.items() if key != name}


def _body(slug: str, parts: list[Block]) -> str:
    return json.dumps(part_stream(parts, [], place=slug), ensure_ascii=False)


def _review_day(row: Mapping[str, Any], timeline: Timeline) -> datetime.date | None:
    if "review_in_days" not in row:
        return None
    return timeline.today + datetime.timedelta(days=row["review_in_days"])


def _relation(row: Mapping[str, str], pages: Mapping[str, PolicyPage]) -> DocumentRelation:
    return DocumentRelation(
        kind=row["kind"], target=pages.get(row.get("target", "")), cited_as=row.get("cited_as", "")
    )

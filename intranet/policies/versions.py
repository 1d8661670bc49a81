"""Which versions of a document were published; a version is made by publication alone."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from intranet.policies.content import FIELDS, content_hash, content_of
from intranet.policies.models.versions import PublishedVersion

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage


def content_of_page(page: "PolicyPage") -> dict[str, Any]:
    """What the page prints of the document."""
    fields = {name: getattr(page, name) for name in FIELDS}
    blocks = [(block.block_type, block.block.get_prep_value(block.value)) for block in page.body]
    return content_of(fields, blocks)


def current_version(page: "PolicyPage") -> PublishedVersion | None:
    """The version that stands published, its content not read yet; None before any was."""
    return PublishedVersion.objects.filter(page=page).defer("content").order_by("-number").first()


@transaction.atomic
def keep_version(*, page: "PolicyPage", now: datetime.datetime | None = None) -> PublishedVersion:
    """Keep what was published as a version, unless it says the same as the version before.

    Publications of one page wait for each other, so that each number is given once.
    """
    type(page).objects.select_for_update().get(pk=page.pk)
    content = content_of_page(page)
    found, before = content_hash(content), current_version(page)
    if before is not None and before.content_hash == found:
        return before
    number = before.number + 1 if before else 1
    is_material = before is None or page.change_is_material
    return PublishedVersion.objects.create(
        page=page,
        number=number,
        content_hash=found,
        content=content,
        is_material=is_material,
        asked_from=before.asked_from if before and not is_material else number,
        change_note=page.change_note if before else "",
        published_at=now or timezone.now(),
    )


@transaction.atomic
def forget_the_change(*, page: "PolicyPage") -> None:
    """What was said about a change holds for one publication: take it out of page and draft.

    A draft that somebody wrote on meanwhile keeps what it says.
    """
    if not (page.change_is_material or page.change_note):
        return
    cleared: dict[str, Any] = {"change_is_material": False, "change_note": ""}
    type(page).objects.filter(pk=page.pk).update(**cleared)
    if page.live_revision_id == page.latest_revision_id:
        for revision in Revision.objects.filter(pk=page.live_revision_id):
            revision.content = {**revision.content, **cleared}
            revision.save(update_fields=["content"])

"""An editor's note about a doubtful citation: beside the printed text, in a draft, never in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Revision

from intranet.policies.models import Citation, PolicyPage


def may_note(citation: Citation, user: Any) -> bool:
    """Whether the account may write a note where the citation stands: a document, not locked."""
    page = PolicyPage.objects.filter(pk=citation.page_id).first()
    return page is not None and _may_change(page, user)


@transaction.atomic
def add_note(*, citation: Citation, text: str, user: Any) -> Revision:
    """Save a draft with the note at the part of the citation; it is published as any change is.

    A part that the draft does not have any more leaves the note at the document.
    """
    page = PolicyPage.objects.select_for_update().get(pk=citation.page_id)
    if not _may_change(page, user):
        raise PermissionDenied
    draft: PolicyPage = page.get_latest_revision_as_object()
    parts = [block.value for block in draft.body if block.block_type == "part"]
    part = next((part for part in parts if part["anchor"] == citation.place), None)
    if part is None:
        draft.editor_note = _with_line(draft.editor_note, text)
    else:
        part["note"] = _with_line(part["note"] or "", text)
    revision: Revision = draft.save_revision(user=user, log_action=True)
    return revision


def _may_change(page: PolicyPage, user: Any) -> bool:
    lock = page.get_lock()
    is_locked = lock is not None and lock.for_user(user)
    return page.permissions_for_user(user).can_edit() and not is_locked


def _with_line(note: str, text: str) -> str:
    lines = note.splitlines()
    return note if text in lines else "\n".join([*lines, text])

"""From an import to a page that waits as a draft: fields, body, and the original as it came."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import Collection, Page

from intranet.accounts.models import User
from intranet.accounts.roles import INTERNAL_COLLECTION
from intranet.pages.blocks import table_value
from intranet.policies.blocks import DEEPEST_LEVEL, LONGEST_ANCHOR
from intranet.policies.importing.log_actions import DRAFT_ACTION
from intranet.policies.importing.services import OvertakenError, note
from intranet.policies.importing.values import plain_name
from intranet.policies.models import DocumentImport, DocumentImportState, PolicyPage

LONGEST_LABEL, LONGEST_TITLE, LONGEST_CAPTION = 60, 500, 200
APART = ("section", "seen")
_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]+")


class AlreadyInRegisterError(Exception):
    """The register has a document with this number, symbol, issuer and date."""

    def __init__(self, page: PolicyPage) -> None:
        super().__init__(page.pk)
        self.page = page


def make_draft(*, taken_in: DocumentImport, fields: Mapping[str, Any], user: User) -> PolicyPage:
    """Make the page and its original; a second click gets the page that the first one made.

    `fields` are the cleaned ones of the form. Raises AlreadyInRegisterError, OvertakenError where
    the import was thrown away, ValidationError.
    """
    try:
        with transaction.atomic():
            held = DocumentImport.objects.select_for_update().get(pk=taken_in.pk)
            if held.page is not None:
                return held.page
            if not held.is_open:
                raise OvertakenError
            if earlier := same_document(fields):
                raise AlreadyInRegisterError(earlier)
            return _make(held, fields, user)
    except IntegrityError:
        if earlier := same_document(fields):
            raise AlreadyInRegisterError(earlier) from None
        raise


def same_document(fields: Mapping[str, Any]) -> PolicyPage | None:
    """The page of the same number, symbol, issuer and date, however their letters are written."""
    if not fields["number"]:
        return None
    wanted = plain_name(fields["issuer"]), plain_name(fields["symbol"])
    pages = PolicyPage.objects.filter(number=fields["number"], issued_on=fields["issued_on"])
    same = (page for page in pages if (plain_name(page.issuer), plain_name(page.symbol)) == wanted)
    return next(same, None)


def _make(held: DocumentImport, fields: Mapping[str, Any], user: User) -> PolicyPage:
    """The page below its section, its first revision, and the import as done."""
    own = {name: _lines(value) for name, value in fields.items() if name not in APART}
    page = PolicyPage(
        **own,
        body=list(body_of(held.parts)),
        signatures=[stamp["facts"] for stamp in held.found["stamps"]],
        live=False,
        owner=user,
    )
    page.source_file = original_of(held, page.document_code, user)
    section = Page.objects.get(pk=fields["section"].pk)
    section.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    page.save_revision(user=user, log_action=True)
    held.page, held.state = page, DocumentImportState.MADE
    held.values = {**held.values, **{name: _typed(value) for name, value in own.items()}}
    held.save(update_fields=["page", "state", "values"])
    note(held, DRAFT_ACTION, user, title=page.title)
    return page


def _lines(value: Any) -> Any:
    """A text with plain line ends and no empty lines, anything else as it is."""
    if not isinstance(value, str):
        return value
    return "\n".join(line.strip() for line in value.splitlines() if line.strip())


def _typed(value: Any) -> str:
    return "" if value is None else str(value)


def original_of(held: DocumentImport, code: str, user: User) -> Any:
    """The file as it came, byte for byte, among the files of those who are signed in."""
    name = f"{_NOT_IN_FILE_NAMES.sub('-', code).strip('-')}.{held.extension}"
    with held.file.open("rb") as kept:
        content = ContentFile(kept.read(), name=name)
    collection = Collection.objects.filter(name=INTERNAL_COLLECTION).first()
    document = get_document_model()(
        title=name,
        file=content,
        file_size=content.size,
        uploaded_by_user=user,
        collection=collection or Collection.get_first_root_node(),
    )
    document.save()
    document.get_file_hash()
    return document


def body_of(parts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The outline as blocks of the page; what is too long for its field goes on in the text."""
    heading = ""
    for part in parts:
        level = max(1, min(part["level"], DEEPEST_LEVEL))
        anchor = part["anchor"] if len(part["anchor"]) <= LONGEST_ANCHOR else ""
        if part["rows"]:
            value = {"level": level, "anchor": anchor, "table": _table(part["rows"], heading)}
            yield {"type": "table", "value": value}
        else:
            heading = part["title"] or heading
            yield {
                "type": "part",
                "value": {"level": level, "anchor": anchor, "note": "", **_texts(part)},
            }


def _texts(part: Mapping[str, Any]) -> dict[str, str]:
    label, title, text = part["label"], part["title"], part["text"]
    if len(title) > LONGEST_TITLE:
        title, text = "", "\n".join(filter(None, (title, text)))
    if len(label) > LONGEST_LABEL:
        label, text = "", " ".join(filter(None, (label, text)))
    return {"label": label, "title": title, "text": text}


def _table(rows: list[list[str]], heading: str) -> dict[str, Any]:
    """The rows of a table, the first as its head; named by the heading above it."""
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    caption = Truncator(heading).chars(LONGEST_CAPTION) or _("Table of the document")
    return table_value(caption=caption, head=even[0], rows=even[1:])


def errors_of(error: ValidationError) -> Iterator[tuple[str | None, list[str]]]:
    """What the page says against its values, field by field."""
    if hasattr(error, "error_dict"):
        yield from error.message_dict.items()
    else:
        yield None, error.messages

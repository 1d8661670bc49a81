"""What an editor does with a document that came in; the screens call this and nothing below.

Every act locks the import first and works on what stands there then, so that a second click,
another tab or a colleague who was faster does nothing twice and overwrites nothing unseen.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from intranet.accounts.models import User
from intranet.office_files.refusal import FileRefusedError
from intranet.policies.importing import outline_changes
from intranet.policies.importing.kept import data_of, parts_of
from intranet.policies.importing.log_actions import DISCARD_ACTION, UPLOAD_ACTION
from intranet.policies.importing.outline_changes import digest, place_of
from intranet.policies.importing.values import values_of
from intranet.policies.models import DocumentImport, DocumentImportState
from intranet.policies.reading import document, files
from intranet.policies.reading.found import ReadDocument

PASTED_EXTENSION = "txt"


class AlreadyImportedError(Exception):
    """The same file was taken in before."""

    def __init__(self, earlier: DocumentImport) -> None:
        super().__init__(earlier.pk)
        self.earlier = earlier


class OvertakenError(Exception):
    """Somebody changed what a page showed before a button of that page was pressed."""


def begin(*, user: User, content: bytes, file_name: str, is_pasted: bool = False) -> DocumentImport:
    """Read the document and keep it with what was read; pasted text comes as its bytes.

    Raises FileRefusedError, and nothing is kept then; AlreadyImportedError for the same bytes.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _refuse_known(sha256)
    extension = PASTED_EXTENSION if is_pasted else PurePath(file_name).suffix.lower().lstrip(".")
    found = document.read(files.source_of(extension, content))
    if found.is_secret:
        raise FileRefusedError("secret")
    taken_in = _record(found, user, extension)
    taken_in.sha256, taken_in.is_pasted = sha256, is_pasted
    taken_in.file_name = file_name[-255:]
    try:
        with transaction.atomic():
            taken_in.save()
            taken_in.file.save(sha256, ContentFile(content))
            note(taken_in, UPLOAD_ACTION, user)
    except IntegrityError:
        _refuse_known(sha256)
        raise
    return taken_in


def keep_values(
    *, taken_in: DocumentImport, values: Mapping[str, str], seen: int | None = None
) -> None:
    """Keep the fields as typed, right or wrong; nothing that was typed is lost.

    Raises OvertakenError where the import changed since `seen`.
    """
    with _open(taken_in) as held:
        if seen is not None and held.edition != seen and held.values != values:
            raise OvertakenError
        held.values = dict(values)


def change_part(
    *, taken_in: DocumentImport, number: int, values: Mapping[str, Any], seen: str
) -> None:
    """Give a part other values; see `outline_changes`. Raises OvertakenError, as those below."""
    with _part(taken_in, number, seen) as (held, at):
        held.parts = outline_changes.changed(held.parts, at, values)


def join_part(*, taken_in: DocumentImport, number: int, seen: str) -> None:
    """Make a part the end of the one before it."""
    with _part(taken_in, number, seen) as (held, at):
        held.parts = outline_changes.joined(held.parts, at)


def take_out_part(*, taken_in: DocumentImport, number: int, seen: str) -> None:
    """Take a part out of the outline; it stands among what is left over from then on."""
    with _part(taken_in, number, seen) as (held, at):
        held.taken_out = [*held.taken_out, held.parts[at]]
        held.parts = outline_changes.without(held.parts, at)


def put_back_part(*, taken_in: DocumentImport, number: int) -> None:
    """Put a part that was taken out back to its place; does nothing where it stands there."""
    with _open(taken_in) as held:
        at = place_of(held.taken_out, number)
        if at is not None:
            part = held.taken_out[at]
            held.taken_out = [*held.taken_out[:at], *held.taken_out[at + 1 :]]
            held.parts = outline_changes.with_part(held.parts, part)


def discard(*, taken_in: DocumentImport, user: User) -> bool:
    """Throw the document away with its bytes and its text; whether it still was open."""
    with transaction.atomic():
        held = DocumentImport.objects.select_for_update().get(pk=taken_in.pk)
        if not held.is_open:
            return False
        storage, name = held.file.storage, held.file.name or ""
        held.state, held.file = DocumentImportState.DISCARDED, ""
        held.found, held.values, held.parts, held.taken_out = {}, {}, [], []
        held.save()
        note(held, DISCARD_ACTION, user)
        transaction.on_commit(lambda: storage.delete(name))
    return True


def note(taken_in: DocumentImport, action: str, user: User, **data: Any) -> None:
    """Write down who did what with which document."""
    data |= {"file": taken_in.file_name, "sha256": taken_in.sha256}
    log(instance=taken_in, action=action, user=user, data=data)


def _record(found: ReadDocument, user: User, extension: str) -> DocumentImport:
    """An import that is not saved yet."""
    data, parts = data_of(found), parts_of(found)
    return DocumentImport(
        found=data,
        parts=parts,
        values=values_of(data, parts),
        uploaded_by=user,
        extension=extension,
    )


def _refuse_known(sha256: str) -> None:
    """Raise AlreadyImportedError where the same bytes stand in an import in use."""
    earlier = DocumentImport.objects.in_use().without_texts().filter(sha256=sha256).first()
    if earlier:
        raise AlreadyImportedError(earlier)


@contextmanager
def _open(taken_in: DocumentImport) -> Iterator[DocumentImport]:
    """The import as it stands now, locked, and saved afterwards as one more edition."""
    with transaction.atomic():
        held = DocumentImport.objects.select_for_update().get(pk=taken_in.pk)
        if not held.is_open:
            raise OvertakenError
        before = held.values, held.parts, held.taken_out
        yield held
        if (held.values, held.parts, held.taken_out) != before:
            held.edition += 1
            held.save(update_fields=["values", "parts", "taken_out", "edition"])
    taken_in.refresh_from_db()


@contextmanager
def _part(taken_in: DocumentImport, number: int, seen: str) -> Iterator[tuple[DocumentImport, int]]:
    """The import, locked, and the place of a part that is still what the page showed."""
    with _open(taken_in) as held:
        at = place_of(held.parts, number)
        if at is None or digest(held.parts[at]) != seen:
            raise OvertakenError
        yield held, at

"""The original file of a document: its hash, remembered so that it is computed once."""

import hashlib
from collections.abc import Mapping
from typing import Any


def facts_of_original(document: Any, known: Mapping[str, str]) -> dict[str, str]:
    """Return the name under which the file is stored and its SHA-256.

    A file that takes the place of another gets another name in the store, so that the name tells
    whether what is known still holds. A file that is missing from the store has no hash.
    """
    if document is None:
        return {}
    if known.get("name") == document.file.name:
        return dict(known)
    try:
        return {"name": document.file.name, "sha256": sha256_of(document.file)}
    except OSError:
        return {}


def known_hash(document: Any, known: Mapping[str, str]) -> str:
    """Return the SHA-256 if it is that of the file as it is stored now."""
    if document is None or known.get("name") != document.file.name:
        return ""
    return known.get("sha256", "")


def sha256_of(file: Any) -> str:
    """Return the SHA-256 of a stored file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

"""The English messages of the installed packages, and which of them lack Vietnamese.

Packages that ship their sources of messages (`locale/en`) are read from there; of others every
message that any of their translations knows counts. Parts of them that the site cannot show are
left out.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

PACKAGES = ("wagtail", "taggit", "django_filters", "treebeard", "allauth", "axes", "django")
UNUSED = (
    "django/contrib/admindocs",
    "django/contrib/flatpages",
    "django/contrib/gis",
    "django/contrib/redirects",
    "django/contrib/sites",
    "wagtail/contrib/simple_translation",
)

Key = tuple[str | None, str]


def key_of(entry: polib.POEntry) -> Key:
    """What makes a message one of its own: its context and its English text."""
    return entry.msgctxt, entry.msgid


def messages(domain: str) -> dict[Key, polib.POEntry]:
    """Every message of the packages."""
    return {key: entry for folder in _folders() for key, entry in _sources(folder, domain).items()}


def lacking(domain: str) -> dict[Key, polib.POEntry]:
    """The messages that the packages do not say in Vietnamese themselves."""
    return {
        key: entry
        for folder in _folders()
        for key, entry in _sources(folder, domain).items()
        if key not in _translated(folder, domain)
    }


def _folders() -> Iterator[Path]:
    """The folders of the packages that hold one folder for each language."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise LookupError(f"{package} is not installed")
        found = sorted(Path(spec.origin).parent.rglob("locale"))
        yield from (folder for folder in found if not folder.parent.as_posix().endswith(UNUSED))


def _sources(folder: Path, domain: str) -> dict[Key, polib.POEntry]:
    """The messages of one part of a package."""
    files = list(folder.glob(f"en/LC_MESSAGES/{domain}.po"))
    files = files or sorted(folder.glob(f"*/LC_MESSAGES/{domain}.po"))
    return {key_of(entry): entry for file in files for entry in _entries(file)}


def _translated(folder: Path, domain: str) -> set[Key]:
    """The messages that one part of a package translates; what is fuzzy is not compiled."""
    return {
        key_of(entry)
        for file in folder.glob(f"vi/LC_MESSAGES/{domain}.po")
        for entry in _entries(file)
        if entry.translated()
    }


def _entries(file: Path) -> Iterator[polib.POEntry]:
    return (entry for entry in polib.pofile(str(file)) if not entry.obsolete)

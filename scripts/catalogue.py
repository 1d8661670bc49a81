"""The Vietnamese catalogue: `check`, `compile`, `update`.

gettext is a system tool that not every machine has, so .po and .mo are both committed; `check`
proves that they agree and are complete, and, where gettext is there, that no message is missing.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("locale/vi/LC_MESSAGES")
PO = ROOT / FOLDER / "django.po"
MO = PO.with_suffix(".mo")
SOURCES = ("campaigns", "intranet", "quiz", "search", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
VOLATILE_FIELDS = (
    "Report-Msgid-Bugs-To",
    "Last-Translator",
    "Language-Team",
    "POT-Creation-Date",
    "PO-Revision-Date",
)
MAKEMESSAGES = ("makemessages", "-l", "vi", "--no-location", "--no-obsolete", "--no-wrap")


def message_key(entry: polib.POEntry) -> tuple[str | None, str]:
    """What makes a message one of its own: its context and its English text."""
    return entry.msgctxt, entry.msgid


def translations(entry: polib.POEntry) -> list[str]:
    """Return all Vietnamese forms of a message."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def placeholders(text: str) -> Counter[str]:
    """Return the variables of a message with how often each occurs."""
    return Counter(PLACEHOLDER.findall(text))


def complaints_about(entry: polib.POEntry) -> Iterator[str]:
    """Say what is wrong with one message."""
    if entry.fuzzy:
        yield "is fuzzy"
    sources = {entry.msgid, entry.msgid_plural or entry.msgid}
    for text in translations(entry):
        if not text.strip():
            yield "is not translated"
        elif unicodedata.normalize("NFC", text) != text:
            yield "is not in NFC"
        elif all(placeholders(text) != placeholders(source) for source in sources):
            yield f"has other placeholders: {text!r}"
        elif entry.msgid.startswith("\n") != text.startswith("\n"):
            yield "begins with another line break"


def extracted(work: Path) -> set[tuple[str | None, str]]:
    """Extract all messages in a copy of the sources, so that the real catalogue stays as it is."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("static", "data"))
    (work / FOLDER).mkdir(parents=True)
    command = [sys.executable, "-m", "django", *MAKEMESSAGES]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=work, env=environment, check=True, stdout=subprocess.DEVNULL)
    return {message_key(entry) for entry in polib.pofile(str(work / FOLDER / "django.po"))}


def check_extraction(catalogue: polib.POFile) -> Iterator[str]:
    """Compare what the sources say with what the catalogue has."""
    if shutil.which("xgettext") is None:
        if os.environ.get("REQUIRE_ALL"):
            yield "xgettext is not installed, and nothing may be skipped here"
        else:
            print("skipped: xgettext is not installed, new messages in the sources go unseen")
        return
    with tempfile.TemporaryDirectory() as work:
        found = extracted(Path(work))
    known = {message_key(entry) for entry in catalogue}
    yield from (f"{key[1]!r} is in the sources only; run make messages" for key in found - known)
    yield from (f"{key[1]!r} is in the catalogue only; run make messages" for key in known - found)


def check() -> int:
    """Print every complaint; return the exit code."""
    catalogue = polib.pofile(str(PO))
    complaints = [
        f"{entry.msgid!r} {complaint}"
        for entry in catalogue
        for complaint in complaints_about(entry)
    ]
    complaints += check_extraction(catalogue)
    if not MO.exists() or MO.read_bytes() != catalogue.to_binary():
        complaints.append("django.mo is not what django.po compiles to; run make messages")
    for complaint in complaints:
        print(f"catalogue: {complaint}", file=sys.stderr)
    print(f"catalogue: {len(catalogue)} messages, {len(complaints)} complaints")
    return bool(complaints)


def compile_catalogue() -> int:
    """Write django.po in one settled form, and django.mo from it."""
    catalogue = polib.pofile(str(PO), wrapwidth=100)
    catalogue.header = ""
    for field in VOLATILE_FIELDS:
        catalogue.metadata.pop(field, None)
    catalogue.save(str(PO))
    catalogue.save_as_mofile(str(MO))
    return 0


def update() -> int:
    """Extract new messages into django.po, drop those that are gone, and compile."""
    command = [sys.executable, "manage.py", *MAKEMESSAGES]
    for folder in (".venv", "build", "scripts", "tests", "var"):
        command += ["-i", folder]
    subprocess.run(command, cwd=ROOT, check=True)
    return compile_catalogue()


def main() -> int:
    """Run the named action."""
    actions = {"check": check, "compile": compile_catalogue, "update": update}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=actions)
    return actions[parser.parse_args().action]()


if __name__ == "__main__":
    sys.exit(main())

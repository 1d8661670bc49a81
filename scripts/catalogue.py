"""The Vietnamese catalogues: `check`, `compile`, `update`.

One is ours, two complete what the installed packages lack (for Python and for JavaScript): these
hold what the installed versions leave in English, and what we say better. gettext is a system tool
that not every machine has, so .po and .mo are both committed; `check` proves that they agree and
are complete, and, where gettext is there, that no message is missing.
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

from scripts.package_messages import Key, key_of, lacking, messages

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("locale/vi/LC_MESSAGES")
PO = ROOT / FOLDER / "django.po"
OF_PACKAGES = {
    domain: ROOT / f"locale/packages/vi/LC_MESSAGES/{domain}.po"
    for domain in ("django", "djangojs")
}
ALL = (PO, *OF_PACKAGES.values())
SOURCES = ("campaigns", "intranet", "quiz", "search", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+[^<>]*>")
VOLATILE_FIELDS = (
    "Report-Msgid-Bugs-To",
    "Last-Translator",
    "Language-Team",
    "POT-Creation-Date",
    "PO-Revision-Date",
)
MAKEMESSAGES = ("makemessages", "-l", "vi", "--no-location", "--no-obsolete", "--no-wrap")


def translations(entry: polib.POEntry) -> list[str]:
    """Return all Vietnamese forms of a message."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def placeholders(text: str) -> Counter[str]:
    """Return the variables of a message with how often each occurs."""
    return Counter(PLACEHOLDER.findall(text))


def tags(text: str) -> Counter[str]:
    """Return the HTML tags of a message with how often each occurs."""
    return Counter(TAG.findall(text))


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
        elif all(tags(text) != tags(source) for source in sources):
            yield f"has other tags: {text!r}"
        elif entry.msgid.startswith("\n") != text.startswith("\n"):
            yield "begins with another line break"


def extracted(work: Path) -> set[Key]:
    """Extract all messages in a copy of the sources, so that the real catalogue stays as it is."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("static", "data"))
    (work / FOLDER).mkdir(parents=True)
    command = [sys.executable, "-m", "django", *MAKEMESSAGES]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=work, env=environment, check=True, stdout=subprocess.DEVNULL)
    return {key_of(entry) for entry in polib.pofile(str(work / FOLDER / "django.po"))}


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
    known = {key_of(entry) for entry in catalogue}
    yield from (f"{key[1]!r} is in the sources only; run make messages" for key in found - known)
    yield from (f"{key[1]!r} is in the catalogue only; run make messages" for key in known - found)


def check_packages(catalogue: polib.POFile, domain: str) -> Iterator[str]:
    """Compare what the installed packages lack with what the catalogue for them has."""
    known = {key_of(entry) for entry in catalogue}
    wanted = wanted_of_packages(domain)
    for key in wanted.keys() - known:
        yield f"{key[1]!r} of an installed package has no Vietnamese; run make messages"
    for key in known - wanted.keys() - messages(domain).keys():
        yield f"{key[1]!r} is in no installed package; run make messages"


def wanted_of_packages(domain: str) -> dict[Key, polib.POEntry]:
    """What the packages lack and our own catalogue, which Python reads first, does not say."""
    ours = {key_of(entry) for entry in polib.pofile(str(PO))} if domain == "django" else set()
    return {key: entry for key, entry in lacking(domain).items() if key not in ours}


def check() -> int:
    """Print every complaint; return the exit code."""
    complaints = []
    for path in ALL:
        catalogue = polib.pofile(str(path))
        found = [
            f"{entry.msgid!r} {complaint}"
            for entry in catalogue
            for complaint in complaints_about(entry)
        ]
        if path == PO:
            found += check_extraction(catalogue)
        else:
            found += check_packages(catalogue, path.stem)
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
            found.append("the .mo is not what the .po compiles to; run make messages")
        name = path.relative_to(ROOT)
        complaints += [f"{name}: {complaint}" for complaint in found]
        print(f"{name}: {len(catalogue)} messages, {len(found)} complaints")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return bool(complaints)


def compile_catalogues() -> int:
    """Write each .po in one settled form, and the .mo from it."""
    for path in ALL:
        catalogue = polib.pofile(str(path), wrapwidth=100)
        catalogue.header = ""
        for field in VOLATILE_FIELDS:
            catalogue.metadata.pop(field, None)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return 0


def update_packages(domain: str) -> None:
    """Add what the installed packages lack, untranslated, and drop what none of them says."""
    path = OF_PACKAGES[domain]
    catalogue = polib.pofile(str(path), wrapwidth=100)
    said = messages(domain).keys()
    for entry in [entry for entry in catalogue if key_of(entry) not in said]:
        catalogue.remove(entry)
    known = {key_of(entry) for entry in catalogue}
    for key, entry in wanted_of_packages(domain).items():
        if key not in known:
            catalogue.append(_untranslated(entry))
    catalogue.save(str(path))


def _untranslated(entry: polib.POEntry) -> polib.POEntry:
    forms = {0: ""} if entry.msgid_plural else {}
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr_plural=forms,
        flags=[flag for flag in entry.flags if flag.endswith("-format")],
    )


def update() -> int:
    """Take new messages of the sources and the packages in, drop those gone, and compile."""
    command = [sys.executable, "manage.py", *MAKEMESSAGES]
    for folder in (".venv", "build", "scripts", "tests", "var"):
        command += ["-i", folder]
    subprocess.run(command, cwd=ROOT, check=True)
    for domain in OF_PACKAGES:
        update_packages(domain)
    return compile_catalogues()


def main() -> int:
    """Run the named action."""
    actions = {"check": check, "compile": compile_catalogues, "update": update}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=actions)
    return actions[parser.parse_args().action]()


if __name__ == "__main__":
    sys.exit(main())

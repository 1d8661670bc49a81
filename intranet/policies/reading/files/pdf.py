"""The text layer of a PDF: pages of lines, with columns side by side as on the paper; pure."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from intranet.office_files.refusal import FileRefusedError
from intranet.pages.files.content import fault_of
from intranet.policies.reading.source import SIGNATURE, Block, Note, TextBlock

PROCESS = Path(__file__).with_name("pdf_process.py")
MOST_PAGES = 600
FEWEST_SIGNS = 20  # on a page with a text layer
EXIT_CODES = {3: "pdf_password", 4: "pdf_damaged", 5: "too_long"}


def read(content: bytes) -> tuple[list[Block], tuple[Note, ...]]:
    """The pages, and what its signatures say of themselves; raises FileRefusedError."""
    if fault_of("pdf", BytesIO(content)):
        raise FileRefusedError("pdf_damaged")
    pages, signatures = _told(content)
    empty = [number for number, text in enumerate(pages, 1) if _signs(text) < FEWEST_SIGNS]
    if len(empty) == len(pages):
        raise FileRefusedError("pdf_without_text")
    notes = [Note("page_without_text", (("page", str(number)),)) for number in empty]
    notes += [Note(SIGNATURE, tuple(sorted(signature.items()))) for signature in signatures]
    blocks: list[Block] = [TextBlock(text, number) for number, text in enumerate(pages, 1)]
    return blocks, tuple(notes)


def _signs(text: str) -> int:
    """How many visible signs a text has."""
    return sum(map(len, text.split()))


def _told(content: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The pages and the signatures from the process that reads the file."""
    done = subprocess.run(  # noqa: S603  (our own program; the file comes on its standard input)
        [sys.executable, "-I", str(PROCESS), str(MOST_PAGES)],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise FileRefusedError(EXIT_CODES.get(done.returncode, "too_large"))
    pages: list[str] = []
    signatures: list[dict[str, str]] = []
    for line in done.stdout.splitlines():
        told = json.loads(line)
        if "page" in told:
            pages.append(told["page"])
        signatures += told.get("signatures", [])
    return pages, signatures

"""PDF for paper and for the file, set by typst: it comes with the package and needs no system.

What a template prints comes as JSON and is text there, never code. The files are tagged (PDF/UA-1),
so that a screen reader reads headings and tables.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import fontpkg_be_vietnam_pro
import typst

STANDARD: Final = "ua-1"


def pdf(template: Path, told: Mapping[str, Any]) -> bytes:
    """Return the file; the template reads `told` as JSON from the input of that name."""
    compiled = typst.Compiler(
        template.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    ).compile(format="pdf", pdf_standards=[STANDARD])
    return cast("bytes", compiled)


@cache
def _fonts() -> typst.Fonts:
    """The typeface of the site and those that typst brings along, read once in a process."""
    folder = str(fontpkg_be_vietnam_pro.ROOT / "files")
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])

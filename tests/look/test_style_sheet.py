"""The style sheet is one light file whose colours can be read by everybody."""

import gzip
import re

import pytest
from django.conf import settings

CSS_FILE = settings.BASE_DIR / "intranet" / "static" / "css" / "site.css"
CSS = CSS_FILE.read_text()
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", CSS))
TEXT_ON_GROUND = [
    ("ink", "white"),
    ("ink", "paper"),
    ("ink-soft", "white"),
    ("ink-soft", "paper"),
    ("ink-soft", "line"),
    ("red", "white"),
    ("red", "paper"),
    ("red", "red-pale"),
    ("red-dark", "red-pale"),
    ("white", "red"),
    ("white", "red-dark"),
    ("gold-ink", "gold-pale"),
    ("green", "green-pale"),
    ("slate", "slate-pale"),
    ("danger", "danger-pale"),
    ("danger", "white"),
    ("ink", "focus"),
]
SHAPES_ON_GROUND = [
    ("line-strong", "white"),
    ("line-strong", "paper"),
    ("green", "paper"),
    ("focus", "red"),
    ("gold-bright", "red"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG of a colour token."""
    digits = TOKENS[colour].lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colour tokens."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON_GROUND)
def test_edges_of_controls_and_bars_can_be_seen(shape, ground):
    assert contrast(shape, ground) >= 3


def test_style_sheet_stays_within_the_budget():
    assert len(gzip.compress(CSS_FILE.read_bytes(), 6)) <= 12 * 1024


def test_script_stays_within_the_budget():
    script = settings.BASE_DIR / "intranet" / "static" / "js" / "site.js"
    assert len(gzip.compress(script.read_bytes(), 6)) <= 12 * 1024


def test_nothing_comes_from_another_host():
    assert re.findall(r"url\(\"?(?:https?:)?//", CSS) == []


@pytest.mark.parametrize(
    "query", ["print", "(forced-colors: active)", "(prefers-reduced-motion: no-preference)"]
)
def test_style_sheet_answers_to_the_preferences_of_the_reader(query):
    assert f"@media {query}" in CSS

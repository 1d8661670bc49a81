"""Reads the data files and fills their dates and addresses in; no database here."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DATA_DIR = Path(__file__).resolve().parent / "data"
IMAGE_DIR = DATA_DIR / "images"
BANK = DATA_DIR / "ngan-hang-cau-hoi.xlsx"


def read(name: str) -> Any:
    """Return the content of a JSON data file."""
    return json.loads((DATA_DIR / name).read_text(encoding="utf-8"))


def filled(value: Any, values: Mapping[str, str]) -> Any:
    """Return a copy in which every `{name}` in a text is replaced, at any depth."""
    if isinstance(value, str):
        return value.format_map(values) if "{" in value else value
    if isinstance(value, Mapping):
        return {key: filled(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, values) for item in value]
    return value

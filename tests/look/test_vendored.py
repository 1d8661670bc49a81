"""What was taken from others is exactly what the lock file says, with its licence beside."""

import json

import pytest

from scripts.vendor_lock import LOCK, STATIC, record

ENTRIES = json.loads(LOCK.read_text())


def test_lock_file_agrees_with_the_files():
    expected = json.loads(json.dumps(record()))
    assert expected == ENTRIES, "run: python scripts/vendor_lock.py"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["package"])
def test_each_package_has_its_licence_beside_it(entry):
    licences = [name for name in entry["files"] if name.endswith(".txt")]
    assert licences
    assert all((STATIC / name).stat().st_size > 500 for name in licences)


def test_nothing_vendored_is_missing_from_the_lock_file():
    listed = {name for entry in ENTRIES for name in entry["files"]}
    present = {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()}
    assert present <= listed

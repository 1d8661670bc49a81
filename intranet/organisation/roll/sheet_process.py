"""Reads a workbook in a process of its own and prints its rows as lines of JSON.

A file made to exhaust memory or to upset the parser ends this process, not the site. It is started
by its path and knows nothing of the project; see `reading.py` for the other end.
"""

import datetime
import json
import resource
import sys

from python_calamine import CalamineError, PasswordError, load_workbook

MEMORY = 1024 * 1024 * 1024
SECONDS = 120
MAX_COLUMNS = 200
MAX_TEXT = 2000


def as_text(value: object) -> str:
    """A cell as people read it: whole numbers without a decimal point, days as dd/mm/yyyy."""
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value)


def print_rows(path: str) -> None:
    """Print a line for each row with text in it: sheet, number of the row, its cells."""
    workbook = load_workbook(path)
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        first_row, first_column = sheet.start or (0, 0)
        before = [""] * min(first_column, MAX_COLUMNS)
        for number, cells in enumerate(sheet.iter_rows(), first_row + 1):
            texts = [as_text(value) for value in cells[:MAX_COLUMNS]]
            if any(texts):
                sys.stdout.write(json.dumps([name, number, before + texts]) + "\n")


def main() -> int:
    """Return 0, or 3 for a file under a password, 4 for one that cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        print_rows(sys.argv[1])
    except PasswordError:
        return 3
    except (CalamineError, OSError, ValueError):
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())

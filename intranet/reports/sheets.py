"""Tables for the screen and for files: one definition of columns serves both."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypeVar

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime

Cell: TypeAlias = str | int | Decimal | datetime.datetime | Promise | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading and how to read its cell from a row; `width` in characters."""

    label: str | Promise
    value: Callable[[Row], Cell]
    numeric: bool = False
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be saved; `facts` say above it what it shows and as of when.

    `repeated` are those that every line of a CSV file carries, which has no head: their names and
    order are a promise, as those of the columns. `rows` are read once, while the file is written;
    `total` says how many they will be, None where nobody has counted them. `duty` (kind:key) and
    `unit_id` are what the line of the log is about.
    """

    title: str
    facts: list[tuple[str, str]]
    columns: Sequence[Column[Any]]
    rows: Iterable[Any]
    total: int | None = None
    duty: str = ""
    unit_id: int | None = None
    repeated: Sequence[tuple[str | Promise, Cell]] = ()

    @property
    def labels(self) -> list[str]:
        """The headings."""
        return [str(column.label) for column in self.columns]

    def cells(self) -> Iterator[list[Cell]]:
        """The rows cell by cell."""
        return ([column.value(row) for column in self.columns] for row in self.rows)


def sheet(
    *,
    title: str,
    facts: list[tuple[str, str]],
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    total: int | None = None,
    repeated: Sequence[tuple[str | Promise, Cell]] = (),
) -> Sheet:
    """The rows under the columns; `total` for rows that do not know how many they are."""
    if total is None and isinstance(rows, Sized):
        total = len(rows)
    return Sheet(
        title=title, facts=facts, columns=columns, rows=rows, total=total, repeated=repeated
    )


def cell_text(cell: Cell, *, empty: str = "") -> str:
    """The cell as it is read: decimal comma, hours and day of the office's time zone."""
    if cell is None:
        return empty
    if isinstance(cell, datetime.datetime):
        return date_format(localtime(cell), "DATETIME_FORMAT")
    if isinstance(cell, Decimal):
        return number_format(cell, decimal_pos=1)
    return str(cell)

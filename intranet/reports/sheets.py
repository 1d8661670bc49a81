"""Tables for the screen and for files: one definition of columns serves both."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime

Cell: TypeAlias = str | int | Decimal | datetime.datetime | Promise | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading and how to read its cell from a row."""

    label: str | Promise
    value: Callable[[Row], Cell]
    numeric: bool = False
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be saved; `facts` say above it what it shows and as of when."""

    title: str
    facts: list[tuple[str, str]]
    labels: list[str]
    widths: list[int]
    rows: list[list[Cell]]


def sheet(
    *,
    title: str,
    facts: list[tuple[str, str]],
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
) -> Sheet:
    """The rows under the columns."""
    return Sheet(
        title=title,
        facts=facts,
        labels=[str(column.label) for column in columns],
        widths=[column.width for column in columns],
        rows=[[column.value(row) for column in columns] for row in rows],
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

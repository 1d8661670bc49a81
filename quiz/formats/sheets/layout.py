"""Where the headings of a sheet stand and what its columns are; pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from intranet.office_files.workbooks import Cells
from quiz.formats.labels import labels_in, truth_of
from quiz.formats.sheets import columns as c
from quiz.formats.sheets.columns import Heading, SheetColumns, heading_of
from quiz.formats.sheets.options import whole_of

ROWS_ABOVE_HEADINGS = 40
ROWS_LOOKED_AT = 60
SHORT = 8
FEWEST_FIELDS = 3
TABLE_ROWS, TABLE_CELLS = 2, 3


class Layout(NamedTuple):
    """What the columns of a sheet are; `row` and `last_row` are those of the headings, 0 for none.

    `near` are columns whose headings only resemble known ones, `unused` those without a field.
    """

    row: int = 0
    last_row: int = 0
    columns: dict[int, str] = {}
    headings: dict[int, str] = {}
    near: dict[int, str] = {}
    is_sure: bool = False

    @property
    def unused(self) -> dict[int, str]:
        """The headings of columns that fill no field of the bank."""
        return {
            place: text
            for place, text in self.headings.items()
            if text and self.columns.get(place, c.IGNORED) == c.IGNORED
        }

    @property
    def has_options(self) -> bool:
        """Whether options have a column or columns of their own."""
        return any(map(c.holds_options, self.columns.values()))

    def has(self, field: str) -> bool:
        """Whether a column fills the field."""
        return field in self.columns.values()


def layout_of(rows: Sequence[Cells]) -> Layout:
    """The likeliest layout of a sheet; without any heading that is known it has no columns."""
    best = Layout()
    above = rows[:ROWS_ABOVE_HEADINGS]
    following = [*above[1:], None]
    for place, (cells, below) in enumerate(zip(above, following, strict=True)):
        for layout in _candidates(cells, below, rows[place + 1 :][:ROWS_LOOKED_AT]):
            if _rank(layout) > _rank(best):
                best = layout
    return best


def mapped(rows: Sequence[Cells], sheet_columns: SheetColumns) -> Layout:
    """The layout that a person gave; fields that do not exist are left out."""
    row = int(sheet_columns.get("header_row") or 0)
    given = dict(sheet_columns.get("columns") or {})
    header = next((cells.values for cells in rows if cells.number == row), [])
    columns = {
        int(place): field
        for place, field in given.items()
        if str(place).isdigit() and c.is_field(str(field))
    }
    return Layout(row, row, columns, dict(enumerate(header)), {}, is_sure=True)


def is_table(rows: Sequence[Cells]) -> bool:
    """Whether the sheet holds something like a table rather than a remark."""
    wide = sum(sum(map(bool, cells.values)) >= TABLE_CELLS for cells in rows[:ROWS_LOOKED_AT])
    return wide >= TABLE_ROWS


def _candidates(cells: Cells, below: Cells | None, rows: Sequence[Cells]) -> list[Layout]:
    """The layout with this row as headings, alone and together with the one below it."""
    found = [_layout(cells, cells.number, cells.values, rows)]
    if below is not None and below.number == cells.number + 1:
        width = max(len(cells.values), len(below.values))
        first = cells.values + [""] * (width - len(cells.values))
        second = below.values + [""] * (width - len(below.values))
        both = [low or high for high, low in zip(first, second, strict=True)]
        if both != first:
            found.append(_layout(cells, below.number, both, rows[1:]))
    return found


def _rank(layout: Layout) -> tuple[bool, int, int]:
    """A layout that is sure before others, then the one with more fields; the first row wins."""
    known = [field for field in layout.columns.values() if field != c.IGNORED]
    return layout.is_sure, len(known), -len(layout.near)


def _layout(cells: Cells, last_row: int, texts: Sequence[str], rows: Sequence[Cells]) -> Layout:
    """The layout with these headings over the rows."""
    headings = {place: heading for place, text in enumerate(texts) if (heading := heading_of(text))}
    if len({heading.field for heading in headings.values()}) < FEWEST_FIELDS - 1:
        return Layout()
    columns = _assigned(headings, _Contents(rows))
    near = {place: texts[place] for place in columns if headings[place].is_near}
    named = dict(enumerate(texts))
    is_sure = _is_sure(columns, _Contents(rows), has_twins=_has_twins(headings))
    return Layout(cells.number, last_row, columns, named, near, is_sure)


class _Contents:
    """What stands below the headings, column by column."""

    def __init__(self, rows: Sequence[Cells]) -> None:
        self._rows = rows

    def texts(self, place: int) -> list[str]:
        """The cells of a column that are not empty."""
        found = (cells.values[place] for cells in self._rows if place < len(cells.values))
        return [text for text in found if text]

    def length(self, place: int) -> float:
        """How long the texts of a column are on the average."""
        texts = self.texts(place)
        return sum(map(len, texts)) / len(texts) if texts else 0.0

    def wholes(self, place: int) -> tuple[bool, bool]:
        """Whether most cells of a column hold options beside the question, and keys as well."""
        texts = self.texts(place)
        wholes = [whole for text in texts if (whole := whole_of(text))]
        keys = sum(bool(whole.key) for whole in wholes)
        return len(wholes) * 2 > len(texts), keys * 2 > len(texts)

    def are_truths(self, place: int) -> bool:
        """Whether the column says of statements that they are true or false."""
        texts = self.texts(place)
        return bool(texts) and all(truth_of(text) is not None for text in texts)

    def are_labels(self, place: int) -> bool:
        """Whether the column mostly holds letters or numbers of options."""
        texts = self.texts(place)
        return bool(texts) and sum(bool(labels_in(text)) for text in texts) * 2 > len(texts)


def _assigned(headings: dict[int, Heading], contents: _Contents) -> dict[int, str]:
    """A field for each column, no field twice; columns left over are ignored."""
    by_field: dict[str, list[int]] = defaultdict(list)
    for place, heading in headings.items():
        by_field[heading.field].append(place)
    columns = dict.fromkeys(headings, c.IGNORED)
    for field, places in by_field.items():
        if field == c.STEM:
            chosen = max(places, key=lambda place: (contents.length(place), -place))
        else:
            chosen = min(places, key=lambda place: (headings[place].rank, place))
        columns[chosen] = field
    _settle_questions(columns, by_field[c.STEM], contents)
    _settle_options(columns, by_field, contents)
    if c.UNIT in columns.values() and not {c.KIND, c.TOLERANCE} & set(columns.values()):
        # «Đơn vị» beside choice questions is the office that wrote them.
        columns[next(place for place, field in columns.items() if field == c.UNIT)] = c.IGNORED
    return columns


def _settle_questions(columns: dict[int, str], stems: Sequence[int], contents: _Contents) -> None:
    """«Câu hỏi» beside «Nội dung» may only hold the numbers of the questions."""
    for place in stems:
        is_left_over = columns[place] == c.IGNORED
        if is_left_over and contents.length(place) <= SHORT and c.NUMBER not in columns.values():
            columns[place] = c.NUMBER


def _settle_options(
    columns: dict[int, str], by_field: dict[str, list[int]], contents: _Contents
) -> None:
    """Tell apart what «Đáp án», «Phương án» and «Lựa chọn» mean beside each other."""
    has_own_columns = any(c.is_option(field) for field in columns.values())
    has_wrong = any(c.is_wrong(field) for field in columns.values())
    keys = [place for place, field in columns.items() if field == c.KEY]
    options = [place for place, field in columns.items() if field == c.OPTIONS]
    if options and (has_own_columns or has_wrong):
        is_key = not keys and contents.are_labels(options[0])
        columns[options[0]] = c.KEY if is_key else c.IGNORED
    elif not options and not has_own_columns and not has_wrong:
        for place in by_field[c.KEY]:
            if columns[place] == c.IGNORED and not contents.are_labels(place):
                columns[place] = c.OPTIONS
                break
    marks = [place for place, field in columns.items() if field in {c.TRUE_MARK, c.FALSE_MARK}]
    if has_own_columns or options or len(marks) == 1:
        for place in marks:
            is_key = not keys and columns[place] == c.TRUE_MARK
            columns[place] = c.KEY if is_key else c.IGNORED
    if has_wrong and keys and c.RIGHT_OPTION not in columns.values():
        columns[keys[0]] = c.RIGHT_OPTION


def _has_twins(headings: dict[int, Heading]) -> bool:
    """Whether two columns claim to be the same option."""
    options = [
        heading.field
        for heading in headings.values()
        if c.is_option(heading.field) or c.is_wrong(heading.field)
    ]
    return len(options) != len(set(options))


def _is_sure(columns: dict[int, str], contents: _Contents, *, has_twins: bool) -> bool:
    """Whether questions, options and keys can be told without a doubt."""
    fields = set(columns.values())
    if c.STEM not in fields or has_twins:
        return False
    stem = next(place for place, field in columns.items() if field == c.STEM)
    if not any(map(c.holds_options, fields)):
        keys = [place for place, field in columns.items() if field == c.KEY]
        has_wholes, has_keys = contents.wholes(stem)
        is_known = has_wholes and bool(has_keys or keys)
        return is_known or (bool(keys) and contents.are_truths(keys[0]))
    if fields >= {c.TRUE_MARK, c.FALSE_MARK}:
        return True
    has_one_option = sum(map(c.holds_options, fields)) == 1 and any(map(c.is_option, fields))
    if has_one_option or not fields & {c.KEY, c.RIGHT_OPTION, c.KIND}:
        return False
    if fields >= {c.KIND, c.KEY}:
        return True
    return not contents.texts(stem) or contents.length(stem) > SHORT

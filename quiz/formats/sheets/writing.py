"""Questions to a workbook in the shape of the template; nothing but pictures is left behind."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from quiz.formats.base import LeftOut, ReadOption, ReadQuestion, Written
from quiz.formats.sheets import columns as c
from quiz.formats.sheets import pairs, words
from quiz.formats.sheets.options import from_columns, label_at
from quiz.formats.sheets.questions import without_number
from quiz.formats.text import tidy
from quiz.types import numerals

SHEET = "Câu hỏi"
BEFORE_OPTIONS = (c.NUMBER, c.CODE, c.KIND, c.TOPIC, c.STEM)
AFTER_OPTIONS = (
    *(c.KEY, c.EXPLANATION, c.DIFFICULTY, c.MARKING_RULE, c.KEYWORDS, c.POLICY, c.ANCHOR),
    *(c.SOURCE_LABEL, c.TOLERANCE, c.UNIT, c.PINNED, c.REFERENCES),
)
FEWEST_OPTIONS = 6
VALIDATED_ROWS = 20_001
WIDTHS = {
    c.NUMBER: 6,
    c.CODE: 12,
    c.KIND: 16,
    c.TOPIC: 24,
    c.STEM: 60,
    c.KEY: 14,
    c.EXPLANATION: 40,
    c.MARKING_RULE: 22,
    c.KEYWORDS: 20,
    c.SOURCE_LABEL: 28,
}
OPTION_WIDTH, OTHER_WIDTH = 30, 16
LISTS: dict[str, dict[str, str]] = {
    c.KIND: words.KINDS,
    c.DIFFICULTY: words.DIFFICULTIES,
    c.MARKING_RULE: words.MARKING_RULES,
}
WITH_KEY = frozenset(("single", "multiple", "true_false"))
# What looks like a sign in the notation of workbooks keeps its first underscore in it.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FILL = PatternFill("solid", fgColor="F3E9D2")
_TOP = Alignment(wrap_text=True, vertical="top")


def write(questions: Sequence[ReadQuestion]) -> Written:
    """The questions as a workbook; pictures are named as left out, their questions stay."""
    workbook = Workbook(write_only=True)
    most = max((len(question.options) for question in questions), default=0)
    fields = fields_for(most)
    sheet = add_table(workbook, SHEET, fields)
    for number, question in enumerate(questions, 1):
        values = values_of(question, number)
        sheet.append([cell(sheet, values.get(field, "")) for field in fields])
    pictured = tuple(
        LeftOut(question, "sheet_picture_left_out") for question in questions if question.image
    )
    return Written(saved(workbook), pictured)


def fields_for(options: int) -> list[str]:
    """The fields of the columns, with as many options as needed."""
    labels = map(label_at, range(max(options, FEWEST_OPTIONS)))
    return [*BEFORE_OPTIONS, *(f"{c.OPTION}{label}" for label in labels), *AFTER_OPTIONS]


def add_table(workbook: Workbook, title: str, fields: Sequence[str]) -> WriteOnlyWorksheet:
    """A sheet with headings that stay in sight, and lists to choose from below them."""
    sheet = workbook.create_sheet(title)
    for place, field in enumerate(fields):
        width = OPTION_WIDTH if c.is_option(field) else WIDTHS.get(field, OTHER_WIDTH)
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
        if field in LISTS:
            choices = ",".join(LISTS[field].values())
            validation = DataValidation("list", formula1=f'"{choices}"', allow_blank=True)
            letter = get_column_letter(place + 1)
            validation.add(f"{letter}2:{letter}{VALIDATED_ROWS}")
            sheet.data_validations.append(validation)
    sheet.freeze_panes = "A2"
    sheet.append([heading_cell(sheet, c.heading_for(field)) for field in fields])
    return sheet


def heading_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """A heading that stands out."""
    found = cell(sheet, text)
    found.font = Font(bold=True)
    found.fill = _FILL
    return found


def cell(sheet: WriteOnlyWorksheet, value: str | int) -> WriteOnlyCell:
    """A cell that holds the text as text: never a formula, whatever it begins with."""
    if isinstance(value, int):
        found = WriteOnlyCell(sheet, value)
    else:
        found = WriteOnlyCell(sheet)
        found.value = _ESCAPE.sub("_x005F_", value)
        found.data_type = "s"
        found.quotePrefix = value.startswith(("=", "+", "-", "@"))
    found.alignment = _TOP
    return found


def saved(workbook: Workbook) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def values_of(question: ReadQuestion, number: int) -> dict[str, Any]:
    """The cells of a question by field."""
    stem = tidy(question.stem)
    return {
        c.NUMBER: number,
        c.CODE: question.code,
        c.KIND: words.KINDS.get(question.kind, question.kind),
        c.TOPIC: question.topic,
        c.STEM: stem if without_number(stem) == stem else f"Câu {number}: {stem}",
        **_options(question),
        c.KEY: _key(question),
        c.EXPLANATION: question.explanation,
        c.DIFFICULTY: words.DIFFICULTIES.get(question.difficulty, question.difficulty),
        c.MARKING_RULE: _marking_rule(question),
        c.KEYWORDS: pairs.as_keywords(tuple(question.keywords)),
        c.POLICY: question.policy,
        c.ANCHOR: question.anchor,
        c.SOURCE_LABEL: question.source_label,
        c.TOLERANCE: _tolerance(question.tolerance),
        c.UNIT: question.unit,
        c.PINNED: ", ".join(label for label, option in _lettered(question) if option.is_pinned),
        c.REFERENCES: pairs.as_handlings(
            [
                (label, option.reference_handling)
                for label, option in _lettered(question)
                if option.reference_handling != "auto"
            ]
        ),
    }


def _lettered(question: ReadQuestion) -> Iterator[tuple[str, ReadOption]]:
    """The options with the letters of their columns."""
    for place, option in enumerate(question.options):
        yield label_at(place), option


def _options(question: ReadQuestion) -> dict[str, str]:
    """The cells of the options; where a reader would take labels off, each gets one more."""
    texts = [
        pairs.as_pair(option.text, option.match) if question.kind == "matching" else option.text
        for option in question.options
    ]
    cells = [(label_at(place), tidy(text), place) for place, text in enumerate(texts)]
    found = from_columns(cells)
    is_kept = [option.text for option in found.options] == [text for _, text, _ in cells if text]
    is_plain = is_kept and not found.faults
    return {
        f"{c.OPTION}{label}": text if is_plain or not text else f"{label}. {text}"
        for label, text, _place in cells
    }


def _key(question: ReadQuestion) -> str:
    """The letters of the right options, for the kinds that have wrong ones."""
    if question.kind not in WITH_KEY:
        return ""
    return ", ".join(label for label, option in _lettered(question) if option.is_correct)


def _marking_rule(question: ReadQuestion) -> str:
    """The marking rule; left empty where it is the usual one."""
    if question.marking_rule == "all_or_nothing":
        return ""
    return words.MARKING_RULES.get(question.marking_rule, question.marking_rule)


def _tolerance(text: str) -> str:
    """The tolerance with a decimal comma."""
    number = numerals.read(text.replace(".", ",")) if text else None
    return numerals.typed(number[0]) if number and not number[1] else text

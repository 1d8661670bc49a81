"""What the columns of a sheet mean, where the reader is not sure: the form in which one says it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from quiz.formats.sheets import columns

OPTION_LABELS = "ABCDEFGHIJ"
WRONG_OPTIONS = range(1, 6)
OFTEN = (columns.STEM, columns.OPTIONS, columns.KEY, columns.RIGHT_OPTION)
UNSURE = "sheet_columns_unsure"


def sheets_of(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The sheets whose columns are asked about, as the reader left them with the import."""
    for problem in report.get("problems", []):
        if problem["code"] == UNSURE:
            sheets: list[Mapping[str, Any]] = problem["details"].get("sheets", [])
            return sheets
    return []


class MappingForm(forms.Form):
    """For each sheet whether it is read, its row of headings, and what each column is."""

    def __init__(self, *args: Any, sheets: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = list(sheets)
        for number, sheet in enumerate(self.sheets):
            self._add_fields(number, sheet)

    def _add_fields(self, number: int, sheet: Mapping[str, Any]) -> None:
        """The fields of one sheet."""
        name = sheet["name"]
        self.fields[_used(number)] = forms.BooleanField(
            label=gettext_lazy("This sheet holds questions"),
            required=False,
            initial=not sheet["is_left_out"],
        )
        rows = [(str(row), str(row)) for row, _texts in sheet["rows"]]
        self.fields[_header(number)] = forms.ChoiceField(
            label=gettext_lazy("Row of headings"),
            required=False,
            choices=[("0", gettext_lazy("none: questions begin in the first row")), *rows],
            initial=str(sheet["header_row"]),
        )
        for column in range(_width(sheet)):
            guess = sheet["columns"].get(str(column), columns.IGNORED)
            letter = get_column_letter(column + 1)
            self.fields[_column(number, column)] = forms.ChoiceField(
                label=_("Column %(letter)s of «%(sheet)s»") % {"letter": letter, "sheet": name},
                choices=_choices(guess),
                initial=guess,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a sheet to read, in each one column of questions, and no column twice."""
        cleaned: dict[str, Any] = super().clean() or {}
        used = [number for number in range(len(self.sheets)) if cleaned.get(_used(number))]
        if not used:
            self.add_error(None, _("Say at least of one sheet that it holds questions."))
        for number in used:
            self._check(number, [cleaned.get(name, "") for name in self._columns(number)])
        return cleaned

    def _check(self, number: int, fields: list[str]) -> None:
        sheet = {"sheet": self.sheets[number]["name"] or _("the file")}
        if columns.STEM not in fields:
            text = _("Say which column of «%(sheet)s» holds the questions themselves.")
            self.add_error(None, text % sheet)
        for field in dict.fromkeys(fields):
            if field not in ("", columns.IGNORED) and fields.count(field) > 1:
                text = _("In «%(sheet)s» two columns are said to be «%(field)s».")
                self.add_error(None, text % {**sheet, "field": columns.heading_for(field)})

    @property
    def mapping(self) -> dict[str, Any]:
        """What was said, as readers of sheets take it."""
        data = self.cleaned_data
        return {
            sheet["name"]: {
                "header_row": int(data[_header(number)] or 0),
                "columns": {
                    str(column): data[name] for column, name in enumerate(self._columns(number))
                },
            }
            if data[_used(number)]
            else None
            for number, sheet in enumerate(self.sheets)
        }

    @cached_property
    def tables(self) -> list[dict[str, Any]]:
        """The sheets as they are shown: the choices above the first rows."""
        return [
            {
                "name": sheet["name"],
                "used": self[_used(number)],
                "header": self[_header(number)],
                "columns": [
                    {"letter": get_column_letter(column + 1), "field": self[name]}
                    for column, name in enumerate(self._columns(number))
                ],
                "rows": [
                    {
                        "number": row,
                        "texts": [*texts, *[""] * (_width(sheet) - len(texts))],
                        "is_header": str(row) == str(self[_header(number)].value()),
                    }
                    for row, texts in sheet["rows"]
                ],
            }
            for number, sheet in enumerate(self.sheets)
        ]

    def _columns(self, number: int) -> list[str]:
        return [_column(number, column) for column in range(_width(self.sheets[number]))]


def _used(number: int) -> str:
    return f"bang-{number}-dung"


def _header(number: int) -> str:
    return f"bang-{number}-tieu-de"


def _column(number: int, column: int) -> str:
    return f"bang-{number}-cot-{column}"


def _width(sheet: Mapping[str, Any]) -> int:
    return max((len(texts) for _row, texts in sheet["rows"]), default=0)


def _choices(guess: str) -> list[tuple[Any, Any]]:
    """The fields by how often they are needed; what was guessed is among them."""
    options = [f"{columns.OPTION}{label}" for label in OPTION_LABELS]
    options += [f"{columns.WRONG}{number}" for number in WRONG_OPTIONS]
    rest = [name for name in columns.HEADINGS if name not in (*OFTEN, columns.IGNORED)]
    if guess not in (*options, *OFTEN, *rest, columns.IGNORED):
        options.insert(0, guess)
    return [
        (columns.IGNORED, columns.heading_for(columns.IGNORED)),
        (_("Question and key"), _named(OFTEN)),
        (_("One option per column"), _named(options)),
        (_("Further"), _named(rest)),
    ]


def _named(fields: Iterable[str]) -> list[tuple[str, str]]:
    return [(field, columns.heading_for(field)) for field in fields]

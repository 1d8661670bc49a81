"""Saying what the columns of a sheet mean: the guess stands there, nonsense is refused in words."""

import pytest

from quiz.importing.mapping import MappingForm, sheets_of

SHEET = {
    "name": "Sheet1",
    "header_row": 2,
    "columns": {"0": "number", "1": "stem", "2": "option_A", "3": "option_Đ"},
    "rows": [
        [1, ["DANH SÁCH"]],
        [2, ["TT", "Nội dung", "A", "Đ", "?"]],
        [3, ["1", "Câu?", "x", "y", "A"]],
    ],
    "is_left_out": False,
}
OTHER = {**SHEET, "name": "Ghi chú", "is_left_out": True, "columns": {}, "header_row": 0}


def posted(form, **change):
    data = {name: str(field.initial) for name, field in form.fields.items() if field.initial}
    return {name: value for name, value in {**data, **change}.items() if value}


def filled(sheets, **change):
    blank = MappingForm(sheets=sheets)
    return MappingForm(posted(blank, **change), sheets=sheets)


def test_the_guess_is_chosen_already():
    form = filled([SHEET, OTHER], **{"bang-0-cot-4": "key"})
    assert form.is_valid(), form.errors
    assert form.mapping == {
        "Sheet1": {
            "header_row": 2,
            "columns": {"0": "number", "1": "stem", "2": "option_A", "3": "option_Đ", "4": "key"},
        },
        "Ghi chú": None,
    }


def test_every_column_that_has_anything_is_asked_about():
    form = MappingForm(sheets=[SHEET])
    table = form.tables[0]
    assert [column["letter"] for column in table["columns"]] == ["A", "B", "C", "D", "E"]
    assert [len(row["texts"]) for row in table["rows"]] == [5, 5, 5]
    assert [row["is_header"] for row in table["rows"]] == [False, True, False]


@pytest.mark.parametrize(
    "change",
    [
        {"bang-0-dung": ""},
        {"bang-0-cot-1": "ignored"},
        {"bang-0-cot-2": "stem"},
        {"bang-0-cot-2": "phép lạ"},
        {"bang-0-tieu-de": "77"},
        {"bang-0-tieu-de": "-1"},
    ],
)
def test_nonsense_is_refused(change):
    assert not filled([SHEET, OTHER], **change).is_valid()


def test_a_report_without_a_question_about_columns_asks_nothing():
    assert sheets_of({}) == []
    assert sheets_of({"problems": [{"code": "sheet_hidden", "details": {}}]}) == []
    asked = {"code": "sheet_columns_unsure", "details": {"sheets": [SHEET]}}
    assert sheets_of({"problems": [asked]}) == [SHEET]

"""Question sheets of every shape are read; what is unclear is said with its place."""

import datetime
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats.base import ERROR, FileRefusedError
from quiz.formats.sheets import reading, template
from quiz.formats.sheets.columns import HEADINGS as FIELDS
from quiz.formats.sheets.columns import heading_for, heading_of
from quiz.formats.sheets.options import Options, from_cell, resolve
from quiz.importing.wording import messages, sheet, text
from tests.organisation.roll.files import ods_of_rows
from tests.quiz.formats.sheet_files import CHOICES, HEADINGS, STEM, csv_text, workbook


@pytest.fixture
def read(tmp_path):
    """Read a file of these bytes, or of these rows as a workbook; the name says nothing."""

    def of(*rows, content=None, mapping=None, **more):
        path = tmp_path / "tep"
        path.write_bytes(workbook(*rows, **more) if content is None else content)
        return reading.read(path, mapping)

    return of


def codes(found):
    return {problem.code for problem in found.problems}


def faults(question):
    return [problem.code for problem in question.problems]


def right(question):
    return [option.text for option in question.options if option.is_correct]


def as_table(*rows, headings=HEADINGS):
    """Rows under the headings in CSV text, which needs no process."""
    return reading.read_csv(csv_text(headings, *rows))


# Headings ---------------------------------------------------------------------------------------

HEADING_CASES = {
    "Nội dung câu hỏi": "stem",
    "NỘI DUNG CÂU HỎI (*)": "stem",
    "noi dung cau hoi": "stem",
    "Question": "stem",
    "Nội dung câu hỏii": "stem",
    "PA A": "option_A",
    "P/án B": "option_B",
    "Phương án 1": "option_1",
    "Đáp án Đ": "option_Đ",
    "Option C": "option_C",
    "Câu trả lời 2": "option_2",
    "Đ/A": "key",
    "ĐÁP ÁN\nĐÚNG": "key",
    "Correct answer": "key",
    "Phương án trả lời": "options",
    "Phương án sai 2": "wrong_2",
    "Wrong answer": "wrong_1",
    "Mức độ": "difficulty",
    "Hạng mục": "topic",
    "Khối": "ignored",
    "Họ và tên": None,
    "5": None,
}


@pytest.mark.parametrize(("heading", "field"), HEADING_CASES.items())
def test_what_a_heading_means(heading, field):
    found = heading_of(heading)
    assert (found.field if found else None) == field


def test_the_headings_of_the_template_mean_their_fields():
    for field in [*FIELDS.keys() - {"ignored"}, "option_A", "option_27", "wrong_2"]:
        assert heading_of(heading_for(field)).field == field


LAYOUTS = {
    "in any order": [
        ("Đáp án", "D", "C", "B", "A", "Mức độ", "Nội dung câu hỏi"),
        ("B", "Thôn", "Xã", "Huyện", "Sở", "Khó", STEM),
    ],
    "below titles": [
        ("NGÂN HÀNG CÂU HỎI",),
        ("Năm 2026",),
        (),
        HEADINGS,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        (1, STEM, *CHOICES, "B"),
    ],
    "in two rows": [
        ("STT", "Nội dung", "Phương án trả lời", "", "", "", "Đáp án"),
        ("", "", "A", "B", "C", "D", ""),
        (1, STEM, *CHOICES, "B"),
    ],
    "with numbers in «Câu hỏi»": [
        ("Câu hỏi", "Nội dung", "PA 1", "PA 2", "PA 3", "PA 4", "Đ/A"),
        ("Câu 1", STEM, *CHOICES, 2),
    ],
    "with «Đáp án» for the options": [
        ("STT", "Câu hỏi", "Đáp án", "Đáp án đúng"),
        (1, STEM, "A. Sở\nB. Huyện\nC. Xã\nD. Thôn", "b"),
    ],
    "with the right text in a column": [
        ("Question", "Right answer", "Answer 1", "Answer 2", "Answer 3", "Answer 4"),
        (STEM, "huyện", *CHOICES),
    ],
    "with remarks behind a dash": [
        (
            "Question - max 120",
            "Answer 1 - max 75",
            "Answer 2",
            "Answer 3",
            "Answer 4",
            "Key - one",
        ),
        (STEM, *CHOICES, 2),
    ],
    "with options below the question": [
        ("STT", "Nội dung câu hỏi", "Đáp án"),
        (1, STEM + "\nA. Sở\nB. Huyện\nC. Xã\nD. Thôn", "B"),
    ],
    "with everything in one cell": [
        ("STT", "Câu hỏi"),
        (1, STEM + "\nA. Sở\nB. Huyện\nC. Xã\nD. Thôn\nĐáp án: B"),
    ],
    "with the key below the options": [
        ("Câu hỏi", "Phương án", "Đáp án"),
        (STEM, "A. Sở\nB. Huyện\nC. Xã\nD. Thôn\nĐáp án: B", ""),
    ],
    "with «Đúng» for the key": [("Câu hỏi", "A", "B", "C", "D", "Đúng"), (STEM, *CHOICES, "B")],
    "with the office that wrote it": [
        ("Đơn vị", *HEADINGS),
        ("Phòng Người có công", 1, STEM, *CHOICES, "B"),
    ],
    "headings that come again": [HEADINGS, (1, STEM, *CHOICES, "B"), HEADINGS],
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_columns_are_found(rows):
    (question,) = reading.read_csv(csv_text(*rows)).questions
    assert (question.stem, right(question), question.has_errors) == (STEM, ["Huyện"], False)
    assert {option.text for option in question.options} == set(CHOICES)


def test_the_right_option_in_a_column_beside_wrong_ones():
    headings = ("Câu hỏi", "Đáp án đúng", "Phương án sai 1", "Phương án sai 2")
    (question,) = as_table((STEM, "Sở", "Xã", "Thôn"), headings=headings).questions
    assert right(question) == ["Sở"]
    assert len(question.options) == 3


@pytest.mark.parametrize(
    ("ticks", "answer", "codes"),
    [
        (("x", ""), ["Đúng"], []),
        (("", "X"), ["Sai"], []),
        (("", ""), [], ["sheet_key_missing"]),
        (("x", "x"), ["Đúng", "Sai"], ["sheet_two_keys"]),
    ],
)
def test_statements_with_a_tick_in_one_of_two_columns(ticks, answer, codes):
    found = as_table((1, "Hồ sơ được nhận.", *ticks), headings=("STT", "Nội dung", "Đúng", "Sai"))
    (question,) = found.questions
    assert (question.kind, right(question), faults(question)) == ("true_false", answer, codes)


def test_statements_with_what_is_true_beside_them():
    found = as_table(
        ("Hồ sơ được nhận", "Đúng"), ("Hồ sơ bị mất", "S"), headings=("Nhận định", "Đáp án")
    )
    assert [right(question) for question in found.questions] == [["Đúng"], ["Sai"]]


UNSURE = {
    "no key": [("STT", "Câu hỏi", "A", "B"), (1, STEM, "Sở", "Xã")],
    "no headings": [(1, STEM, "Sở", "Xã", "B"), (2, STEM, "Sở", "Xã", "A")],
    "foreign headings": [("Nº", "Pregunta", "Uno", "Dos"), (1, STEM, "Sở", "Xã")],
    "an option twice": [("Câu hỏi", "A", "A", "Đáp án"), (STEM, "Sở", "Xã", "A")],
    "questions under another heading": [("Câu hỏi", "A", "B", "Đáp án"), ("C1", STEM, STEM, "A")],
}


@pytest.mark.parametrize("rows", UNSURE.values(), ids=UNSURE.keys())
def test_unsure_columns_are_asked_about(read, rows):
    found = read(*rows)
    (problem,) = found.problems
    assert (problem.code, problem.severity, found.questions) == ("sheet_columns_unsure", ERROR, ())
    (asked,) = problem.details["sheets"]
    assert asked["rows"][0] == [1, [str(text) for text in rows[0]]]
    assert {line.role for line in found.lines} == {"unread"}


def test_a_mapping_settles_the_columns(read):
    rows = [("Nº", "Pregunta", "Uno", "Dos", "Bien"), (1, STEM, "Sở", "Xã", "2")]
    columns = {"1": "stem", "2": "option_1", "3": "option_2", "4": "key", "9": "nonsense"}
    mapping = {"Câu hỏi": {"header_row": 1, "columns": columns}, "Khác": None}

    found = read(*rows, sheets={"Khác": [("Ghi chú",)]}, mapping=mapping)

    (question,) = found.questions
    assert (question.stem, right(question)) == (STEM, ["Xã"])
    assert codes(found) == {"sheet_column_unused", "sheet_left_out"}


def test_a_mapping_without_headings_reads_the_first_row_too():
    mapping = {"": {"header_row": 0, "columns": {"0": "stem", "1": "options", "2": "key"}}}
    found = reading.read_csv(f"{STEM};Sở|Xã;A\n", mapping)
    assert [right(question) for question in found.questions] == [["Sở"]]


# Rows -------------------------------------------------------------------------------------------


def test_group_rows_become_topics_and_the_end_of_the_table_is_told():
    found = as_table(
        ("I", "PHẦN I: Thủ tục hành chính"),
        (1, STEM, *CHOICES, "A"),
        ("", "Chủ đề: Văn hóa công sở"),
        (2, "Ai trực điện thoại?", *CHOICES, "B"),
        (3,),
        ("", "Tổng cộng: 2 câu"),
        ("", "", "", "Giám đốc"),
    )
    assert [question.topic for question in found.questions] == [
        "Thủ tục hành chính",
        "Văn hóa công sở",
    ]
    assert [(problem.code, problem.place.line) for problem in found.problems] == [
        ("sheet_heading_as_topic", 2),
        ("sheet_heading_as_topic", 4),
        ("sheet_row_unread", 7),
        ("sheet_row_unread", 8),
    ]


def test_every_row_is_accounted_for():
    found = as_table(("", "Nhóm"), (1, STEM, *CHOICES, "A"), ("", "", "", "x"), ("", "Nhóm cuối"))
    assert [(line.place.line, line.role) for line in found.lines] == [
        (1, "comment"),
        (2, "heading"),
        (3, "question"),
        (4, "unread"),
        (5, "unread"),
    ]


def test_options_in_rows_of_their_own():
    headings = ("STT", "Câu hỏi", "Phương án", "Đáp án")
    found = as_table(
        (1, STEM, "A. Sở", ""),
        ("", "", "B. Huyện", "x"),
        ("", "", "C. Xã", ""),
        (2, "Ai ký giấy tờ?", "Trưởng phòng", "x"),
        ("", "", "Phó phòng", ""),
        headings=headings,
    )
    assert [right(question) for question in found.questions] == [["Huyện"], ["Trưởng phòng"]]
    assert [len(question.options) for question in found.questions] == [3, 2]


def test_merged_cells_count_for_their_rows(read):
    rows = [
        ("Chủ đề", *HEADINGS),
        ("Một cửa", 1, STEM, *CHOICES, "A"),
        (None, 2, "Ai tiếp nhận hồ sơ?", *CHOICES, "A"),
    ]
    found = read(*rows, merged=["A2:A3"])
    assert [question.topic for question in found.questions] == ["Một cửa", "Một cửa"]


def test_cells_are_read_as_people_see_them(read):
    rows = [
        HEADINGS,
        (1.0, STEM, 0.5, datetime.date(2021, 7, 1), 0.85, 12.0, "C"),
        (2, STEM, True, "x\r\ny", "_x0041_", "Cả  A", "A"),
    ]
    first, second = read(*rows, formats={"E2": "0%"}).questions
    assert [option.text for option in first.options] == ["0,5", "01/07/2021", "85%", "12"]
    assert right(first) == ["85%"]
    assert [option.text for option in second.options][:2] == ["TRUE", "x\ny"]


def test_looks_of_cells_are_kept_and_days_that_may_be_none_are_told(read):
    rows = [HEADINGS, (1, STEM, datetime.date(2026, 2, 1), 1500000, 5, 0.125, "A")]
    looks = {"C2": "d/m", "D2": "#,##0", "E2": "00", "F2": "0.0%"}
    (question,) = read(*rows, formats=looks).questions
    assert [option.text for option in question.options] == ["1/2", "1.500.000", "05", "12,5%"]
    assert [(problem.code, problem.place.column) for problem in question.problems] == [
        ("sheet_day", "C")
    ]


def test_percentages_formulas_and_merged_cells_of_libreoffice(read):
    def cell(text, value="string", more=""):
        return (
            f'<table:table-cell office:value-type="{value}" {more}><text:p>{text}</text:p>'
            "</table:table-cell>"
        )

    rows = [
        "".join(map(cell, ("Chủ đề", *HEADINGS))),
        cell("Một cửa", more='table:number-rows-spanned="2"')
        + "".join(map(cell, ("1", STEM)))
        + cell("85%", "percentage", 'office:value="0.85"')
        + cell("Xã", more='table:formula="of:=A1"')
        + '<table:table-cell table:number-columns-repeated="2"/>'
        + cell("A"),
        "<table:covered-table-cell/>" + "".join(map(cell, ("2", STEM, *CHOICES, "B"))),
    ]
    first, second = read(content=ods_of_rows(rows)).questions
    assert [option.text for option in first.options] == ["85%", "Xã"]
    assert faults(first) == ["sheet_formula"]
    assert (first.topic, second.topic) == ("Một cửa", "Một cửa")


def test_formulas_are_never_computed(read):
    found = read(HEADINGS, ("=ROW()-1", STEM, *CHOICES, "=CHAR(66)"))
    (question,) = found.questions
    assert set(faults(question)) == {"sheet_key_missing", "sheet_formula_empty"}


def test_sheets_beside_each_other(read):
    more = {
        "Ví dụ": [HEADINGS, (1, "Ví dụ?", *CHOICES, "A")],
        "Ghi chú": [("Không phải bảng",)],
        "Ẩn": [HEADINGS, (1, "Câu bị ẩn?", *CHOICES, "A")],
        "Phần 2": [
            ("Question", "Option A", "Option B", "Key"),
            ("Ai ký giấy tờ?", "Sở", "Xã", "B"),
        ],
    }
    found = read(HEADINGS, (1, STEM, *CHOICES, "A"), sheets=more, hidden=["Ẩn"])
    assert [(question.place.sheet, question.stem) for question in found.questions] == [
        ("Câu hỏi", STEM),
        ("Phần 2", "Ai ký giấy tờ?"),
    ]
    assert codes(found) == {"sheet_of_guide", "sheet_without_questions", "sheet_hidden"}


# Options ----------------------------------------------------------------------------------------

CELLS = {
    "A. Sở\nB. Huyện\nC. Xã": ["Sở", "Huyện", "Xã"],
    "a) Sở\nb) Huyện\nc) Xã": ["Sở", "Huyện", "Xã"],
    "A.Sở\nB .Huyện\nC : Xã": ["Sở", "Huyện", "Xã"],
    "A. Sở B. Huyện C. Xã": ["Sở", "Huyện", "Xã"],
    "A. Sở\nHuyện\nC. Xã": ["Sở", "Huyện", "Xã"],
    "Sở\nB. Huyện\nC. Xã": ["Sở", "Huyện", "Xã"],
    "A. Sở\nnội vụ\nB. Huyện": ["Sở\nnội vụ", "Huyện"],
    "Sở\nHuyện\nXã": ["Sở", "Huyện", "Xã"],
    "Sở | Huyện | Xã": ["Sở", "Huyện", "Xã"],
    "Sở; Huyện; Xã": ["Sở", "Huyện", "Xã"],
    "1. Sở\n2. Huyện": ["Sở", "Huyện"],
    "A. Sở; B. Huyện; C. Xã.": ["Sở", "Huyện", "Xã"],
    "A. Sở;\nB. Huyện;\nC. Xã;": ["Sở", "Huyện", "Xã"],
    "Sở;\nHuyện;\nXã.": ["Sở", "Huyện", "Xã"],
    "Sở; Huyện; Xã.": ["Sở", "Huyện", "Xã"],
    "Sở | Huyện; thị xã | Xã.": ["Sở", "Huyện; thị xã", "Xã."],
    "A. Sở.\nB. Huyện;\nC. Xã.": ["Sở.", "Huyện", "Xã."],
    "A. Sở; B. Huyện; C. Xã, v.v.": ["Sở", "Huyện", "Xã, v.v."],
    "A. Sở. B. Huyện. C. Xã.": ["Sở.", "Huyện.", "Xã."],
}


@pytest.mark.parametrize(("cell", "options"), CELLS.items())
def test_options_in_one_cell(cell, options):
    assert [option.text for option in from_cell(cell).options] == options


def test_options_in_columns_of_their_own_keep_their_signs(read):
    found = read(HEADINGS, (1, STEM, "Sở;", "Huyện;", "Xã;", "Tỉnh.", "A"))
    texts = [option.text for option in found.questions[0].options]
    assert texts == ["Sở;", "Huyện;", "Xã;", "Tỉnh."]


def test_a_last_option_without_its_letter_is_told_by_the_key():
    assert len(from_cell("A. Sở\nB. Huyện\nXã", ["C"]).options) == 3
    joined = from_cell("A. Sở\nB. Huyện\nXã")
    assert len(joined.options) == 2
    assert [fault.code for fault in joined.faults] == ["sheet_option_line_joined"]


def test_labels_repeated_in_the_columns_are_taken_off():
    (question,) = as_table((1, STEM, "A. Sở", "B. Huyện", "C. Xã", "D. Thôn", "B")).questions
    assert [option.text for option in question.options] == list(CHOICES)


KEYS = {
    "B": (["Huyện"], []),
    "b.": (["Huyện"], []),
    "Đáp án B": (["Huyện"], []),
    "Đáp án: B": (["Huyện"], []),
    "2": (["Huyện"], []),
    "Huyện": (["Huyện"], []),
    "B. Huyện": (["Huyện"], []),
    "A, C": (["Sở", "Xã"], []),
    "AC": (["Sở", "Xã"], []),
    "A và C": (["Sở", "Xã"], []),
    "Huyện.": (["Huyện"], ["sheet_key_nearly"]),
    "B. cấp huyện": (["Huyện"], ["sheet_key_text_differs"]),
    "E": ([], ["sheet_key_unknown"]),
    "5": ([], ["sheet_key_unknown"]),
    "A, E": ([], ["sheet_key_unknown"]),
    "Tỉnh": ([], ["sheet_key_unknown"]),
    "A. Huyện": ([], ["sheet_key_contradiction"]),
    "": ([], ["sheet_key_missing"]),
}


@pytest.mark.parametrize(("key", "expected"), KEYS.items(), ids=KEYS.keys())
def test_a_key_is_resolved_by_label_or_text(key, expected):
    (question,) = as_table((1, STEM, *CHOICES, key)).questions
    assert (right(question), faults(question)) == expected
    assert len(question.options) == 4
    assert question.has_errors == (not expected[0])


@pytest.mark.parametrize(
    ("options", "key", "code"),
    [
        (("1", "2", "4", "8"), "2", None),
        (("1", "2", "4", "8"), "4", "sheet_key_ambiguous"),
        (("Sở", "Sở", "Xã", ""), "Sở", "sheet_key_ambiguous"),
        (("Sở", "", "Xã", "Thôn"), "B", "sheet_key_of_empty_option"),
        (("Sở", "Huyện", "Xã", "Thôn"), "A hoặc B", "sheet_key_either"),
        (("Sở", "Huyện", "Xã", "Thôn"), "A/B", "sheet_key_either"),
        (("Sở", "Huyện", "Xã", "Thôn"), "A-C", "sheet_key_either"),
        (("Sở", "Huyện", "Xã", "Thôn"), "Cả 3", "sheet_key_unknown"),
        (("B. Sở", "C. Xã", "D. Thôn", ""), "B", "sheet_labels_differ"),
    ],
)
def test_a_key_that_may_mean_two_things_is_an_error(options, key, code):
    (question,) = as_table((1, STEM, *options, key)).questions
    assert question.has_errors == (code is not None)
    assert code is None or code in faults(question)


def test_marks_in_the_cells_are_a_key_where_there_is_no_other():
    (question,) = as_table((1, STEM, "Sở", "Huyện (đúng)", "Xã", "Thôn", "")).questions
    assert right(question) == ["Huyện"]
    (question,) = as_table(
        (1, STEM, "A. Sở\n*B. Huyện", "A"), headings=("STT", "Câu hỏi", "Phương án", "Đáp án")
    ).questions
    assert "sheet_key_contradicts_marks" in faults(question)


# Kinds ------------------------------------------------------------------------------------------

KIND_HEADINGS = ("Loại câu hỏi", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Đáp án đúng")
KINDS = {
    ("", "Sở", "Xã", "A"): ("single", []),
    ("", "Sở", "Xã", "A, B"): ("multiple", []),
    ("", "Đúng", "Sai", "Đ"): ("true_false", []),
    ("", "", "", "Sai"): ("true_false", []),
    ("Đúng/Sai", "", "", "S"): ("true_false", []),
    ("trắc nghiệm", "Sở", "Xã", "A"): ("single", []),
    ("Một đáp án", "Sở", "Xã", "A, B"): ("single", ["sheet_two_keys"]),
    ("Trả lời ngắn", "", "", "Hà Tĩnh; Tỉnh Hà Tĩnh"): ("short_text", []),
    ("Số", "3,5", "", ""): ("number", []),
    ("Ghép đôi", "Sở => tỉnh", "Phòng → huyện", ""): ("matching", []),
    ("Ghép đôi", "Sở => tỉnh", "Phòng", ""): ("matching", ["sheet_pair_missing"]),
    ("Sắp xếp", "Một", "Hai", ""): ("ordering", []),
    ("Sắp xếp", "Một", "Hai", "B, A"): ("ordering", []),
    ("Sắp xếp", "Một", "Hai", "B"): ("ordering", ["sheet_key_no_order"]),
    ("Khảo sát", "Tốt", "Kém", ""): ("survey", []),
    ("Khảo sát", "Tốt", "Kém", "A"): ("survey", ["sheet_key_unused"]),
    ("Ý kiến", "", "", ""): ("survey_text", []),
    ("Đoạn văn", "", "", ""): ("text_block", []),
    ("Dự đoán", "", "", ""): ("prediction", []),
    ("Lý thuyết", "Sở", "Xã", "A"): ("single", ["sheet_kind_unknown"]),
    ("Multiple Choice", "Sở", "Xã", "A, B"): ("multiple", []),
    ("", "", "", "B"): ("", ["sheet_no_options"]),
    ("Tự luận", "", "", ""): ("", ["sheet_kind_unsupported"]),
    ("", "", "", "Hà Nội"): ("", ["sheet_no_options"]),
    ("Nhiều đáp án", "Sở", "Xã", ""): ("multiple", ["sheet_key_missing"]),
}


@pytest.mark.parametrize(("cells", "expected"), KINDS.items())
def test_the_kind_of_a_question(cells, expected):
    kind, *rest = cells
    found = as_table((kind, STEM, *rest), headings=KIND_HEADINGS)
    (question,) = found.questions
    assert (question.kind, faults(question)) == expected


def test_the_order_of_steps_may_stand_in_the_key():
    (question,) = as_table(
        ("Sắp xếp", STEM, "Một", "Hai", "B, A"), headings=KIND_HEADINGS
    ).questions
    assert [option.text for option in question.options] == ["Hai", "Một"]


def test_levels_of_schools_are_translated():
    headings = (*HEADINGS, "Mức độ")
    found = as_table((1, STEM, *CHOICES, "A", "Thông hiểu"), headings=headings)
    (question,) = found.questions
    assert (question.difficulty, faults(question)) == ("medium", ["sheet_level_translated"])


# CSV and limits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", ";,\t|")
def test_any_delimiter(delimiter):
    rows = [HEADINGS, (1, STEM + " A, B; C", *CHOICES, "A"), (2, STEM, *CHOICES, "A")]
    found = reading.read_csv(csv_text(*rows, delimiter=delimiter))
    assert [question.stem for question in found.questions] == [STEM + " A, B; C", STEM]


def test_the_line_that_names_the_delimiter_is_a_comment():
    found = reading.read_csv("sep=;\n" + csv_text(HEADINGS, (1, STEM, *CHOICES, "A")))
    assert [question.place.line for question in found.questions] == [3]
    assert found.lines[0].role == "comment"


def test_a_cell_too_many_is_an_error():
    found = reading.read_csv("Câu hỏi;A;B;Đáp án\n" + STEM + ";Sở;Xã;B;thừa\n")
    assert "sheet_too_many_cells" in faults(found.questions[0])


def test_a_cell_that_is_too_long_is_an_error(read):
    (question,) = read(HEADINGS, (1, "à" * 6000, *CHOICES, "A")).questions
    assert faults(question) == ["sheet_cell_too_long"]


def test_limits(read, monkeypatch):
    rows = [HEADINGS, *((n, STEM, *CHOICES, "A") for n in range(5))]
    for name, value, code in [
        ("MAX_QUESTIONS", 3, "sheet_too_many_questions"),
        ("MAX_ROWS", 2, "sheet_too_many_rows"),
        ("MAX_COLUMNS", 3, None),
        ("MAX_BYTES", 100, "sheet_too_large"),
    ]:
        with monkeypatch.context() as patch:
            patch.setattr(reading, name, value)
            if name == "MAX_COLUMNS":
                code = "sheet_too_many_columns"
            with pytest.raises(FileRefusedError, match=code):
                read(*rows)


def test_a_damaged_workbook_is_refused(read):
    with pytest.raises(FileRefusedError, match="sheet_damaged"):
        read(content=b"PK\x03\x04" + b"x" * 300)


def test_text_for_old_fonts_is_converted(read):
    found = read(
        ("STT", "C©u hái", "A", "B", "§¸p ¸n"),
        (1, "Ng­êi cã c«ng víi c¸ch m¹ng lµ ai?", "Th­¬ng binh", "Häc viªn", "A"),
    )
    assert found.questions[0].stem == "Người có công với cách mạng là ai?"
    assert "text_converted" in codes(found)


# Template ---------------------------------------------------------------------------------------


def test_the_template_holds_no_questions_but_examples_of_every_kind(read):
    found = read(content=template.write_template())
    assert found.questions == ()
    assert codes(found) == {"sheet_of_guide", "sheet_no_questions"}
    assert {line.place.sheet for line in found.lines} == {"Câu hỏi"}
    assert {question.kind for question in template.QUESTIONS} == set(template.KINDS_EXPLAINED)


# Whatever comes ---------------------------------------------------------------------------------


def test_every_code_is_put_into_words():
    folder = Path(reading.__file__).parent
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    used = set(re.findall(r'(?:ERROR|WARNING|NOTICE|Error|code =)[,(]? "(sheet_\w+)"', source))
    assert len(used) > 20
    assert used <= messages().keys()
    assert {*sheet.MESSAGES, *text.MESSAGES} <= messages().keys()


ROWS = st.lists(
    st.lists(
        st.sampled_from(
            ["", "A", "B", "Câu hỏi", "Đáp án", "A. x\nB. y", "1", "=>", "Đúng", STEM, "*", "Số"]
        )
        | st.text(max_size=12),
        max_size=8,
    ),
    max_size=10,
)


@given(ROWS)
@settings(max_examples=150)
def test_no_rows_crash_the_reader(rows):
    with suppress(FileRefusedError):
        found = reading.read_csv(csv_text(HEADINGS, *rows))
        for question in found.questions:
            if question.kind in {"single", "multiple", "true_false"} and not question.has_errors:
                assert right(question)


@given(st.text())
def test_no_text_crashes_the_reader(text):
    with suppress(FileRefusedError):
        reading.read_csv(text)


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_key_crashes(cell, key):
    found = from_cell(cell) if cell.strip() else Options()
    resolve(key, found)


@given(st.data())
@settings(max_examples=12)
def test_no_damage_to_a_workbook_crashes_the_reader(tmp_path_factory, data):
    content = bytearray(workbook(HEADINGS, (1, STEM, *CHOICES, "=A1"), formats={"C2": "0%"}))
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("bang") / "tep"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    with suppress(FileRefusedError):
        reading.read(path)

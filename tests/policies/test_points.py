"""How parts of a document are named in a sentence, and that the register understands it."""

import pytest

from intranet.policies.citing.finding import citations_in
from intranet.policies.outline import Part, assign_anchors
from intranet.policies.points import is_centred, names

DECISION = [
    (1, "Chương I", "QUY ĐỊNH CHUNG", "Chương I"),
    (2, "Mục 1", "PHẠM VI", "Mục 1 Chương I"),
    (3, "Điều 5.", "Đối tượng", "Điều 5"),
    (4, "2.", "", "khoản 2 Điều 5"),
    (5, "b)", "", "điểm b khoản 2 Điều 5"),
    (5, "đ)", "", "điểm đ khoản 2 Điều 5"),
    (6, "-", "", "gạch đầu dòng thứ 1 điểm đ khoản 2 Điều 5"),
    (6, "–", "", "gạch đầu dòng thứ 2 điểm đ khoản 2 Điều 5"),
    (4, "", "", "đoạn thứ 1 Điều 5"),
    (4, "", "", "đoạn thứ 2 Điều 5"),
    (1, "CHƯƠNG II", "TỔ CHỨC", "Chương II"),
    (2, "Điều 6a.", "", "Điều 6a"),
    (1, "Phụ lục I", "BIỂU MẪU", "Phụ lục I"),
    (2, "Điều 1.", "", "Điều 1 Phụ lục I"),
    (3, "1.", "", "khoản 1 Điều 1 Phụ lục I"),
]
PLAN = [
    (1, "", "", "đoạn thứ 1"),
    (1, "III.", "NỘI DUNG", "mục III"),
    (2, "1.", "Đối với cán bộ", "khoản 1 mục III"),
    (3, "c)", "", "điểm c khoản 1 mục III"),
    (4, "-", "", "gạch đầu dòng thứ 1 điểm c khoản 1 mục III"),
    (3, "1.1.", "", "điểm 1.1 khoản 1 mục III"),
    (1, "", "NƠI NHẬN BÁO CÁO", "mục “NƠI NHẬN BÁO CÁO”"),
    (1, "Phần thứ nhất", "", "Phần thứ nhất"),
    (2, "A.", "", "mục A Phần thứ nhất"),
]


@pytest.mark.parametrize("document", [DECISION, PLAN], ids=["decision", "plan"])
def test_parts_are_named_as_documents_cite_each_other(document):
    parts = [Part(level, label, title) for level, label, title, _name in document]

    assert names(parts) == [name for *_part, name in document]


def test_tables_are_counted_by_themselves():
    parts = [Part(1, "I."), Part(2, is_table=True), Part(2), Part(2, is_table=True)]

    assert names(parts)[1:] == ["bảng thứ 1 mục I", "đoạn thứ 1 mục I", "bảng thứ 2 mục I"]


def test_an_article_of_what_is_attached_names_it():
    parts = [Part(1, title="QUY CHẾ LÀM VIỆC", anchor="kem-theo"), Part(2, "Điều 3.")]

    assert names(parts)[1] == "Điều 3 “QUY CHẾ LÀM VIỆC” kèm theo"


@pytest.mark.parametrize("document", [DECISION[2:6], PLAN[1:4]], ids=["decision", "plan"])
def test_what_is_copied_leads_back_to_the_point(document):
    parts = [Part(level, label, title) for level, label, title, _name in document]
    copied = [f"{name} Quyết định số 36/2019/QĐ-UBND ngày 18/6/2019" for name in names(parts)]
    plain = [(one, text) for one, text in zip(parts, copied, strict=True)]

    anchors = assign_anchors(parts)
    found = [citations_in(text)[0].part for _part, text in plain]
    assert found[0] == anchors[0]
    assert found[-1] == anchors[-1]


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Chương II", True), ("PHỤ LỤC SỐ 2", True), ("Điều 3.", False), ("III.", False), ("", False)],
)
def test_chapters_and_annexes_stand_in_the_middle(label, expected):
    assert is_centred(label) is expected

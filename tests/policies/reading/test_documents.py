"""Whole documents: every field, every part, every leftover and remark, compared with the paper."""

import json
from pathlib import Path

import pytest

from intranet.policies.reading.document import read_text
from tests.policies.reading.printing import assert_nothing_is_lost, printed, share_in_fields

HERE = Path(__file__).parent / "documents"
DEMO = Path(__file__).parents[3] / "intranet" / "demo" / "data"
DOCUMENTS = sorted(path.stem for path in HERE.glob("*.txt"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_completely(name):
    document = read_text((HERE / f"{name}.txt").read_text())

    assert printed(document) == (HERE / f"{name}.expected").read_text()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_of_a_document_is_lost_and_little_is_left_over(name):
    document = read_text((HERE / f"{name}.txt").read_text())

    assert_nothing_is_lost(document)
    assert share_in_fields(document) >= 0.95


def test_the_plan_is_read_as_people_entered_it():
    document = read_text((DEMO / "ke-hoach-28.txt").read_text())
    entered = json.loads((DEMO / "ke-hoach-28.json").read_text())

    assert_nothing_is_lost(document)
    assert [(part.level, part.label, part.title, part.text) for part in document.parts] == [
        (part["level"], part["label"], part["title"], part["text"]) for part in entered["parts"]
    ]
    anchors = {part["anchor"].replace("-ket", "-1") for part in entered["parts"]}
    assert {part.anchor for part in document.parts} == anchors
    assert [one.value for one in document.recipients] == entered["recipients"]
    assert [{"address": one.email, "signed_at": one.signed_at} for one in document.stamps] == (
        entered["signatures"]
    )
    assert document.leftovers == ()


def test_the_head_and_the_foot_of_the_plan():
    document = read_text((DEMO / "ke-hoach-28.txt").read_text())

    assert document.document_code == "28/KH-SLĐTBXH"
    assert document.document_type_key == "ke-hoach"
    expected = {
        "parent_body": "UBND TỈNH HÀ TĨNH",
        "issuer": "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "place": "Hà Tĩnh",
        "issued_on": "2021-01-22",
        "abstract": "Về việc tuyên truyền cải cách hành chính năm 2021",
        "signer_position": "GIÁM ĐỐC",
        "signer_name": "Nguyễn Trí Lạc",
    }
    assert {name: getattr(document, name).value for name in expected} == expected
    assert document.signing_capacity is None
    assert [(remark.code, *dict(remark.details).values()) for remark in document.remarks] == [
        ("recomposed",),
        ("numbering_gap", "I.", "III."),
        ("numbering_gap", "d)", "e)"),
        ("odd_letter", "f)"),
    ]


def test_places_show_where_a_field_was_read():
    document = read_text((DEMO / "ke-hoach-28.txt").read_text())

    assert [document.source[start:end] for start, end in document.issuer.spans] == [
        "SỞ LAO ĐỘNG - THƯƠNG BINH",
        "VÀ XÃ HỘI",
    ]
    (day,) = document.issued_on.spans
    assert document.source[day.start : day.end] == ", ngày 22 tháng 01 năm 2021"

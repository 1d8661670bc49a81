"""The structured plan says what the printed plan says: no word lost, added or renumbered."""

import hashlib
import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "intranet" / "demo" / "data"


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


@pytest.fixture(scope="module")
def printed() -> str:
    return unicodedata.normalize("NFC", (DATA / "ke-hoach-28.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plan() -> dict:
    return json.loads((DATA / "ke-hoach-28.json").read_text(encoding="utf-8"))


def test_the_offered_source_file_is_the_extracted_one_byte_for_byte():
    content = (DATA / "ke-hoach-28.txt").read_bytes()
    assert (
        hashlib.sha256(content).hexdigest()
        == "e82167dcf41dd8ea02a48cc4567eef8ad88d24e52d9aaeeb96693a36f770845b"
    )


def test_the_body_has_every_word_in_its_order(printed, plan):
    body = printed[printed.index("Thực hiện Kế hoạch số 493") : printed.index("Nơi nhận:")]
    structured = " ".join(f"{p['label']} {p['title']} {p['text']}" for p in plan["parts"])
    assert words(structured) == words(body)


def test_the_head_is_in_the_metadata(printed, plan):
    head = printed[: printed.index("Thực hiện Kế hoạch số 493")]
    told = [
        plan["parent_body"].upper(),
        plan["issuer"].upper(),
        f"Số: {plan['code']}",
        plan["national_name"],
        plan["national_motto"],
        plan["dateline"],
        plan["document_type"].upper(),
        plan["abstract"],
    ]
    assert words(" ".join(told)) == words(head)
    assert plan["code"] == f"{plan['number']}/{plan['symbol']}"


def test_the_tail_is_in_the_metadata(printed, plan):
    tail = printed[printed.index("Nơi nhận:") :]
    recipients = "; ".join(f"- {line}" for line in plan["recipients"])
    told = ["Nơi nhận:", f"{recipients}.", plan["signer_position"].upper(), plan["signer_name"]]
    told += [f"{s['address']} {s['signed_at']}" for s in plan["signatures"]]
    assert words(" ".join(told)) == words(tail)


def test_the_printed_numbering_is_kept(plan):
    labels = {p["anchor"]: p["label"] for p in plan["parts"]}
    assert [p["anchor"] for p in plan["parts"] if p["level"] == 1] == [
        "mo-dau",
        "I",
        "III",
        "IV",
        "V",
    ]
    assert "II" not in labels
    points = {
        item: [a for a in labels if re.fullmatch(rf"{item}\.\w", a)] for item in ("III.1", "III.2")
    }
    assert [a[-1] for a in points["III.1"]] == list("abcdef")
    assert [a[-1] for a in points["III.2"]] == ["a", "b", "c", "d", "đ", "e"]
    assert (labels["III"], labels["III.1"], labels["III.1.c"], labels["III.1.c-2"]) == (
        "III.",
        "1.",
        "c)",
        "-",
    )


def test_anchors_are_unique_and_levels_nest(plan):
    anchors = [p["anchor"] for p in plan["parts"]]
    assert len(set(anchors)) == len(anchors)
    levels = [p["level"] for p in plan["parts"]]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_notes_and_citations_stand_at_parts_of_the_plan(plan):
    texts = {p["anchor"]: p["text"] for p in plan["parts"]}
    assert all(note["anchor"] in texts for note in plan["editor_notes"])
    assert all(cited["code"] in texts[cited["anchor"]] for cited in plan["citations"])


def test_what_looks_misprinted_stays_as_printed(plan):
    texts = {p["anchor"]: p["text"] for p in plan["parts"]}
    assert "27/KH-SLĐTBXH ngày 22/01/2020" in texts["mo-dau"]
    assert "2011-2030" in texts["III.1.c"]

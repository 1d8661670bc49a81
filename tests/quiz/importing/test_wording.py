"""Every code that may be told about a file has its words, and every word its code."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from quiz.formats.base import ERROR, Place, Problem
from quiz.formats.checking import LENGTHS
from quiz.importing.log_actions import WORDS
from quiz.importing.wording import message, messages, sentence
from quiz.references import ReferenceFault
from quiz.rules import Fault

ROOT = Path(__file__).resolve().parents[3]
AREAS = "text|gift|aiken|xml|sheet|typed|docx|check|compare|approve"
CODE = re.compile(rf'"((?:{AREAS})_[a-z][a-z_]+)"')
# A kind of question, and a name within a module.
NO_CODES = {"text_block", "sheet_key"}
SOURCES = [
    path
    for folder in ("quiz/formats", "quiz/importing")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "wording" not in path.parts
]


def codes_in_sources():
    return {code for path in SOURCES for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_of_the_sources_has_words():
    assert sorted(codes_in_sources() - messages().keys() - NO_CODES) == []


def test_every_fault_of_a_question_has_words():
    faults = {f"check_{fault.value}" for fault in Fault}
    faults |= {f"check_reference_{fault.value}" for fault in ReferenceFault}
    faults |= {f"check_{name}_too_long" for name in LENGTHS}
    assert sorted(faults - messages().keys()) == []


@pytest.mark.parametrize("code", sorted(messages()))
def test_words_can_be_filled_whatever_details_there_are(code):
    with override("vi"):
        what, advice = message(code, "văn bản 100 %", {})
    assert what
    assert "%(" not in what + advice


def test_a_code_that_nobody_knows_is_no_crash():
    problem = Problem(ERROR, "brand_new", Place(1), "lạ")
    assert "lạ" in sentence(problem)


@pytest.mark.parametrize("action", WORDS)
def test_lines_of_the_log_can_be_filled(action):
    names = ("file", "number", "new", "changed", "same", "left", "published", "reason", "act")
    _label, words = WORDS[action]
    assert str(words) % dict.fromkeys(names, "x")

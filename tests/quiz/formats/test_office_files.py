"""Files as offices have them; all but four written by somebody who had not seen the readers.

Beside each file stands what a careful person finds in it: the questions that can be imported as
they are, and the faults, each with its line. An error has to be told as one; of what only wants a
look it is enough that something is said.
"""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.formats import recognise
from quiz.formats.base import COMMENT, ERROR, UNREAD
from quiz.formats.checking import Known, problems_of, twin_problem, twins

FILES = sorted((Path(__file__).parent / "offices").glob("*.expected.json"))
IN_WORDS = {"short_text", "number", "ordering"}


def alike(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(expected_file):
    """The questions of the file with all that is said of them, what belongs to none, the lines."""
    file = recognise.read(
        expected_file.with_name(expected_file.name.removesuffix(".expected.json"))
    )
    questions = [
        replace(question, problems=[*question.problems, *problems_of(question, Known())])
        for question in file.questions
    ]
    for number, twin in twins(enumerate(questions)).items():
        question = questions[number]
        problems = [*question.problems, twin_problem(question, twin)]
        questions[number] = replace(question, problems=problems)
    return questions, file.problems, file.lines


def as_read(question):
    if question.kind == "matching":
        options = [[alike(option.text), alike(option.match)] for option in question.options]
    elif question.kind in IN_WORDS:
        options = [alike(option.text) for option in question.options]
    else:
        options = [[alike(option.text), option.is_correct] for option in question.options]
    return {"kind": question.kind, "options": options, "line": question.place.line}


def as_expected(question):
    options = [
        [alike(part) if isinstance(part, str) else part for part in option]
        if isinstance(option, list)
        else alike(option)
        for option in question["options"]
    ]
    if question["kind"] in IN_WORDS:
        options = [option[0] if isinstance(option, list) else option for option in options]
    return {"kind": question["kind"], "options": options, "line": question["line"]}


@pytest.mark.parametrize("expected_file", FILES, ids=lambda file: file.name.split(".")[0])
class TestFile:
    def test_its_sound_questions_are_read_as_they_stand(self, expected_file):
        expected = json.loads(expected_file.read_text())["questions"]
        questions, _problems, _lines = read(expected_file)
        sound = [question for question in questions if not question.has_errors]

        found = sorted((alike(question.stem), as_read(question)["line"]) for question in sound)
        assert found == sorted((alike(one["stem"]), one["line"]) for one in expected)
        by_line = {question.place.line: question for question in sound}
        for one in expected:
            question = by_line[one["line"]]
            assert as_read(question) == as_expected(one), one["stem"]
            assert alike(question.topic) == alike(one["topic"]) if one.get("topic") else True
            assert alike(one.get("explanation") or "") in alike(question.explanation)

    def test_its_faults_are_told_where_they_stand(self, expected_file):
        faults = json.loads(expected_file.read_text())["faults"]
        questions, problems, lines = read(expected_file)
        left_out = {line.place.line for line in lines if line.role in {COMMENT, UNREAD}}

        unheard = [
            fault
            for fault in faults
            if not (fault["severity"] != ERROR and fault["line"] in left_out)
            and not any(
                problem.severity == ERROR or fault["severity"] != ERROR
                for problem in said_of(fault, questions, problems)
            )
        ]
        assert not unheard


def said_of(fault, questions, problems):
    """What was said of the question that a fault names, or of the lines around it."""
    begins = alike(fault["stem_begins"] or "")[:25]
    for question in questions:
        is_here = not begins and question.place.line == fault["line"]
        if is_here or (begins and alike(question.stem).startswith(begins)):
            yield from question.problems
    for problem in problems:
        if fault["line"] is None or abs(problem.place.line - fault["line"]) <= 1:
            yield problem

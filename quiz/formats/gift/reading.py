"""Reading GIFT: every line is accounted for, and nothing is guessed where Moodle guesses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quiz.formats import feedback
from quiz.formats.base import (
    QUESTION,
    Line,
    Place,
    Problem,
    ReadFile,
    ReadQuestion,
)
from quiz.formats.gift import answers, blocks, marks, noted, texts
from quiz.formats.gift.found import Answers
from quiz.formats.gift.signs import as_typed, shown
from quiz.formats.problems import error, notice, warning
from search.text import plain

FORMAT = "gift"
GAP = "_____"
NAME_LEFT_OUT = "gift_names_left_out"

_NAME = re.compile(r"\s*::(?P<name>[^{}]{0,1000}?)::")
_NAME_BEGINS = re.compile(r"\s*(?:::|:(?=[^:{}]{1,200}::))(?=[^:\s])")
_BRACE = re.compile(r"[{}]")
_PATH_SIGN = re.compile(r"(?<!/)/(?!/)")
_ENDS_A_SENTENCE = frozenset({".", "?", "!", "…"})


def read(text: str) -> ReadFile:
    """All questions of a GIFT file."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = {line.place.line: line for line in blocks.lines_of(text)}
    questions: list[ReadQuestion] = []
    problems: list[Problem] = []
    topic = ""
    for part in blocks.split(text):
        if isinstance(part, blocks.Category):
            topic, found = _topic(part)
            problems.extend(found)
        elif part.text.strip():
            questions.extend(_questions(part, topic))
        else:
            question, found = noted.remembered(part, topic)
            problems.extend(found)
            if question:
                questions.append(question)
                _claim(lines, part)
    questions, names = _names_apart(questions)
    return ReadFile(FORMAT, tuple(questions), (*problems, *names), tuple(lines.values()))


def _names_apart(
    questions: Sequence[ReadQuestion],
) -> tuple[list[ReadQuestion], list[Problem]]:
    """One notice for all names that are left out, for in a file of Moodle's nearly all have one."""
    named: list[Problem] = []
    bare: list[ReadQuestion] = []
    for question in questions:
        names = [problem for problem in question.problems if problem.code == NAME_LEFT_OUT]
        named += names
        rest = tuple(problem for problem in question.problems if problem not in names)
        bare.append(replace(question, problems=rest) if names else question)
    told = [named[0]._replace(details={"count": len(named)})] if named else []
    return bare, told


def _claim(lines: dict[int, Line], part: blocks.Block) -> None:
    """Count the comment lines of a block as a question."""
    for number, _comment in part.comments:
        lines[number] = lines[number]._replace(role=QUESTION)


def _topic(category: blocks.Category) -> tuple[str, list[Problem]]:
    """The topic of a category, and a notice if its path had several parts."""
    parts = _parts(category.path)
    if len(parts) > 1:
        path = " › ".join(parts)
        return parts[-1], [notice("gift_category_path", category.line, path, topic=parts[-1])]
    return topic_of(category.path), []


def topic_of(path: str) -> str:
    """The last part of a category's path; empty for Moodle's own place."""
    return (_parts(path) or [""])[-1]


def _parts(path: str) -> list[str]:
    """The parts of a path that somebody named; a slash within a part is written twice."""
    parts = (part.strip() for part in _PATH_SIGN.split(path))
    return [plain(part.replace("//", "/")) for part in parts if part and not _is_root(part)]


def _is_root(part: str) -> bool:
    """Whether a part of a path names Moodle's own place: «$course$», «top»."""
    return part == "top" or (part.startswith("$") and part.endswith("$"))


# Questions in braces -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Groups:
    """Where the braces of a block open and close, and what is wrong with them."""

    spans: Sequence[tuple[int, int]]
    fault: str = ""
    at: int = 0


def _groups(text: str) -> _Groups:
    """The outermost braces; the first that does not fit is the fault."""
    spans: list[tuple[int, int]] = []
    depth, begin, fault, at = 0, 0, "", 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            begin = brace.start() if not depth else begin
            depth += 1
        elif depth:
            depth -= 1
            spans += [(begin, brace.start())] if not depth else []
        if not fault and (depth > 1 or (brace[0] == "}" and not depth and not _ends(spans, brace))):
            fault, at = ("gift_brace_inside" if depth else "gift_brace_stray"), brace.start()
    if depth:
        spans.append((begin, len(text)))
        fault, at = (fault, at) if fault else ("gift_brace_unclosed", begin)
    return _Groups(spans, fault, at)


def _ends(spans: Sequence[tuple[int, int]], brace: re.Match[str]) -> bool:
    """Whether a closing brace is the end of the last pair."""
    return bool(spans) and spans[-1][1] == brace.start()


def _questions(block: blocks.Block, topic: str) -> Iterator[ReadQuestion]:
    """The questions of a block: one, unless somebody forgot the blank line between several."""
    spans = _groups(block.text).spans
    begins = [
        block.text.index("\n", earlier[1]) + 1
        for earlier, later in pairwise(spans)
        if "\n" in block.text[earlier[1] : later[0]].strip(" ")
    ]
    for piece in block.cut(begins):
        if piece.text.strip():
            yield _question(piece, topic)


def _question(block: blocks.Block, topic: str) -> ReadQuestion:
    """A question with whatever is doubtful about it."""
    said = marks.read(block.comments)
    groups = _groups(block.text)
    problems = [*said.problems, *_of_block(block, groups)]
    start, named = _after_name(block)
    problems.extend(named)
    stem, found = _stem(block, start, groups.spans, said.kind)
    problems.extend(found)
    if groups.spans:
        begin, end = groups.spans[0]
        inside = answers.Inside(
            block.text[begin + 1 : end], begin + 1, block.line_at, stem.format, said.kind
        )
        understood = answers.read(inside)
    else:
        understood = _without_braces(block, said.kind, groups)
    question = _assembled(block.start, stem.text, understood, topic)
    return noted.applied(question, said, [*problems, *understood.problems])


def _of_block(block: blocks.Block, groups: _Groups) -> list[Problem]:
    """What is wrong with the braces and the lines around the question."""
    problems: list[Problem] = []
    if block.follows_category:
        problems.append(error("gift_category_without_blank", block.start, _first_line(block)))
    if block.follows_question:
        problems.append(error("gift_no_blank_line", block.start, _first_line(block)))
    if groups.fault:
        around = block.text[max(groups.at - 30, 0) : groups.at + 30]
        problems.append(error(groups.fault, block.line_at(groups.at), as_typed(around)))
    elif len(groups.spans) > 1:
        begin, end = groups.spans[1]
        text = as_typed(block.text[begin : end + 1])
        problems.append(error("gift_two_groups", block.line_at(begin), text))
    blank = _blank_line_in(block, groups)
    return [*problems, warning("gift_blank_inside", blank)] if blank else problems


def _first_line(block: blocks.Block) -> str:
    return as_typed(block.text.strip().partition("\n")[0])


def _blank_line_in(block: blocks.Block, groups: _Groups) -> int:
    """The number of a blank line within the braces that is no comment, or zero."""
    commented = {number for number, _comment in block.comments}
    for begin, end in groups.spans[:1]:
        for found in re.finditer("\n(?=\n)", block.text[begin:end]):
            number = block.line_at(begin + found.start()) + 1
            if number not in commented:
                return number
    return 0


def _after_name(block: blocks.Block) -> tuple[int, list[Problem]]:
    """Where the text begins after «::name::», and a notice unless the name repeats the text."""
    found = _NAME.match(block.text)
    if found is None:
        begins = _NAME_BEGINS.match(block.text)
        if begins is None:
            return 0, []
        return begins.end(), [warning("gift_name_unclosed", block.start, _first_line(block))]
    name = shown(found["name"]).strip()
    rest = texts.read(block.text[found.end() :].partition("{")[0], block.start).text
    is_repeated = " ".join(rest.split()).startswith(" ".join(name.rstrip("….").split()))
    said = [] if is_repeated else [notice(NAME_LEFT_OUT, block.start, name)]
    return found.end(), said


def _stem(
    block: blocks.Block, start: int, spans: Sequence[tuple[int, int]], kind: str
) -> tuple[texts.Read, list[Problem]]:
    """The text of the question, with a gap where the braces stand within it."""
    if not spans:
        read = texts.read(block.text[start:], block.start)
        return read, read.problems
    begin, end = spans[0]
    tail = block.text[end + 1 :]
    whole = block.text[start:begin] + (f"{GAP}{tail}" if tail.strip() else "")
    read = texts.read(whole, block.start)
    problems = list(read.problems)
    line = block.line_at(end + 1 + len(tail) - len(tail.lstrip()))
    said = tail.strip()
    if "\n" in tail[: len(tail) - len(tail.lstrip())] and said:
        problems.append(warning("gift_text_after", line, as_typed(said)))
    elif said and said not in _ENDS_A_SENTENCE and not any(map(str.isalnum, said)):
        problems.append(warning("gift_tail_of_signs", line, as_typed(said)))
    if not block.text[start:begin].strip() and not said:
        problems.append(error("gift_no_stem", block.start, as_typed(block.text.strip())))
    return read, problems


def _without_braces(block: blocks.Block, kind: str, groups: _Groups) -> Answers:
    """A text without answers, which is surely meant as such only if a note says so."""
    if groups.fault:
        return Answers("")
    is_meant = kind == "text_block"
    doubts = [] if is_meant else [warning("gift_no_answers", block.start, _first_line(block))]
    return Answers("text_block", problems=doubts)


def _assembled(line: int, stem: str, understood: Answers, topic: str) -> ReadQuestion:
    """The question as far as the signs of GIFT tell."""
    return ReadQuestion(
        place=Place(line),
        kind=understood.kind,
        stem=stem,
        options=tuple(understood.options),
        topic=topic,
        explanation=feedback.explanation(understood.general, understood.said),
        marking_rule=understood.rule,
        tolerance=understood.tolerance,
        unit=understood.unit,
        problems=tuple(
            notice("gift_feedback_kept", line, said) for _option, said in understood.said[:1]
        ),
    )

"""Reads Moodle XML: the questions with their topics, and what became of each element."""

import re
from collections import Counter
from dataclasses import dataclass, field

from quiz.formats.base import (
    ERROR,
    HEADING,
    NOTICE,
    QUESTION,
    UNREAD,
    WARNING,
    FileRefusedError,
    Line,
    Place,
    Problem,
    ReadFile,
    ReadQuestion,
)
from quiz.formats.feedback import explanation
from quiz.formats.html import one_line
from quiz.formats.moodle_xml import texts
from quiz.formats.moodle_xml.extras import ELEMENT, applied
from quiz.formats.moodle_xml.kinds import body_of
from quiz.formats.moodle_xml.notes import Notes, snippet
from quiz.formats.moodle_xml.tree import Node, parse
from quiz.formats.text import converted, tidy

FORMAT = "moodle_xml"
MOST_QUESTIONS = 20_000
TOP = "top"
FILES = ("file", "image_base64")
ONE = ("", "1", "1.0", "1.0000000")
AFTER_THE_WHOLE = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
SET_PHRASES = frozenset(
    {
        "your answer is correct.",
        "your answer is partially correct.",
        "your answer is incorrect.",
        "câu trả lời của bạn đúng",
        "câu trả lời của bạn đúng một phần",
        "câu trả lời của bạn sai",
        "câu trả lời của bạn là đúng",
        "câu trả lời của bạn là sai",
    }
)
_CONTEXT = re.compile(r"\$[a-z]+\d*\$")
_BETWEEN = re.compile(r"(?<!/)/(?!/)")


def read(content: bytes) -> ReadFile:
    """Everything in the file; one that is no Moodle XML is refused as a whole."""
    root = parse(content)
    if sum(1 for _question in root.all("question")) > MOST_QUESTIONS:
        raise FileRefusedError("xml_too_many", most=MOST_QUESTIONS)
    state = _State()
    if family := _turned_to_unicode(root):
        details = {"encoding": family}
        state.problems.append(Problem(NOTICE, "text_converted", Place(root.line), "", details))
    for child in root.content:
        if isinstance(child, Node):
            state.take(child)
        elif child.strip():
            state.leave_unread(Place(root.line), child, "xml_stray_text")
    return state.file(root)


def _turned_to_unicode(root: Node) -> str:
    """Convert texts typed for old fonts where they stand; the family of these, if there are any."""
    places = [
        (node, number)
        for node in root.walk()
        if node.name not in FILES
        for number, string in enumerate(node.content)
        if isinstance(string, str) and not string.isascii()
    ]
    texts_found, family = converted([str(node.content[number]) for node, number in places])
    for (node, number), text in zip(places, texts_found, strict=True):
        node.content[number] = text
    return family


def topic_of(path: str) -> str:
    """The last name of a category's path, empty for the top of all."""
    names = [one_line(name.replace("//", "/")) for name in _BETWEEN.split(path)]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
    if names and names[0] == TOP:
        names = names[1:]
    return names[-1] if names else ""


@dataclass(slots=True)
class _State:
    """What has been read so far; a category holds for all questions until the next one."""

    topic: str = ""
    questions: list[ReadQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, node: Node) -> None:
        """Read one element below the root."""
        place = Place(node.line)
        if node.name != "question":
            self.leave_unread(place, f"<{node.name}> {node.strings}", "xml_unknown_element")
        elif node.attributes.get("type", "").strip() == "category":
            self._turn_to(node, place)
        else:
            question = _question(node, self.topic)
            self.questions.append(question)
            self._count_left_out(node, question)
            text = question.stem or texts.line_text(node, "name", "text")
            self.lines.append(Line(place, QUESTION, snippet(text)))

    def leave_unread(self, place: Place, text: str, code: str) -> None:
        """Name something that is no question."""
        self.lines.append(Line(place, UNREAD, snippet(text)))
        self.problems.append(Problem(WARNING, code, place, snippet(text)))

    def _turn_to(self, node: Node, place: Place) -> None:
        """Put the questions that follow under the topic of a category."""
        path = texts.line_text(node, "category", "text")
        self.topic = topic_of(path)
        self.lines.append(Line(place, HEADING, snippet(path)))
        other = self.paths.setdefault(self.topic, path)
        if self.topic and other != path:
            details = {"other": snippet(other)}
            problem = Problem(WARNING, "xml_topics_alike", place, snippet(path), details)
            self.problems.append(problem)
        self.left_out["xml_category_info"] += bool(texts.raw(node.first("info")))

    def _count_left_out(self, node: Node, question: ReadQuestion) -> None:
        """Count what the bank has no place for, to be told once for the whole file."""
        name, stem = texts.line_text(node, "name", "text"), one_line(question.stem)
        shown = name.rstrip(" .…")
        after = {_said_after(node, part) for part in AFTER_THE_WHOLE} - {""}
        self.left_out["xml_names_left_out"] += bool(shown) and not stem.startswith(shown)
        self.left_out["xml_hints_left_out"] += any(map(texts.raw, node.all("hint")))
        self.left_out["xml_feedback_left_out"] += bool(after)
        self.left_out["xml_grades_left_out"] += node.text("defaultgrade") not in ONE

    def file(self, root: Node) -> ReadFile:
        """The result."""
        if not self.questions:
            self.problems.append(Problem(ERROR, "xml_no_questions", Place(root.line)))
        counted = [
            Problem(NOTICE, code, Place(root.line), "", {"count": count})
            for code, count in self.left_out.items()
            if count
        ]
        return ReadFile(FORMAT, self.questions, [*self.problems, *counted], self.lines)


def _said_after(node: Node, part: str) -> str:
    """What is said after the whole question, unless it is one of Moodle's set phrases."""
    said = texts.raw(node.first(part))
    bare = one_line(re.sub(r"<[^<>]{0,200}>", " ", said))
    return "" if bare.lower() in SET_PHRASES or bare.lower().rstrip(".") in SET_PHRASES else bare


def _question(node: Node, topic: str) -> ReadQuestion:
    """One question with its problems."""
    notes = Notes(Place(node.line))
    stem, image = texts.stem_of(node, notes)
    body = body_of(node, notes)
    feedback = node.first("generalfeedback")
    default = texts.format_of(node.first("questiontext"))
    general = texts.without_pictures(feedback, notes, "xml_picture_in_explanation", default)
    if node.text("hidden") == "1":
        notes.warn("xml_hidden")
    question = ReadQuestion(
        place=notes.place,
        kind=body.kind,
        stem=stem,
        options=body.options,
        code=texts.line_text(node, "idnumber"),
        topic=topic,
        keywords=_keywords(node),
        explanation=tidy(explanation(general, body.feedback)),
        marking_rule=body.marking_rule,
        tolerance=body.tolerance,
        unit=body.unit,
        image=image,
        problems=tuple(notes.problems),
    )
    return applied(question, node.first(ELEMENT))


def _keywords(node: Node) -> tuple[str, ...]:
    """The tags, each once."""
    tags = node.first("tags")
    names = [texts.line_text(tag, "text") for tag in tags.all("tag")] if tags else []
    return tuple(dict.fromkeys(filter(None, names)))

"""What a browser reads out of a screen of questions: hidden fields, inputs, pages."""

import html
import re
from dataclasses import dataclass, field

INPUT = re.compile(r"<(input|textarea|select)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
QUESTION = re.compile(r"cau-(\d+)")
BASE = re.compile(r"cau-(\d+)-phien")
STEP = re.compile(r"/bai-lam/(\d+)/(\d+)/")
ATTEMPT = re.compile(r"/bai-lam/(\d+)/")
TOKEN = "csrfmiddlewaretoken"


@dataclass(slots=True)
class Question:
    """One question as its inputs show it."""

    slot: int
    allows_several: bool
    values: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    base: int = 0


@dataclass(slots=True)
class Screen:
    """One screen of a running attempt."""

    attempt: int
    page: int
    hidden: dict[str, str]
    questions: dict[int, Question]

    @property
    def token(self) -> str:
        """The token against forged requests."""
        return self.hidden.get(TOKEN, "")


def hidden_fields(text: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    fields = {}
    for _element, inside in INPUT.findall(text):
        attributes = dict(ATTRIBUTE.findall(inside))
        if attributes.get("type") == "hidden" and "name" in attributes:
            fields[attributes["name"]] = html.unescape(attributes.get("value", ""))
    return fields


def read_screen(path: str, text: str) -> Screen:
    """Read the screen of questions that stands at the address."""
    match = STEP.match(path)
    if match is None:
        raise ValueError(f"no screen of questions: {path}")
    hidden: dict[str, str] = {}
    questions: dict[int, Question] = {}
    for _element, inside in INPUT.findall(text):
        attributes = dict(ATTRIBUTE.findall(inside))
        name, value = attributes.get("name", ""), html.unescape(attributes.get("value", ""))
        if attributes.get("type") == "hidden":
            hidden[name] = value
        elif place := QUESTION.fullmatch(name):
            slot = int(place[1])
            kind = attributes.get("type")
            question = questions.setdefault(slot, Question(slot, kind == "checkbox"))
            question.values.append(value)
            if " checked" in inside:
                question.chosen.append(value)
    for name, value in hidden.items():
        if (place := BASE.fullmatch(name)) and (slot := int(place[1])) in questions:
            questions[slot].base = int(value)
    return Screen(int(match[1]), int(match[2]), hidden, questions)

"""The labels that Word counts itself: «Câu 1:», «A.», «b)»; pure."""

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

LEVELS = 9
BULLET = "•"  # whatever sign of a symbol font it is
PLAIN_BULLETS = frozenset("-–+*")
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(slots=True)
class _Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list: which counters it shares, its levels, and where it begins anew."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of all lists, in the order of the document."""

    def __init__(self, root: BaseOxmlElement | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        abstracts = {
            one.get(qn("w:abstractNumId")) or "": _levels(one)
            for one in root.findall(qn("w:abstractNum"))
        }
        for number in root.findall(qn("w:num")):
            reference = _child(number, "w:abstractNumId")
            found = _List(reference, dict(abstracts.get(reference, {})))
            for override in number.findall(qn("w:lvlOverride")):
                level = _integer(override.get(qn("w:ilvl")))
                found.levels.update(_levels(override))
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    found.restarts[level] = _integer(start.get(qn("w:val")), 1)
            self._lists[number.get(qn("w:numId")) or ""] = found

    def label(self, properties: BaseOxmlElement | None) -> str:
        """The label of the next paragraph with this numbering, empty where it has none."""
        if properties is None:
            return ""
        name, level = _child(properties, "w:numId"), _integer(_child(properties, "w:ilvl"))
        found = self._lists.get(name)
        if found is None or level not in range(LEVELS):
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        if name not in self._begun:
            self._begun.add(name)
            counters.update({at: start - 1 for at, start in found.restarts.items()})
        for deeper in [at for at in counters if at > level]:
            del counters[deeper]
        rule = found.levels.get(level, _Level())
        counters[level] = counters.get(level, rule.start - 1) + 1
        return _written(rule, found, counters)


def _written(rule: _Level, found: _List, counters: dict[int, int]) -> str:
    """The label as it is shown."""
    if rule.form in {"bullet", "none"}:
        sign = rule.text if rule.text in PLAIN_BULLETS else BULLET
        return sign if rule.form == "bullet" else ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = found.levels.get(at, _Level())
        return _numeral(level.form, counters.get(at, level.start))

    return _PLACEHOLDER.sub(number, rule.text).strip()


def _numeral(form: str, number: int) -> str:
    """A number in the form that a level asks for."""
    if form in {"upperLetter", "lowerLetter"} and number > 0:
        turns, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) * min(turns + 1, LEVELS)
        return letters if form == "upperLetter" else letters.lower()
    if form in {"upperRoman", "lowerRoman"} and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            times, number = divmod(number, value)
            roman += sign * times
        return roman if form == "upperRoman" else roman.lower()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _levels(element: BaseOxmlElement) -> dict[int, _Level]:
    """The levels that an element describes."""
    return {
        _integer(level.get(qn("w:ilvl"))): _Level(
            form=_child(level, "w:numFmt") or "decimal",
            text=_child(level, "w:lvlText"),
            start=_integer(_child(level, "w:start"), 1),
        )
        for level in element.findall(qn("w:lvl"))
    }


def _child(element: BaseOxmlElement, tag: str) -> str:
    """The value of a child, empty where there is none."""
    child = element.find(qn(tag))
    return "" if child is None else child.get(qn("w:val")) or ""


def _integer(text: str | None, other: int = 0) -> int:
    """The number that a text is; Word's are small."""
    is_number = bool(text) and text is not None and text.isascii() and text.isdigit()
    return int(text) if is_number and text is not None and len(text) < 7 else other

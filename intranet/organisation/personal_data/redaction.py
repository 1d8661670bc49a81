"""How the words that name people are taken out of texts and JSON; pure, without Django."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

# Where somebody signed in and with what is as good as a name.
TRACES = ("address", "device")
FEWEST_WORDS = 2

Target = tuple[int | None, str]


class Line(NamedTuple):
    """A line of the log: what it is about, who did it, what it says."""

    target: Target
    user_id: int | None
    label: str
    data: Any


@dataclass(frozen=True, slots=True)
class Naming:
    """The words that name one person, and what stands in their place from now on.

    `own_names` are removed from lines about the person. Elsewhere only `unmistakable` ones are,
    which nobody else bears; `codes` only where they are a whole value: «an» as a user name is
    a word of other sentences too.
    """

    replacement: str
    own_names: frozenset[str]
    unmistakable: frozenset[str]
    codes: frozenset[str]
    targets: frozenset[Target]
    user_id: int | None = None


class Redaction:
    """Takes several people out of lines, looking at each line once."""

    def __init__(self, namings: list[Naming]) -> None:
        self.by_target = {target: naming for naming in namings for target in naming.targets}
        self.user_ids = {naming.user_id for naming in namings} - {None}
        self.codes = {code: naming.replacement for naming in namings for code in naming.codes}
        self.common = Words(
            {word: naming.replacement for naming in namings for word in naming.unmistakable}
        )
        self.own = {id(naming): Words(_own_words(naming)) for naming in namings}
        self.by_code = {
            code: naming for naming in namings for code in naming.codes | naming.unmistakable
        }

    def of_line(self, line: Line) -> tuple[str, Any]:
        """Label and data of the line without the names."""
        naming = self.by_target.get(line.target)
        is_theirs = naming is not None or line.user_id in self.user_ids
        data = _without_traces(line.data) if is_theirs else line.data
        wordings = [self.own[id(naming)], self.common] if naming else [self.common]
        label = line.label
        for words in wordings:
            label, data = words.replaced(label), self._value(words, data)
        return label, data

    def of_text(self, text: str, *, target: Target) -> str:
        """A text about one of the people without the name."""
        return self.of_line(Line(target, None, text, {}))[0]

    def of_record(self, value: Any) -> Any:
        """JSON about many people without the names; a row with a code is about that person."""
        if isinstance(value, list):
            return [self.of_record(item) for item in value]
        if not isinstance(value, dict):
            return self._value(self.common, value)
        for text in value.values():
            naming = self.by_code.get(text) if isinstance(text, str) else None
            if naming is not None:
                value = self._value(self.own[id(naming)], value)
        return {key: self.of_record(item) for key, item in value.items()}

    def _value(self, words: "Words", value: Any) -> Any:
        """The value with every text in it cleaned."""
        if isinstance(value, str):
            return self.codes.get(value) or words.replaced(value)
        if isinstance(value, list):
            return [self._value(words, item) for item in value]
        if isinstance(value, dict):
            return {key: self._value(words, item) for key, item in value.items()}
        return value


class Words:
    """Words and what each is replaced by; never within a longer word."""

    def __init__(self, replacements: Mapping[str, str]) -> None:
        self.replacements = {word: by for word, by in replacements.items() if word}
        longest_first = sorted(self.replacements, key=len, reverse=True)
        any_of = "|".join(map(re.escape, longest_first))
        self.pattern = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)" if any_of else r"(?!)")

    def replaced(self, text: str) -> str:
        """The text with other words in their place."""
        return self.pattern.sub(lambda match: self.replacements[match[0]], text)


def is_telling(name: str) -> bool:
    """Whether a name is long enough to mean a person wherever it stands."""
    return len(name.split()) >= FEWEST_WORDS


def _own_words(naming: Naming) -> dict[str, str]:
    words = naming.own_names | naming.unmistakable | naming.codes
    return dict.fromkeys(words, naming.replacement)


def _without_traces(data: Any) -> Any:
    """Empty instead of gone: the sentence of the line still asks for them."""
    if not isinstance(data, dict):
        return data
    return {key: "" if key in TRACES else value for key, value in data.items()}

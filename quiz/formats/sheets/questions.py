"""From the cells of a question's rows to the question; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from intranet.office_files.workbooks import Cells
from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadOption, ReadQuestion
from quiz.formats.labels import key_of, labels_in, normalised, truth_of
from quiz.formats.sheets import columns as c
from quiz.formats.sheets import pairs, words
from quiz.formats.sheets.layout import Layout
from quiz.formats.sheets.options import (
    Fault,
    Option,
    Options,
    from_cell,
    from_columns,
    is_tick,
    label_at,
    resolve,
    right_and_wrong,
    take_marks,
    whole_of,
    without_key,
)
from quiz.types import numerals

MAX_TEXT = 5000
SHOWN = 200
WITHOUT_KEY = frozenset(("survey", "survey_text", "text_block", "prediction"))
WITHOUT_OPTIONS = frozenset(("survey_text", "text_block", "prediction"))
OF_FORMS = frozenset(("short_text", "number"))
_NUMBER_BEFORE = re.compile(
    r"(?:câu|câu hỏi|question)\s*(?:số\s*)?\d{1,4}\s*[.:)/–-]+\s*(?=\S)", re.IGNORECASE
)


@dataclass(slots=True)
class Row:
    """The row of a question, with rows below it that only add options; `topic` is the group's."""

    cells: Cells
    texts: dict[str, str]
    layout: Layout
    group: str
    more: list[tuple[str, str]] = field(default_factory=list)
    last_number: int = 0

    def __post_init__(self) -> None:
        self.last_number = self.cells.number

    @property
    def topic(self) -> str:
        """The topic of the row, else of the group that it belongs to."""
        return one_line(self.texts.get(c.TOPIC, "")) or self.group

    @property
    def place(self) -> Place:
        """Where the question begins."""
        return Place(self.cells.number, self.cells.sheet)

    def place_of(self, name: str) -> int:
        """The column of a field, -1 if the sheet has none."""
        found = (place for place, field in self.layout.columns.items() if field == name)
        return next(found, -1)

    def at(self, name: str) -> Place:
        """The cell of a field."""
        column = self.place_of(name)
        return self.cell(column) if column >= 0 else self.place

    def cell(self, column: int) -> Place:
        """The cell in a column."""
        return Place(self.cells.number, self.cells.sheet, get_column_letter(column + 1))


def question_of(row: Row) -> ReadQuestion:
    """The question of a row with everything that is wrong with it."""
    texts = row.texts = _parted(row)
    faults: list[tuple[str, Fault]] = []
    is_statement = row.layout.has(c.TRUE_MARK) and row.layout.has(c.FALSE_MARK)
    given = "true_false" if is_statement else words.kind_of(texts.get(c.KIND, ""))
    options = _options(row)
    kind = _settle(row, given, options, faults)
    faults += [(c.OPTIONS, fault) for fault in options.faults]
    question = ReadQuestion(
        place=row.place,
        kind=kind,
        stem=without_number(texts.get(c.STEM, "")),
        options=tuple(_read_options(row, kind, options, faults)),
        code=one_line(texts.get(c.CODE, "")),
        topic=row.topic,
        keywords=pairs.keywords_of(texts.get(c.KEYWORDS, "")),
        difficulty=_difficulty(texts.get(c.DIFFICULTY, "")),
        explanation=texts.get(c.EXPLANATION, ""),
        policy=one_line(texts.get(c.POLICY, "")),
        anchor=one_line(texts.get(c.ANCHOR, "")),
        source_label=one_line(texts.get(c.SOURCE_LABEL, "")),
        marking_rule=_marking_rule(texts.get(c.MARKING_RULE, "")),
        tolerance=_tolerance(texts.get(c.TOLERANCE, "")),
        unit=one_line(texts.get(c.UNIT, "")) if kind in {"number", "prediction"} else "",
    )
    problems = [_problem(row, name, fault) for name, fault in faults]
    return replace(question, problems=(*problems, *_problems_of_cells(row)))


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " ".join(text.split())


def without_number(stem: str) -> str:
    """The question without the number that some write before it: «Câu 12: …»."""
    return _NUMBER_BEFORE.sub("", stem, count=1) if _NUMBER_BEFORE.match(stem) else stem


def _problem(row: Row, name: str, fault: Fault) -> Problem:
    """The fault with its place in the sheet."""
    is_of_key = fault.code.startswith("sheet_key") or name == c.KEY
    at = row.at(c.KEY if is_of_key else name)
    return Problem(fault.severity, fault.code, at, fault.text[:SHOWN], fault.details)


def _parted(row: Row) -> dict[str, str]:
    """The cells of the row, with options and key taken out of cells that hold them as well."""
    texts, layout = dict(row.texts), row.layout
    whole = None if layout.has_options else whole_of(texts.get(c.STEM, ""))
    if whole:
        texts[c.STEM], texts[c.OPTIONS] = whole.stem, whole.options
    options, key = without_key(texts.get(c.OPTIONS, ""))
    key = whole.key if whole else key
    if key and c.KEY not in texts:
        texts[c.OPTIONS], texts[c.KEY] = options, key
    return texts


def _options(row: Row) -> Options:
    """The options of the row, in whichever shape the sheet has them."""
    texts, layout = row.texts, row.layout
    own = [
        (name.removeprefix(c.OPTION), texts.get(name, ""), place)
        for place, name in sorted(layout.columns.items())
        if c.is_option(name)
    ]
    if own:
        ordered = sorted(own, key=lambda cell: _order(cell[0]))
        return from_columns(ordered)
    if layout.has(c.TRUE_MARK):
        marks = [is_tick(texts.get(name, "")) for name in (c.TRUE_MARK, c.FALSE_MARK)]
        return Options([Option("Đúng", "A", marks[0]), Option("Sai", "B", marks[1])])
    if any(map(c.is_wrong, layout.columns.values())):
        wrong = [
            texts.get(name, "") for name in sorted(filter(c.is_wrong, layout.columns.values()))
        ]
        return right_and_wrong(texts.get(c.RIGHT_OPTION, ""), wrong)
    if row.more:
        return _one_a_row(row)
    cell = texts.get(c.OPTIONS, "")
    return from_cell(cell, labels_in(texts.get(c.KEY, ""))) if cell else Options()


def _one_a_row(row: Row) -> Options:
    """Options that stand one below the other in rows of their own, ticked beside or named."""
    rows = [(row.texts.get(c.OPTIONS, ""), row.texts.get(c.KEY, "")), *row.more]
    found = from_cell("\n".join(text for text, _key in rows if text))
    found.faults = [fault for fault in found.faults if fault.code != "sheet_options_unlabelled"]
    marks = [is_tick(key) for text, key in rows if text]
    if any(marks) and len(marks) == len(found.options):
        for option, is_marked in zip(found.options, marks, strict=True):
            option.is_correct = is_marked
    return found


def _order(label: str) -> tuple[int, str]:
    """Labels in their order whatever the order of the columns; «Đ» stands behind «D»."""
    return int(label) if label.isdigit() else 0, "D~" if label == "Đ" else label


def _key_of(row: Row, found: Options) -> str:
    """What the sheet says is right: one cell, or the ticks of several rows."""
    key = _bare_key(row.texts.get(c.KEY, ""), found)
    others = [text for _option, text in row.more if text]
    if not row.more:
        return key
    if any(option.is_correct for option in found.options):
        return ""
    return key or (others[0] if others else "")


def _bare_key(key: str, found: Options) -> str:
    """The key without words such as «Đáp án:» before it, unless an option reads so."""
    said = key_of(key)
    is_option = any(option.text == key for option in found.options)
    return said.value if said and said.value and not is_option else key


def _settle(row: Row, given: str, found: Options, faults: list[tuple[str, Fault]]) -> str:
    """The kind of the question, with its right options marked; what is unclear becomes a fault."""
    text = row.texts.get(c.KIND, "")
    if text and not given and not words.is_generic(text):
        code = "sheet_kind_unsupported" if words.is_unsupported(text) else "sheet_kind_unknown"
        severity = ERROR if words.is_unsupported(text) else WARNING
        faults.append((c.KIND, Fault(severity, code, text)))
        if severity == ERROR:
            return ""
    key = _key_of(row, found)
    if given in WITHOUT_KEY:
        _without_key(given, key, found, faults)
        return given
    if given in {"matching", "ordering"}:
        _all_right(found, is_ordering=given == "ordering", key=key)
        return given
    if given in OF_FORMS:
        _forms(key, found)
        return given
    return _choice(row, given, key, found, faults)


def _without_key(kind: str, key: str, found: Options, faults: list[tuple[str, Fault]]) -> None:
    """Questions that nobody marks have no key, and some of them no options."""
    if key:
        faults.append((c.KEY, Fault(WARNING, "sheet_key_unused", key)))
    if kind in WITHOUT_OPTIONS and found.options:
        text = " | ".join(option.text for option in found.options)
        found.options = []
        found.faults = [Fault(WARNING, "sheet_options_unused", text)]


def _all_right(found: Options, *, is_ordering: bool, key: str) -> None:
    """Pairs and steps are all part of the answer; a key may give the order of the steps."""
    for option in found.options:
        option.is_correct = True
    if not key or not is_ordering:
        if key:
            found.faults.append(Fault(WARNING, "sheet_key_unused", key))
        return
    named = [normalised(label) for label in re.findall(r"[^\W_]+", key)]
    by_label = {normalised(option.label): option for option in found.options}
    if sorted(named) != sorted(by_label):
        labels = ", ".join(option.label for option in found.options)
        found.faults.append(Fault(ERROR, "sheet_key_no_order", key, {"labels": labels}))
        return
    found.options = [by_label[label] for label in named]


def _forms(key: str, found: Options) -> None:
    """Accepted forms and numbers: all options, else what stands as the key."""
    if not found.options:
        parts = re.split(r"[\n;|]", key)
        found.options = [Option(text.strip()) for text in parts if text.strip()]
    elif key:
        resolve(key, found)
        if not all(option.is_correct for option in found.options):
            found.faults.append(Fault(ERROR, "sheet_forms_not_right", key))
    for option in found.options:
        option.is_correct = True


def _choice(row: Row, given: str, key: str, found: Options, faults: list[tuple[str, Fault]]) -> str:
    """The kind of a question with right and wrong options, these marked by the key."""
    is_statement = given == "true_false" or not given
    if not found.options and is_statement and truth_of(key) is not None:
        found.options = [Option("Đúng", "A"), Option("Sai", "B")]
    if not found.options:
        faults.append((c.OPTIONS, Fault(ERROR, "sheet_no_options")))
        if key and not labels_in(key):
            found.options = [Option(key, is_correct=True)]
        return given
    _mark(row, key, found, is_of_template=row.texts.get(c.KIND) in words.KINDS.values())
    right = sum(option.is_correct for option in found.options)
    if right > 1 and given in {"single", "true_false"}:
        faults.append((c.KEY, Fault(ERROR, "sheet_two_keys", key)))
    return given or _kind_by_options(found.options, right)


def _mark(row: Row, key: str, found: Options, *, is_of_template: bool) -> None:
    """Mark the right options by the key, else by what marks them in the cells."""
    is_marked = any(option.is_correct for option in found.options)
    if key:
        marked = [option.is_correct for option in found.options]
        for option in found.options:
            option.is_correct = False
        resolve(key, found, by_label=is_of_template)
        if is_marked and marked != [option.is_correct for option in found.options]:
            found.faults.append(Fault(ERROR, "sheet_key_contradicts_marks", key))
    elif c.RIGHT_OPTION in row.texts and not is_marked:
        resolve(row.texts[c.RIGHT_OPTION], found, by_text=True)
    elif not is_marked:
        take_marks(found)
        if not any(option.is_correct for option in found.options):
            found.faults.append(Fault(ERROR, "sheet_key_missing"))


def _kind_by_options(options: Sequence[Option], right: int) -> str:
    """The kind that the options suggest where the sheet does not name it."""
    if right > 1:
        return "multiple"
    truths = {truth_of(option.text) for option in options}
    return "true_false" if len(options) == 2 and truths == {True, False} else "single"


def _read_options(
    row: Row, kind: str, found: Options, faults: list[tuple[str, Fault]]
) -> Iterator[ReadOption]:
    """The options in the terms of the bank."""
    pinned = {normalised(label) for label in labels_in(row.texts.get(c.PINNED, ""))}
    handlings = pairs.handlings_of(row.texts.get(c.REFERENCES, ""))
    for place, option in enumerate(found.options):
        label = option.label or label_at(place)
        text, match = option.text, ""
        if kind == "matching":
            text, match = pairs.pair_of(option.text)
            if not match:
                faults.append((c.OPTIONS, Fault(ERROR, "sheet_pair_missing", option.text)))
        yield ReadOption(
            text,
            is_correct=option.is_correct,
            label=label,
            match=match,
            is_pinned=normalised(label) in pinned,
            reference_handling=handlings.get(normalised(label), "auto"),
        )


def _problems_of_cells(row: Row) -> Iterator[Problem]:
    """What is wrong with single cells, whatever stands in them."""
    texts, layout = row.texts, row.layout
    if c.STEM not in texts:
        yield Problem(ERROR, "sheet_stem_missing", row.at(c.STEM))
    for place, text in enumerate(row.cells.values):
        if len(text) > MAX_TEXT:
            details = {"longest": MAX_TEXT}
            yield Problem(ERROR, "sheet_cell_too_long", row.cell(place), text[:SHOWN], details)
        if text and place not in layout.columns and not layout.headings.get(place):
            is_csv = not row.cells.sheet
            code = "sheet_too_many_cells" if is_csv else "sheet_cell_unread"
            yield Problem(ERROR if is_csv else WARNING, code, row.cell(place), text[:SHOWN])
    for place in row.cells.formulas:
        if layout.columns.get(place, c.IGNORED) not in {c.NUMBER, c.IGNORED}:
            text = row.cells.values[place] if place < len(row.cells.values) else ""
            if text:
                yield Problem(WARNING, "sheet_formula", row.cell(place), text[:SHOWN])
            else:
                yield Problem(ERROR, "sheet_formula_empty", row.cell(place))
    for place in row.cells.days:
        if layout.columns.get(place, c.IGNORED) != c.IGNORED:
            text = row.cells.values[place]
            yield Problem(WARNING, "sheet_day", row.cell(place), text)
    if c.DIFFICULTY in texts and texts[c.DIFFICULTY] != _difficulty(texts[c.DIFFICULTY]):
        yield from _level_notice(row)


def _level_notice(row: Row) -> Iterator[Problem]:
    """Levels that schools have four of are told of, since the bank has three."""
    text = row.texts[c.DIFFICULTY]
    level = words.difficulty_of(text)
    if level and text.strip().lower() != words.DIFFICULTIES[level].lower():
        details = {"level": words.DIFFICULTIES[level]}
        yield Problem(NOTICE, "sheet_level_translated", row.at(c.DIFFICULTY), text, details)


def _difficulty(text: str) -> str:
    """The level of the bank, else the text as it is, which is then told of."""
    return words.difficulty_of(text) or one_line(text)


def _marking_rule(text: str) -> str:
    if not text:
        return "all_or_nothing"
    return words.marking_rule_of(text) or one_line(text)


def _tolerance(text: str) -> str:
    """The tolerance as the bank keeps numbers, else the text as it is."""
    number = numerals.read(text) if text else None
    return numerals.canonical(number[0]) if number and not number[1] else one_line(text)

"""Answers as a plain form of the quiz posts them; pure, without Django."""

from collections.abc import Mapping, Sequence

from quiz.save_rule import Sent

PREFIX, BASE_SUFFIX = "cau-", "-phien"
WRITER_FIELD = "nguoi-ghi"
CLEAR_FIELD = "bo-chon"  # names the question whose choice is taken back
LONGEST_WRITER = 40
HIGHEST_BASE = 2**31 - 1
FORM_NUMBER = 1  # a form is sent once; sent again it is the same save


def base_field(slot: int) -> str:
    """The field that names the version on which the answer of a form is made."""
    return f"{PREFIX}{slot}{BASE_SUFFIX}"


def form_writer(fields: Mapping[str, Sequence[str]]) -> str:
    """The name under which this very form saves, empty if it has none."""
    return "".join(fields.get(WRITER_FIELD, ()))[:LONGEST_WRITER]


def cleared_slot(fields: Mapping[str, Sequence[str]], slots: Sequence[int]) -> int | None:
    """The question whose choice was taken back, if that was pressed."""
    named = "".join(fields.get(CLEAR_FIELD, ()))
    return next((slot for slot in slots if str(slot) == named), None)


def form_answers(fields: Mapping[str, Sequence[str]], slots: Sequence[int]) -> list[Sent]:
    """The answers of the questions that stand on the form; a base that is none counts as 0."""
    cleared = cleared_slot(fields, slots)
    return [
        Sent(
            slot,
            _base(fields[base_field(slot)]),
            FORM_NUMBER,
            () if slot == cleared else _values(fields, slot),
        )
        for slot in slots
        if base_field(slot) in fields
    ]


def _values(fields: Mapping[str, Sequence[str]], slot: int) -> tuple[str, ...]:
    return tuple(fields.get(f"{PREFIX}{slot}", ()))


def _base(values: Sequence[str]) -> int:
    value = "".join(values)
    is_number = value.isascii() and value.isdecimal() and len(value) <= len(str(HIGHEST_BASE))
    return min(int(value), HIGHEST_BASE) if is_number else 0

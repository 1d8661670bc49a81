"""Documents by somebody who had not seen the parser: how much of each goes to the right field.

Beside every text stands what a person reads in it: `fields` as they are printed, the `outline` as
[label, first words, parts within] and `runs`, which give every sign of the text to a field, in
order. The field of a run is «part» where a part of the outline begins, «text» for other text of the
body, «goes on» behind an interruption, «leftover» for furniture; «a|b» allows either.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from intranet.policies.reading.document import read_text
from intranet.policies.reading.found import Found, ReadDocument, ReadPart

HERE = Path(__file__).parent
DOCUMENTS = sorted(path.stem for path in HERE.glob("*.txt"))
RIGHT_SHARE = 0.95
BODY = {"part", "text", "goes on"}
ANY_LABEL = "*"
STAMP = ("signed_by", "organisation", "email", "signed_at")


def expected(name: str) -> dict:
    return json.loads((HERE / f"{name}.json").read_text())


def text_of(name: str) -> str:
    return (HERE / f"{name}.txt").read_text()


def reading(name: str) -> ReadDocument:
    return read_text(text_of(name))


def signs(text: str) -> str:
    """A text without spaces, composed."""
    return "".join(unicodedata.normalize("NFC", text).split())


def positions(source: str) -> list[int]:
    """Where the signs of a source stand."""
    return [place for place, sign in enumerate(source) if not sign.isspace()]


def wanted_fields(runs: list) -> list[frozenset[str]]:
    """For each sign the fields it may be in."""
    wanted = []
    for field, text in runs:
        allowed = {"parts" if one in BODY else one for one in field.split("|")}
        wanted += [frozenset(allowed)] * len(signs(text))
    return wanted


def found_fields(document: ReadDocument) -> list[str]:
    """For each sign of the source the field it was put into, or «lost» or «twice»."""
    fields = ["lost"] * len(document.source)
    leftovers = [("leftover", leftover.span) for leftover in document.leftovers]
    for field, span in [*document.places(), *leftovers]:
        for place in range(*span):
            fields[place] = field if fields[place] == "lost" else "twice"
    return [fields[place] for place in positions(document.source)]


def wanted_parts(runs: list) -> list[int]:
    """For each sign how many labelled parts have begun before it or with it."""
    begun = 0
    parts = []
    for field, text in runs:
        begun += field == "part"
        parts += [begun] * len(signs(text))
    return parts


def found_parts(document: ReadDocument) -> list[int]:
    starts = sorted(min(span.start for span in part.spans) for part in labelled(document))
    return [sum(start <= place for start in starts) for place in positions(document.source)]


def labelled(document: ReadDocument) -> list[ReadPart]:
    """The parts that have a label or begin an annex; paragraphs and tables follow them."""
    return [part for part in document.parts if part.label or part.kind == "annex"]


def plain_label(label: str) -> str:
    """A label without the sign behind it, which some print and some do not: «a)», «I-»."""
    return signs(label).rstrip(".):-–") or "-"


def wanted_outline(nodes: list, depth: int = 1) -> Iterator[tuple[int, str, str]]:
    for label, first_words, within in nodes:
        yield depth, label, signs(first_words)
        yield from wanted_outline(within, depth + 1)


def found_outline(document: ReadDocument) -> list[tuple[int, str, str]]:
    """Depth, label and text of each part; the depth counts the labelled parts it stands in."""
    outline = []
    above: list[int] = []
    for part in labelled(document):
        while above and above[-1] >= part.level:
            above.pop()
        above.append(part.level)
        outline.append((len(above), part.label, signs(part.title + part.text)))
    return outline


def misplaced(name: str, document: ReadDocument) -> list[str]:
    """The pieces of text that are in a wrong field, to be read by people."""
    pieces: list[tuple[str, str]] = []
    wanted = wanted_fields(expected(name)["runs"])
    text = signs(document.source)
    for sign, right, found in zip(text, wanted, found_fields(document), strict=True):
        if found in right:
            continue
        what = f"{'|'.join(sorted(right))} -> {found}"
        if pieces and pieces[-1][0] == what:
            pieces[-1] = (what, pieces[-1][1] + sign)
        else:
            pieces.append((what, sign))
    return [f"{what}: {piece}" for what, piece in pieces]


def value_of(found: object) -> object:
    """A value as it is compared: in one line, lists without the sign after each item."""
    if found is None:
        return ""
    if isinstance(found, Found):
        return value_of(found.value)
    if isinstance(found, tuple | list):
        return [value_of(one) for one in found]
    return re.sub(r"[\s,;:.]+$", "", " ".join(str(found).split()))


def wrong_fields(name: str, document: ReadDocument) -> list[str]:
    """What should have been read and what was, for each field that differs."""
    wrong = []
    for field, value in expected(name)["fields"].items():
        if field == "stamps":
            found = [{key: getattr(one, key) for key in STAMP} for one in document.stamps]
        else:
            found = value_of(getattr(document, field))
            value = value_of(value)
        if found != value:
            wrong.append(f"{field}: {value!r} -> {found!r}")
    return wrong


def wrong_parts(name: str, document: ReadDocument) -> list[str]:
    """Parts that are missing, that should not be there, or that stand elsewhere."""
    found = [(depth, plain_label(label), text) for depth, label, text in found_outline(document)]
    wrong = []
    for depth, label, words in wanted_outline(expected(name)["outline"]):
        labels = {plain_label(label)} if label != ANY_LABEL else {one[1] for one in found}
        same = (
            one
            for one in found
            if one[0] == depth and one[1] in labels and one[2].startswith(words)
        )
        if match := next(same, None):
            found.remove(match)
        else:
            wrong.append(f"missing {depth} {label} {words}")
    return wrong + [f"unexpected {depth} {label} {text[:30]}" for depth, label, text in found]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_expected_result_names_every_sign(name):
    runs = expected(name)["runs"]

    assert "".join(signs(text) for _field, text in runs) == signs(text_of(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sign_is_in_one_field(name):
    document = reading(name)

    assert signs(document.source) == signs(text_of(name))
    assert {"lost", "twice"}.isdisjoint(found_fields(document))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nearly_every_sign_is_in_the_right_field(name):
    document = reading(name)
    runs = expected(name)["runs"]
    fields = list(zip(wanted_fields(runs), found_fields(document), strict=True))
    parts = list(zip(wanted_parts(runs), found_parts(document), strict=True))

    share = sum(found in right for right, found in fields) / len(fields)
    share_of_parts = sum(
        found in right and one == other
        for (right, found), (one, other) in zip(fields, parts, strict=True)
    ) / len(fields)
    print(f"{name}: {share:.1%} in the right field, {share_of_parts:.1%} in the right part too")
    assert share >= RIGHT_SHARE, misplaced(name, document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_fields_are_read_as_printed(name):
    assert wrong_fields(name, reading(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_outline_is_that_of_the_paper(name):
    assert wrong_parts(name, reading(name)) == []

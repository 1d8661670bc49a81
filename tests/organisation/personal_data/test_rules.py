"""Days and months, and taking names out of lines: the pure rules."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.personal_data.redaction import Line, Naming, Redaction
from intranet.organisation.personal_data.working_days import (
    months_after,
    months_before,
    working_days_after,
)

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
NEW = "Người đã rời cơ quan · 7"
PERSON, ACCOUNT = (3, "7"), (4, "9")


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-23", "2026-11-25"),
        ("2026-11-26", "2026-11-30"),
        ("2026-11-27", "2026-12-01"),
        ("2026-11-28", "2026-12-01"),
    ],
)
def test_two_working_days(asked, due):
    day = datetime.date.fromisoformat(asked)
    assert working_days_after(day) == datetime.date.fromisoformat(due)


@given(DAYS, st.integers(1, 30))
def test_an_answer_is_due_on_a_working_day_with_so_many_before_it(day, number):
    due = working_days_after(day, number)

    between = (day + datetime.timedelta(days=step) for step in range(1, (due - day).days + 1))
    assert due.weekday() < 5
    assert sum(one.weekday() < 5 for one in between) == number


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 24, "2024-12-31"),
    ],
)
def test_months_before(day, months, expected):
    assert months_before(datetime.date.fromisoformat(day), months).isoformat() == expected


@given(DAYS, st.integers(1, 120))
def test_the_day_shown_is_the_first_one_on_which_a_name_goes(left_on, months):
    shown = months_after(left_on, months)

    assert left_on <= months_before(shown, months)
    assert left_on > months_before(shown - datetime.timedelta(days=1), months)


def naming(**fields):
    values = {
        "replacement": NEW,
        "own_names": frozenset({"Nguyễn Văn An", "An"}),
        "unmistakable": frozenset({"an@so.example"}),
        "codes": frozenset({"an", "CB-12"}),
        "targets": frozenset({PERSON, ACCOUNT}),
        "user_id": 9,
        **fields,
    }
    return Naming(**values)


def cleaned(label, data, *, target=(1, "1"), user_id=None, names=None):
    return Redaction([names or naming()]).of_line(Line(target, user_id, label, data))


def test_own_lines_lose_name_address_and_device():
    label, data = cleaned(
        "Nguyễn Văn An",
        {"address": "10.0.0.1", "device": "Chrome", "text": "Anh An"},
        target=PERSON,
    )
    assert label == NEW
    assert data == {"address": "", "device": "", "text": f"Anh {NEW}"}


def test_what_the_account_did_loses_the_traces_and_keeps_the_object():
    label, data = cleaned("Nguyễn Văn An", {"address": "10.0.0.1"}, user_id=9)
    assert (label, data) == ("Nguyễn Văn An", {"address": ""})


def test_other_lines_lose_only_what_nobody_else_bears():
    label, data = cleaned(
        "Kế hoạch an toàn",
        {"to": ["an@so.example", "an", "bình an"], "n": 3, "old": {"code": "CB-12"}},
    )
    assert label == "Kế hoạch an toàn"
    assert data == {"to": [NEW, NEW, "bình an"], "n": 3, "old": {"code": NEW}}


def test_a_name_within_a_longer_word_stays():
    names = naming(unmistakable=frozenset({"Lê An"}))
    assert cleaned("Lê Ang, Lê An", {}, names=names)[0] == f"Lê Ang, {NEW}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.text(), st.dictionaries(st.text(), JSON))
def test_lines_of_others_without_the_words_stay_as_they_are(label, data):
    names = naming(
        own_names=frozenset({"\ue000"}),
        unmistakable=frozenset({"\ue001"}),
        codes=frozenset({"\ue002"}),
    )
    if not any(sign in f"{label}{data}" for sign in "\ue000\ue001\ue002"):
        assert cleaned(label, data, names=names) == (label, data)

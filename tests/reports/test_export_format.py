"""The page about the files says what the files are."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.urls import reverse

from intranet.reports.audit.rows import columns as audit_columns
from intranet.reports.differing import PERSON_COLUMNS, UNIT_COLUMNS
from quiz.presenters.understanding_items import COLUMNS as QUESTION_COLUMNS
from tests.factories import signed_in
from tests.pages.test_walk import ALL

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dinh-dang-xuat.md"
OVERVIEWS = ("report_overview", "report_league", "report_topics", "report_silent", "report_late")


def documented():
    """The columns that the page names, by the name of the file."""
    found = {}
    for section in PAGE.read_text().split("\n## ")[2:]:
        heading, _sign, text = section.partition("\n")
        rows = re.findall(r"^\| (.+?) \| (?:chữ|số|thập phân|thời điểm) \|", text, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", heading):
            found[name] = [row.removesuffix(" †") for row in rows]
    return found


def heading(response):
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("name", ["report", "report_unit", *OVERVIEWS])
def test_the_columns_are_those_of_the_page(body, name):
    args = {
        "report": [body.duty.kind, body.duty.key],
        "report_unit": [body.duty.kind, body.duty.key, body.first.pk],
    }
    client = signed_in(body.users["Office"])
    response = client.get(reverse(f"{name}_csv", args=args.get(name, [])))
    assert heading(response) == documented()[name]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("audit", audit_columns),
        ("differing_people", lambda: PERSON_COLUMNS),
        ("differing_units", lambda: UNIT_COLUMNS),
        ("quiz_understanding", lambda: QUESTION_COLUMNS),
    ],
)
def test_other_columns_are_those_of_the_page(name, columns):
    assert [str(column.label) for column in columns()] == documented()[name]


def test_every_file_stands_on_the_page():
    names = {
        entry.name.rsplit("_", 1)[0] for _text, entry in ALL if hasattr(entry.callback, "table")
    }
    assert names <= set(documented())

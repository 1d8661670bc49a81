"""The page about the files says what the files are."""

import csv
import datetime
import io
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from intranet.organisation.freezing import freeze
from intranet.organisation.models import Audience
from intranet.reports.audit.rows import columns as audit_columns
from intranet.reports.differing import PERSON_COLUMNS, UNIT_COLUMNS
from intranet.reports.sheets import cell_text
from quiz.presenters.understanding_items import COLUMNS as QUESTION_COLUMNS
from tests.factories import signed_in
from tests.pages.test_walk import ALL
from tests.reports.test_exports import csv_rows

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
    labels = [str(column.label) for column in columns()]
    assert documented()[name][: len(labels)] == labels


def test_every_file_stands_on_the_page():
    names = {
        entry.name.rsplit("_", 1)[0] for _text, entry in ALL if hasattr(entry.callback, "table")
    }
    assert names <= set(documented())


class TestRepeated:
    """What a CSV file says in every line, since it has no head."""

    def table(self, client, address):
        head, *rows = csv_rows(client.get(address))
        return [dict(zip(head, row, strict=True)) for row in rows]

    def test_names_carry_the_duty_its_end_and_whether_it_is_frozen(self, client, body, provider):
        end = timezone.now() - datetime.timedelta(hours=1)
        closed = provider.add(Audience.objects.everybody(), title="Việc cũ", closes_at=end)
        client.force_login(body.users["Office"])
        arguments = [closed.kind, closed.key, body.first.pk]
        address = reverse("report_unit_csv", args=arguments) + "?trang-thai=chua-lam"
        line = self.table(client, address)[0]
        assert line["Nhiệm vụ"] == "Việc cũ"
        assert line["Hạn"] == line[gettext("Roll at")] == cell_text(end)
        assert line["Hiện"] == "Chưa làm"
        assert line["Chốt lúc"] == ""
        record = freeze(closed, timezone.now())
        line = self.table(client, address)[0]
        assert line["Chốt lúc"] == cell_text(record.frozen_at)
        whole = reverse("report_csv", args=arguments[:2])
        assert self.table(client, whole)[0]["Chốt lúc"] == cell_text(record.frozen_at)

    @pytest.mark.parametrize("name", ["overview", "league", "silent", "late"])
    def test_files_over_several_duties_carry_period_and_reach(self, client, body, provider, name):
        provider.add(Audience.objects.everybody(), due_at=timezone.now() - datetime.timedelta(1))
        client.force_login(body.users["head"])
        for line in self.table(client, reverse(f"report_{name}_csv")):
            assert line["Kỳ"].startswith("Quý")
            assert "nhiệm vụ" in line["Các nhiệm vụ được tính"]
            assert "danh sách nhân sự" in line["Cách tính"]
            assert line["Trong đơn vị"] == "Phòng Một"

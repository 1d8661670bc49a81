"""The ranking as a file: every unit in its class, and at the end everybody in reach."""

import csv

from django.urls import reverse

from tests.reports.overview.test_figures import only


def rows_of(client, **query):
    response = client.get(reverse("report_league_csv"), query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def test_the_last_row_is_everybody_in_reach_with_those_of_no_unit_of_the_table(client, house):
    client.force_login(house.users["Office"])
    *units, total = rows_of(client, **only(house.running))
    assert total["Đơn vị"] == "Toàn bộ phạm vi"
    assert (total["Khối"], total["Quy mô"], total["Hạng"]) == ("", "", "")
    assert int(total["Người được giao"]) == sum(int(row["Người được giao"]) for row in units) + 1
    for count in ("Chưa làm", "Đang làm", "Hoàn thành"):
        assert int(total[count]) >= sum(int(row[count]) for row in units)


def test_where_nobody_is_compared_there_is_no_rank(client, house):
    client.force_login(house.users["Office"])
    classes = client.get(reverse("report_league")).context["classes"]
    for found in classes:
        assert found["is_ranked"] == (len(found["rows"]) > 1)
    assert {found["is_ranked"] for found in classes} == {True, False}

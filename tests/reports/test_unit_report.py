"""The report of one unit: what stands below it, how deep one may go, and where names stand."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.organisation.models import Audience, Membership
from intranet.reports.figures import Order
from intranet.reports.report import LINES_ON_A_PAGE
from tests.factories import make_person, make_unit
from tests.reports.conftest import passed
from tests.reports.test_screens import read, rows_of, text_of


def below(client, body, unit, **query):
    return read(client, "report_below", body.duty.kind, body.duty.key, unit.pk, **query)


class TestOneUnit:
    def test_the_lines_below_a_unit_add_up_to_it(self, client, body):
        client.force_login(body.users["head"])
        rows = rows_of(read(client, "report", body.duty.kind, body.duty.key))
        own, part, direct = (
            [int(text) for text in rows[name][:5]]
            for name in ("Phòng Một", "Tổ Một A", "Trực tiếp tại Phòng Một")
        )
        assert own == [a + b for a, b in zip(part, direct, strict=True)]

    def test_what_few_understood_is_not_what_the_lines_leave_over(self, client, body):
        """Without the hidden one of the part, that of the unit itself may not be told either."""
        for person in body.staff["part"]:
            body.provider.done[body.duty.key][person.pk] = passed()
        client.force_login(body.users["Director"])
        rows = rows_of(below(client, body, body.first))
        assert rows["Tổ Một A"][6:] == ["chưa đủ 5 người"] * 2
        assert rows["Trực tiếp tại Phòng Một"][6:] == ["ẩn kèm"] * 2

    def test_one_level_deeper_and_the_way_back(self, client, body):
        client.force_login(body.users["Office"])
        top = read(client, "report", body.duty.kind, body.duty.key)
        address = reverse("report_below", args=[body.duty.kind, body.duty.key, body.first.pk])
        assert [row["url"] for row in top.context["bars"] if row["label"] == "Phòng Một"] == [
            address
        ]
        deeper = below(client, body, body.part)
        titles = [item["title"] for item in deeper.context["breadcrumb"][2:]]
        assert titles == ["Trắc nghiệm thử", "Phòng Một", "Tổ Một A"]

    def test_of_one_unit_at_the_top_there_is_one_way(self, client, body):
        client.force_login(body.users["Office"])
        top = read(client, "report", body.duty.kind, body.duty.key)
        same = below(client, body, body.department)
        for name in ("rows", "bars", "summaries", "breadcrumb"):
            assert same.context[name] == top.context[name]

    def test_the_way_back_of_a_head_ends_at_the_own_unit(self, client, body):
        client.force_login(body.users["head"])
        titles = [item["title"] for item in below(client, body, body.part).context["breadcrumb"]]
        assert titles[2:] == ["Trắc nghiệm thử", "Tổ Một A"]

    def test_the_unit_stands_beside_the_whole_body(self, client, body):
        client.force_login(body.users["head of the other"])
        screen = text_of(read(client, "report", body.duty.kind, body.duty.key))
        assert "Toàn cơ quan: 50,0 %, bằng đơn vị" in screen
        del body.provider.done[body.duty.key][body.staff["second"][0].pk]
        screen = text_of(read(client, "report", body.duty.kind, body.duty.key))
        assert "đơn vị thấp hơn" in screen

    def test_all_levels_on_demand(self, client, body):
        client.force_login(body.users["Office"])
        address = ("report", body.duty.kind, body.duty.key)
        assert "Tổ Một A" not in rows_of(read(client, *address))
        assert "Tổ Một A" in rows_of(read(client, *address, cap="tat-ca"))

    def test_fifty_units_on_a_page_and_all_in_the_file(self, client, body):
        for number in range(LINES_ON_A_PAGE + 10):
            make_person(make_unit(f"Phòng lớn {number:02}", body.department))
        client.force_login(body.users["Office"])
        address = ("report", body.duty.kind, body.duty.key)
        first, second = (rows_of(read(client, *address, trang=page)) for page in (1, 2))
        assert len(set(first) & set(second)) == 1
        assert len(first) == LINES_ON_A_PAGE + 1
        lines = (
            client.get(reverse("report_csv", args=address[1:])).getvalue().decode().split("\r\n")
        )
        assert sum("Phòng lớn" in line for line in lines) == LINES_ON_A_PAGE + 10

    @pytest.mark.parametrize("order", ["", *Order])
    @pytest.mark.parametrize("person", ["head", "Director", "Office"])
    def test_the_file_has_the_lines_of_the_screen_whatever_is_asked(
        self, client, body, person, order
    ):
        client.force_login(body.users[person])
        unit = body.first if person != "head of the other" else body.second
        query = {"sap-xep": order, "cap": "tat-ca"}
        screen = rows_of(below(client, body, unit, **query))
        file = client.get(
            reverse("report_csv", args=[body.duty.kind, body.duty.key]),
            {**query, "don-vi": unit.pk},
        )
        lines = [line.split(";") for line in file.getvalue().decode("utf-8-sig").split("\r\n")[1:]]
        assert [line[0] for line in lines if line[0]] == list(screen)

    @pytest.mark.parametrize("unit", ["abc", "-1", "9" * 40, "٣", "987654"])
    def test_a_file_of_no_unit_is_not_found(self, client, body, unit):
        client.force_login(body.users["Office"])
        address = reverse("report_csv", args=[body.duty.kind, body.duty.key])
        assert client.get(address, {"don-vi": unit}).status_code == 404

    def test_a_file_of_another_unit_is_refused(self, client, body):
        client.force_login(body.users["head"])
        address = reverse("report_csv", args=[body.duty.kind, body.duty.key])
        assert client.get(address, {"don-vi": body.second.pk}).status_code == 403

    def test_a_reader_of_two_units_sees_both_side_by_side(self, client, body):
        head = body.users["head"]
        Membership.objects.create(
            person=head.person, unit=body.second, role="head", is_primary=False,
            valid_from=datetime.date(2020, 1, 1),
        )  # fmt: skip
        client.force_login(head)
        response = read(client, "report", body.duty.kind, body.duty.key)
        titles = [unit["title"] for unit in response.context["summaries"]]
        assert titles == ["Phòng Một", "Phòng Hai"]
        assert "trend" not in response.context

    def test_people_without_a_unit_stand_in_a_row_with_their_names(self, client, body):
        gone = make_unit("Phòng đã giải thể", body.department, valid_to=timezone.localdate())
        make_person(gone, full_name="Trần Thị Bơ Vơ")
        client.force_login(body.users["Office"])
        response = read(client, "report", body.duty.kind, body.duty.key)
        assert sorted(cells[0] for cells in rows_of(response).values()) == ["1", "22", "23"]
        assert response.context["summaries"][0]["title"] == "Toàn cơ quan"
        names = read(client, "report_unit", body.duty.kind, body.duty.key, 0)
        assert [row["name"] for row in names.context["rows"]] == ["Trần Thị Bơ Vơ"]

    @pytest.mark.parametrize("person", ["head", "Office"])
    def test_going_deeper_takes_the_same_few_statements_at_any_size(
        self, client, body, sql, person
    ):
        client.force_login(body.users[person])

        def grow():
            for place in range(5):
                unit = make_unit(f"Tổ {place}", body.first)
                for _ in range(6):
                    body.provider.done[body.duty.key][make_person(unit).pk] = passed()

        sql.flat(lambda: below(client, body, body.first, cap="tat-ca"), grow, maximum=12)


class TestNamesOfOneUnit:
    def names(self, client, body, unit, **query):
        return read(client, "report_unit", body.duty.kind, body.duty.key, unit.pk, **query)

    def test_each_figure_leads_to_exactly_its_people(self, client, body):
        client.force_login(body.users["Office"])
        report = read(client, "report", body.duty.kind, body.duty.key, cap="tat-ca")
        links = 0
        for row in report.context["rows"]:
            for cell in row["cells"]:
                if cell["url"]:
                    links += 1
                    assert len(client.get(cell["url"]).context["rows"]) == int(cell["text"])
        assert links > 8

    def test_names_are_found_without_marks_and_by_the_beginning_of_words(self, client, body):
        make_person(body.part, full_name="Đặng Thị Thu Hằng")
        make_person(body.second, full_name="Đặng Thị Thu Hằng")
        client.force_login(body.users["head"])
        for text in ("Hằng", "thu hang", "dang", "  HẰNG "):
            rows = self.names(client, body, body.first, tim=text).context["rows"]
            assert [row["name"] for row in rows] == ["Đặng Thị Thu Hằng"], text

    @pytest.mark.parametrize("text", ["x" * 5000, "zz' OR 1=1", "Hằng%zz"])
    def test_what_is_no_name_finds_nobody(self, client, body, text):
        client.force_login(body.users["head"])
        screen = text_of(self.names(client, body, body.first, tim=text))
        assert "Không tìm thấy ai" in screen

    @pytest.mark.parametrize("text", ["%", "_", "'", "\\", "(((", "🙂", "   "])
    def test_signs_alone_are_no_search(self, client, body, text):
        client.force_login(body.users["head"])
        response = self.names(client, body, body.first, tim=text)
        assert response.context["total"] == 12
        assert response.context["chosen"].text == ""

    def test_the_search_keeps_the_group_and_counts_what_it_found(self, client, body):
        make_person(body.part, full_name="Đặng Thị Thu Hằng")
        client.force_login(body.users["head"])
        response = self.names(client, body, body.first, tim="hang", **{"trang-thai": "chua-xong"})
        counts = {str(item["label"]): item["count"] for item in response.context["choices"]}
        assert counts == {"Tất cả": 1, "Chưa hoàn thành": 1, "Chưa làm": 1}
        assert 'name="trang-thai" value="chua-xong"' in response.content.decode()

    def test_only_the_unit_itself_on_demand(self, client, body):
        client.force_login(body.users["head"])
        with_all = self.names(client, body, body.first).context["total"]
        assert self.names(client, body, body.first, **{"truc-tiep": "1"}).context["total"] == (
            with_all - 3
        )

    @pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999"])
    def test_a_page_that_there_is_not_is_the_nearest(self, client, body, page):
        client.force_login(body.users["head"])
        assert self.names(client, body, body.first, trang=page).context["rows"]

    def test_the_office_opens_names_in_few_statements(self, client, body, sql):
        client.force_login(body.users["Office"])
        action = lambda: self.names(client, body, body.first, tim="n")  # noqa: E731
        sql.flat(action, lambda: [make_person(body.part) for _ in range(20)], maximum=12)


def test_the_list_of_the_office_counts_all_running_duties_in_few_statements(
    client, body, provider, sql
):
    everybody = Audience.objects.everybody()
    for _ in range(3):
        provider.add(everybody)
    client.force_login(body.users["Office"])
    grow = lambda: [provider.add(everybody) for _ in range(10)]  # noqa: E731
    sql.flat(lambda: read(client, "reports"), grow, maximum=12)

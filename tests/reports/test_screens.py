"""What the screens say, and in how many statements."""

import datetime
import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.organisation.duties import Progress, State
from intranet.organisation.models import Audience, Exemption, ExemptionReason
from tests.factories import make_person, make_unit
from tests.reports.conftest import passed


def read(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def text_of(response):
    """What is read on the screen, without tags."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(bare)).replace("\xa0", " ")


def rows_of(response):
    """Rows of the figures by name: the texts of their cells."""
    return {
        row["name"]: [cell["text"] for cell in row["cells"]] for row in response.context["rows"]
    }


class TestReport:
    def test_a_head_sees_own_units_and_the_whole_body(self, client, body):
        client.force_login(body.users["head"])
        rows = rows_of(read(client, "report", body.duty.kind, body.duty.key))
        own = ["12", "0", "5", "1", "6", "50,0"]
        assert rows["Phòng Một"][:6] == own
        assert rows["Tổ Một A"][:6] == ["3", "0", "2", "1", "0", "0,0"]
        assert rows["Toàn cơ quan"][:6] == ["22", "0", "10", "1", "11", "50,0"]

    def test_passed_and_average_stand_from_five_people_up(self, client, body):
        client.force_login(body.users["Office"])
        rows = rows_of(read(client, "report", body.duty.kind, body.duty.key))
        assert rows["Phòng Một"][6:] == ["5", "67,5"]
        assert rows["Phòng Hai"][6:] == ["5", "80,0"]

    def test_a_unit_below_five_is_hidden_and_a_second_one_with_it(self, client, body):
        first = body.staff["second"][0]
        del body.provider.done[body.duty.key][first.pk]
        client.force_login(body.users["Director"])
        response = read(client, "report", body.duty.kind, body.duty.key)
        rows = rows_of(response)
        assert rows["Phòng Hai"][6:] == ["chưa đủ 5 người"] * 2
        assert rows["Phòng Một"][6:] == ["ẩn kèm"] * 2
        assert rows["Sở Thử nghiệm"][6:] == ["9", "72,5"]
        assert "ẩn kèm" in text_of(response)

    def test_who_sees_the_names_sees_how_many_passed_and_no_more(self, client, body):
        del body.provider.done[body.duty.key][body.staff["second"][0].pk]
        duty = [body.duty.kind, body.duty.key]
        for user in ("head", "Office"):
            client.force_login(body.users[user])
            response = read(client, "report", *duty)
            assert rows_of(response)["Phòng Một"][6:] == ["5", "ẩn kèm"]
            *_before, passed_cell, average = next(
                row["cells"] for row in response.context["rows"] if row["name"] == "Phòng Một"
            )
            assert "trang-thai=dat" in passed_cell["url"]
            assert not average["url"]
            sheet = client.get(reverse("report_csv", args=duty)).getvalue().decode("utf-8-sig")
            line = next(line for line in sheet.splitlines() if line.startswith("Phòng Một"))
            assert line.split(";")[8:10] == ["5", "ẩn kèm"]
        assert rows_of(response)["Phòng Hai"][6:] == ["4", "chưa đủ 5 người"]

    def test_the_whole_body_tells_a_head_no_more_than_the_office(self, client, body):
        for person in [*body.staff["second"][:5], *body.staff["first"][:2]]:
            del body.provider.done[body.duty.key][person.pk]
        client.force_login(body.users["head"])
        rows = rows_of(read(client, "report", body.duty.kind, body.duty.key))
        assert rows["Phòng Một"][6:] == ["4", "chưa đủ 5 người"]
        assert rows["Toàn cơ quan"][6:] == ["chưa đủ 5 người"] * 2

    def test_the_roll_is_named_with_its_moment(self, client, body):
        client.force_login(body.users["head"])
        screen = text_of(read(client, "report", body.duty.kind, body.duty.key))
        assert re.search(r"danh sách nhân sự ngày \d\d/\d\d/\d{4} lúc \d\d:\d\d", screen)
        assert "50,0 % 6 trên 12 người được giao đã hoàn thành" in screen
        assert "chưa chốt" in screen

    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            ("", ["Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"]),
            ("don-vi", ["Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"]),
            ("ten", ["Sở Thử nghiệm", "Phòng Hai", "Phòng Một", "Tổ Một A"]),
            ("ty-le", ["Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"]),
            ("chua-lam", ["Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"]),
            ("vo-nghia", ["Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"]),
        ],
    )
    def test_units_are_ordered_among_their_siblings(self, client, body, order, expected):
        client.force_login(body.users["Office"])
        query = {"sap-xep": order, "cap": "tat-ca"}
        response = read(client, "report", body.duty.kind, body.duty.key, **query)
        assert list(rows_of(response)) == expected
        top, *below = expected
        assert [row["title"] for row in response.context["summaries"]] == [top]
        assert [row["label"] for row in response.context["bars"]] == below

    def test_one_report_takes_the_same_few_statements_at_any_size(self, client, body, sql):
        client.force_login(body.users["head"])

        def grow():
            for place in range(5):
                unit = make_unit(f"Tổ {place}", body.first)
                for _ in range(6):
                    person = make_person(unit)
                    body.provider.done[body.duty.key][person.pk] = passed()

        sql.flat(lambda: read(client, "report", body.duty.kind, body.duty.key), grow, maximum=12)


class TestNames:
    def test_who_has_not_begun_comes_first(self, client, body):
        client.force_login(body.users["head"])
        response = read(client, "report_unit", body.duty.kind, body.duty.key, body.first.pk)
        states = [row["state"] for row in response.context["rows"]]
        assert states == ["Chưa làm"] * 5 + ["Đang làm"] + ["Hoàn thành, chưa đạt"] + ["Đạt"] * 5

    def test_the_list_is_narrowed_down_by_link(self, client, body):
        client.force_login(body.users["head"])
        address = ("report_unit", body.duty.kind, body.duty.key, body.first.pk)
        for group, size in (("chua-lam", 5), ("dang-lam", 1), ("dat", 5), ("vo-nghia", 12)):
            response = read(client, *address, **{"trang-thai": group})
            assert len(response.context["rows"]) == size

    def test_excused_people_are_named_with_the_reason_and_stand_last(self, client, body):
        Exemption.objects.create(
            duty_kind=body.duty.kind,
            duty_key=body.duty.key,
            person=body.staff["first"][1],
            reason=ExemptionReason.LEAVE,
        )
        client.force_login(body.users["head"])
        response = read(client, "report_unit", body.duty.kind, body.duty.key, body.first.pk)
        last = response.context["rows"][-1]
        assert last["state"] == "Được miễn (đã tham gia): đang nghỉ phép, nghỉ chế độ"
        assert last["time"] == ""
        assert response.context["choices"][-1]["count"] == 1
        del body.provider.done[body.duty.key][body.staff["first"][1].pk]
        response = read(client, "report_unit", body.duty.kind, body.duty.key, body.first.pk)
        assert response.context["rows"][-1]["state"].startswith("Được miễn: ")

    def test_no_score_of_a_person_is_on_the_screen(self, client, body):
        client.force_login(body.users["Office"])
        screen = text_of(
            read(client, "report_unit", body.duty.kind, body.duty.key, body.department.pk)
        )
        assert not re.search(
            r"(?<![:/])\b(40|7[1-5]|80)(,0)?\b(?! *[:/])", screen.split("Ai đã tham gia")[1]
        )

    def test_long_lists_have_pages_and_keep_the_filter(self, client, body):
        for _ in range(120):
            make_person(body.part)
        client.force_login(body.users["head"])
        response = read(
            client, "report_unit", body.duty.kind, body.duty.key, body.first.pk,
            **{"trang-thai": "chua-lam"},
        )  # fmt: skip
        assert len(response.context["rows"]) == 100
        assert "?trang-thai=chua-lam&amp;trang=2" in response.content.decode()

    def test_the_names_take_the_same_few_statements_at_any_size(self, client, body, sql):
        client.force_login(body.users["head"])
        address = ("report_unit", body.duty.kind, body.duty.key, body.first.pk)

        def grow():
            for _ in range(20):
                make_person(body.part)

        sql.flat(lambda: read(client, *address), grow, maximum=12)


class TestList:
    def test_a_head_sees_own_unit_first_and_the_body_for_comparison(self, client, body):
        client.force_login(body.users["head"])
        screen = text_of(read(client, "reports"))
        assert screen.index("Phòng Một") < screen.index("Toàn cơ quan: 50,0 %, bằng đơn vị")
        assert "Phòng Hai" not in screen

    def test_running_duties_stand_first_and_closed_ones_apart(self, client, body, provider):
        yesterday = timezone.now() - datetime.timedelta(days=1)
        provider.add(Audience.objects.everybody(), title="Đã đóng", closes_at=yesterday)
        provider.add(Audience.objects.everybody(), title="Mới mở", opens_at=yesterday)
        client.force_login(body.users["Director"])

        def titles(**query):
            return [card["title"] for card in read(client, "reports", **query).context["cards"]]

        assert titles() == ["Mới mở", "Trắc nghiệm thử"]
        assert titles(xem="da-dong") == ["Đã đóng"]
        assert titles(xem="vo-nghia") == titles()

    def test_more_duties_and_people_take_no_more_statements(self, client, body, provider, sql):
        everybody = Audience.objects.everybody()
        for _ in range(4):
            provider.add(everybody)
        client.force_login(body.users["head"])

        def grow():
            for _ in range(10):
                provider.add(everybody)
                make_person(make_unit("Tổ", body.first))

        sql.flat(lambda: read(client, "reports"), grow)

    def test_without_duties_the_screen_says_so(self, client, body, provider):
        provider.known.clear()
        client.force_login(body.users["Office"])
        assert "Chưa có gì để báo cáo" in text_of(read(client, "reports"))


class TestMyTasks:
    def test_tasks_stand_by_what_they_ask_now(self, client, body, provider):
        now = timezone.now()
        day = datetime.timedelta(days=1)
        everybody = Audience.objects.everybody()
        me = body.users["civil servant"]
        mine = {me.person.pk: Progress(State.PASSED, 87.5, now)}
        provider.add(everybody, title="Việc quá hạn", due_at=now - day)
        provider.add(everybody, title="Việc đã đạt", has_pass_mark=True, progress=mine)
        provider.add(everybody, title="Việc đã đóng", closes_at=now - day)
        client.force_login(me)
        response = read(client, "my_tasks")
        tasks = response.context["tasks"]
        assert [item["title"] for item in tasks.to_do] == ["Việc quá hạn", "Trắc nghiệm thử"]
        assert [item["title"] for item in tasks.done] == ["Việc đã đạt"]
        assert [item["title"] for item in tasks.missed] == ["Việc đã đóng"]
        screen = text_of(response)
        assert "Quá hạn" in screen
        assert "kết quả 87,5 %" in screen

    def test_whoever_is_excused_has_nothing_to_do(self, client, body):
        me = body.users["civil servant"]
        Exemption.objects.create(
            duty_kind=body.duty.kind,
            duty_key=body.duty.key,
            person=me.person,
            reason=ExemptionReason.ORGANISER,
        )
        client.force_login(me)
        tasks = read(client, "my_tasks").context["tasks"]
        assert tasks.to_do == []
        assert [item["state_label"] for item in tasks.done] == ["Được miễn"]

    def test_an_account_without_a_person_has_no_tasks(self, client, body):
        client.force_login(body.users["editor"])
        assert "Anh/chị không còn việc nào phải làm" in text_of(read(client, "my_tasks"))

    def test_more_duties_take_no_more_statements(self, client, body, provider, sql):
        client.force_login(body.users["civil servant"])
        everybody = Audience.objects.everybody()
        sql.flat(
            lambda: read(client, "my_tasks"),
            lambda: [provider.add(everybody) for _ in range(20)],
        )

"""«Nhật ký»: who did what when, in Vietnamese; read by few, changed by nobody."""

import csv
import datetime
import io

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry, PageLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, ROLES, sync_roles
from intranet.reports.audit.forms import LogFilterForm, action_choices
from intranet.reports.audit.lines import Place, Wanted, all_lines, page_of_lines, place_of
from intranet.reports.audit.sentences import SENTENCES, label_of, sentence_of
from tests.factories import make_person, make_unit, make_user
from tests.factories_pages import make_news, make_site
from tests.pages.test_walk import patterns

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture
def roles():
    sync_roles()


@pytest.fixture
def officer(client, roles):
    """A signed-in IT officer."""
    user = make_user()
    user.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(user)
    client.user = user
    ModelLogEntry.objects.all().delete()
    return client


def write(count=1, *, user=None, at=NOON, action="wagtail.edit", **data):
    """Lines about a unit, a second apart, the last one the newest."""
    unit = make_unit("Phòng Ghi chép")
    for number in range(count):
        moment = at + datetime.timedelta(seconds=number)
        log(unit, action, user=user, timestamp=moment, title=f"Đơn vị {number}", data=data)
    return unit


def shown(client, **query):
    response = client.get(reverse("audit_log"), query)
    assert response.status_code == 200
    return response.context["rows"]


class TestRights:
    """The IT officer and the Office read it."""

    @pytest.mark.parametrize(
        ("group", "expected"),
        [
            (IT_OFFICERS, {200}),
            (OFFICE, {200}),
            (EDITORS, {302}),
            (LEADERSHIP, {403}),
            (None, {403}),
        ],
    )
    @pytest.mark.parametrize("name", ["audit_log", "audit_csv", "audit_xlsx"])
    def test_who_may_read(self, client, roles, group, expected, name):
        user = make_user()
        if group:
            user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        assert {client.get(reverse(name)).status_code} == expected

    def test_strangers_are_led_to_the_door(self, client):
        make_site()
        assert client.get(reverse("audit_log")).url.startswith("/dang-nhap/")

    def test_the_menu_shows_it_to_who_may(self, client, roles):
        for group, is_there in ((OFFICE, True), (EDITORS, False)):
            user = make_user()
            user.groups.add(Group.objects.get(name=group))
            client.force_login(user)
            page = client.get(reverse("wagtailadmin_home")).content.decode()
            assert (reverse("audit_log") in page) == is_there

    def test_no_role_may_change_it(self):
        for role in ROLES:
            changing = [
                name
                for name in role.permissions
                if name.endswith("logentry") and not name.startswith("wagtailcore.view_")
            ]
            assert changing == []

    def test_no_screen_changes_it_whatever_the_permissions(self, client):
        user = make_user(is_superuser=True)
        user.user_permissions.set(Permission.objects.all())
        client.force_login(user)
        write(user=user)
        before = list(ModelLogEntry.objects.values())
        for name in ("audit_log", "audit_csv", "audit_xlsx"):
            for method in (client.post, client.put, client.patch, client.delete):
                assert method(reverse(name), {"id": before[0]["id"]}).status_code == 405
        kept = ModelLogEntry.objects.filter(pk__in=[row["id"] for row in before])
        assert list(kept.values()) == before
        addresses = [text for text, _entry in patterns(get_resolver())]
        assert [text for text in addresses if "logentr" in text.lower()] == []


class TestReading:
    """One line says who, when, what, on what and why."""

    def test_a_line(self, officer):
        person = make_person(make_unit(), user=True, full_name="Nguyễn Thị Hoa")
        write(user=person.user, reason="Theo Quyết định 12")
        (row,) = shown(officer)
        assert row.who == f"Nguyễn Thị Hoa ({person.user.username})"
        assert (row.what, row.target, row.reason) == ("Đã sửa", "Đơn vị 0", "Theo Quyết định 12")
        page = officer.get(reverse("audit_log")).content.decode()
        assert "19:00:00 02/03/2026" in page

    def test_pages_and_other_things_stand_in_one_order(self, officer):
        page = make_news(make_site().news, "Tin mới")
        ModelLogEntry.objects.all().delete()
        PageLogEntry.objects.all().delete()
        write(1, at=NOON)
        log(page, "wagtail.publish", timestamp=NOON + datetime.timedelta(hours=1))
        write(1, at=NOON + datetime.timedelta(hours=2))
        rows = shown(officer)
        assert [row.target for row in rows] == ["Đơn vị 0", "Tin mới", "Đơn vị 0"]
        assert rows[1].url == reverse("wagtailadmin_pages:history", args=[page.pk])

    def test_who_is_gone_and_who_is_nobody(self, officer):
        user = make_user()
        number = user.pk
        write(user=user)
        type(user).objects.filter(pk=number).delete()
        write(at=NOON - datetime.timedelta(days=1))
        assert [row.who for row in shown(officer)] == [
            f"Tài khoản đã xóa (số {number})",
            "Hệ thống",
        ]

    def test_what_people_wrote_is_text(self, officer):
        write(reason="<script>alert(1)</script>")
        page = officer.get(reverse("audit_log")).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;" in page

    def test_every_action_has_a_name_in_vietnamese(self):
        registered = {action for action, _label in registry.get_choices()}
        wagtails = {action for action in registered if action.startswith("wagtail.")}
        assert wagtails - SENTENCES.keys() == set()
        assert [action for action in registered if not _is_vietnamese(label_of(action))] == []

    def test_every_area_of_actions_has_a_name_in_vietnamese(self):
        areas = [str(name) for name, _actions in action_choices()[1:]]
        assert [name for name in areas if name.endswith(".")] == []

    @pytest.mark.parametrize(
        ("action", "data", "expected"),
        [
            ("wagtail.rename", {"title": {"old": "Cũ", "new": "Mới"}}, "từ «Cũ» thành «Mới»"),
            ("wagtail.rename", {}, "Đã đổi tên"),
            ("wagtail.rename", {"title": "x"}, "Đã đổi tên"),
            (
                "wagtail.publish.schedule",
                {"revision": {"go_live_at": "2026-03-02T01:00:00Z"}},
                "08:00 02/03/2026",
            ),
            ("wagtail.workflow.reject", {"workflow": {"task": {"title": "Duyệt"}}}, "«Duyệt»"),
            ("wagtail.comments.create", {"comment": {"text": "Sai 100%"}}, "«Sai 100%»"),
            ("reports.export", {}, "Xuất"),
        ],
    )
    def test_sentences(self, action, data, expected):
        assert expected in sentence_of(ModelLogEntry(action=action, data=data))


def _is_vietnamese(text):
    return not text.isascii()


class TestFilters:
    """By person, action, kind, days and words."""

    @pytest.fixture
    def lines(self, officer):
        self.hoa = make_person(make_unit(), user=True, full_name="Nguyễn Thị Hoa").user
        self.duc = make_person(make_unit(), user=True, full_name="Võ Văn Đức").user
        write(2, user=self.hoa, reason="Sáp nhập")
        log(
            self.duc,
            "wagtail.create",
            user=self.duc,
            timestamp=NOON + datetime.timedelta(days=3),
            title="Tài khoản mới",
        )
        return officer

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({}, 3),
            ({"nguoi": "hoa"}, 2),
            ({"nguoi": "VO duc"}, 1),
            ({"nguoi": "không ai"}, 0),
            ({"hanh_dong": "wagtail.create"}, 1),
            ({"hanh_dong": "wagtail."}, 3),
            ({"hanh_dong": "accounts."}, 0),
            ({"tu": "03/03/2026"}, 1),
            ({"den": "02/03/2026"}, 2),
            ({"tu": "02/03/2026", "den": "02/03/2026"}, 2),
            ({"chu": "Sáp nhập"}, 2),
            ({"chu": "tài khoản"}, 1),
            ({"chu": "không có"}, 0),
        ],
    )
    def test_what_is_left(self, lines, query, count):
        assert len(shown(lines, **query)) == count

    def test_kinds(self, lines):
        from django.contrib.contenttypes.models import ContentType

        kind = ContentType.objects.get_by_natural_key("accounts", "user")
        assert len(shown(lines, loai=kind.pk)) == 1

    def test_only_kinds_that_have_lines_are_offered(self, lines):
        offered = set(LogFilterForm().fields["loai"].queryset)
        logged = {
            line.content_type
            for model in (PageLogEntry, ModelLogEntry)
            for line in model.objects.all()
        }
        assert offered == logged

    @pytest.mark.parametrize(
        "query",
        [
            {"hanh_dong": "khong.co"},
            {"loai": "999999"},
            {"loai": "x"},
            {"tu": "31/02/2026"},
            {"den": "x"},
            {"sau": "x"},
            {"sau": "2026-01-01T00:00:00_0_1"},
            {"sau": "2026-01-01T00:00:00Z_7_1"},
        ],
    )
    def test_nonsense_narrows_nothing_and_breaks_nothing(self, lines, query):
        assert len(shown(lines, **query)) == 3

    def test_an_end_before_the_beginning_is_said(self, lines):
        page = lines.get(reverse("audit_log"), {"tu": "03/03/2026", "den": "01/03/2026"})
        assert "không được trước ngày bắt đầu" in page.content.decode()

    def test_the_way_to_older_lines_keeps_the_filters(self, lines):
        write(60, user=self.hoa)
        response = lines.get(reverse("audit_log"), {"nguoi": "hoa"})
        assert len(response.context["rows"]) == 50
        older = lines.get(reverse("audit_log") + response.context["older_url"])
        assert len(older.context["rows"]) == 12
        assert not older.context["older_url"]


class TestPlaces:
    """A page starts behind the last line of the page before it."""

    def test_every_line_once_also_where_moments_are_equal(self, roles):
        page = make_news(make_site().news)
        ModelLogEntry.objects.all().delete()
        PageLogEntry.objects.all().delete()
        unit = make_unit()
        for _ in range(7):
            log(page, "wagtail.edit", timestamp=NOON)
            log(unit, "wagtail.edit", timestamp=NOON)
        everything = [place_of(entry) for entry in all_lines(Wanted())]
        assert len(everything) == 14

        seen, place = [], None
        while True:
            entries, place = page_of_lines(Wanted(), place, 3)
            seen += [place_of(entry) for entry in entries]
            if place is None:
                break
            place = Place.parse(str(place))
        assert seen == everything

    def test_cost(self, officer, sql):
        def grow():
            for _ in range(5):
                write(10, user=make_person(make_unit(), user=True).user)

        grow()
        sql.flat(lambda: officer.get(reverse("audit_log")), grow, maximum=12)

    @pytest.mark.parametrize("model", [PageLogEntry, ModelLogEntry])
    def test_a_long_log_is_read_by_its_index_on_time(self, model):
        if connection.vendor == "postgresql":  # it reads a short table whole
            connection.cursor().execute("SET LOCAL enable_seqscan = off")
        plan = model.objects.order_by("-timestamp", "-pk")[:51].explain()
        assert {"sqlite": "USING INDEX", "postgresql": "Index Scan"}[connection.vendor] in plan
        assert "timestamp" in plan


class TestFiles:
    """The whole log, as the filters leave it."""

    def read_csv(self, response):
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def test_csv(self, officer):
        write(3, user=officer.user, reason="=1+1")
        response = officer.get(reverse("audit_csv"), {"hanh_dong": "wagtail.edit"})
        head, *rows = self.read_csv(response)
        assert head[:3] == ["Thời điểm", "Ai", "Việc"]
        assert len(rows) == 3
        assert rows[0][0] == "19:00 02/03/2026"
        assert rows[0][5] == "'=1+1"
        assert "no-store" in response["Cache-Control"]

    def test_csv_is_written_while_it_is_read(self, officer):
        write(3)
        response = officer.get(reverse("audit_csv"))
        assert response.streaming

    def test_xlsx(self, officer):
        write(3, user=officer.user, reason="=1+1")
        response = officer.get(reverse("audit_xlsx"), {"hanh_dong": "wagtail.edit"})
        workbook = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        title, *_facts, heading, first, _second, _third = workbook.active.values
        assert title[0] == "Nhật ký"
        assert heading[0] == "Thời điểm"
        assert first[0] == datetime.datetime(2026, 3, 2, 19, 0, 2)
        assert first[5] == "'=1+1"

    @pytest.mark.parametrize(("name", "kind"), [("audit_csv", "CSV"), ("audit_xlsx", "XLSX")])
    def test_who_took_it_out_is_in_it(self, officer, name, kind):
        officer.get(reverse(name), {"nguoi": "hoa"})
        line = ModelLogEntry.objects.get(action="audit.export")
        assert (line.user, line.data) == (
            officer.user,
            {"file": kind, "filters": {"nguoi": "hoa"}},
        )
        assert kind in line.message


class TestRefusals:
    """What somebody may not have leaves a line, and not a flood of them."""

    def lines(self):
        return ModelLogEntry.objects.filter(action="access.refused")

    @pytest.fixture
    def staff(self, client, roles):
        user = make_person(make_unit(), user=True).user
        client.force_login(user)
        client.user = user
        return client

    def test_said_openly(self, staff):
        address = reverse("audit_log")
        assert staff.get(address).status_code == 403
        line = self.lines().get()
        assert (line.user, line.data["path"]) == (staff.user, address)
        assert "Bị từ chối truy cập: GET /quan-tri/nhat-ky/" in line.message

    def test_said_as_not_found(self, staff):
        from tests.factories import make_audience

        section = make_site().guidance
        from tests.factories_pages import make_information

        page = make_information(section, audience=make_audience(make_unit()))
        assert staff.get(page.url).status_code == 404
        assert self.lines().get().data["path"] == page.url

    def test_said_by_the_admin(self, client, roles):
        user = make_user()
        user.groups.add(Group.objects.get(name=EDITORS))
        client.force_login(user)
        address = reverse("wagtailusers_users:index")
        assert client.get(address).status_code == 302
        assert self.lines().get().data["path"] == address

    def test_what_never_was_is_no_refusal(self, staff):
        make_site()
        assert staff.get("/khong-co/").status_code == 404
        assert not self.lines().exists()

    def test_strangers_leave_none(self, client):
        make_site()
        client.get(reverse("audit_log"))
        assert not self.lines().exists()

    def test_at_most_one_a_minute_for_a_person_and_an_address(self, staff, client):
        for _ in range(5):
            staff.get(reverse("audit_log"))
        assert self.lines().count() == 1
        staff.get(reverse("audit_csv"))
        assert self.lines().count() == 2
        client.force_login(make_user())
        client.get(reverse("audit_log"))
        assert self.lines().count() == 3
        with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
            client.get(reverse("audit_log"))
        assert self.lines().count() == 4

    def test_they_are_forgotten_after_the_time_set_and_nothing_else_is(self, settings):
        from intranet.reports.audit.refusals import REFUSED_ACTION, forget_old_refusals

        settings.REFUSALS_KEPT_DAYS = 30
        unit, now = make_unit(), timezone.now()
        for days in (29, 31):
            moment = now - datetime.timedelta(days=days)
            log(unit, REFUSED_ACTION, timestamp=moment, data={"method": "GET", "path": "/x"})
            log(unit, "wagtail.edit", timestamp=moment)
        assert forget_old_refusals(now=now) == 1
        assert self.lines().count() == 1
        assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 2

    def test_names_that_no_account_has_are_seen_and_forgotten_with_them(self, officer, settings):
        from intranet.reports.audit.refusals import forget_old_refusals

        stranger = Client(REMOTE_ADDR="203.0.113.9")
        stranger.post("/dang-nhap/", {"username": "la", "password": "sai"})
        (row,) = shown(officer, hanh_dong="accounts.unknown_name")
        assert "không có tài khoản nào mang tên" in row.what
        assert "203.0.113.9" in row.what
        settings.REFUSALS_KEPT_DAYS = 30
        forget_old_refusals(now=timezone.now() + datetime.timedelta(days=31))
        assert not ModelLogEntry.objects.filter(action="accounts.unknown_name").exists()

    def test_a_page_that_is_answered_costs_nothing_more(self, staff, sql):
        make_site()
        with sql.capture() as captured:
            staff.get("/tin-tuc/")
        assert not any("logentry" in statement for statement in captured)

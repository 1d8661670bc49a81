"""Long tables: written by the task worker, shown as they grow, given to who may still see them."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.models import User
from intranet.organisation.models import Membership
from intranet.pages.clock import registered_jobs
from intranet.reports.exporting import services, tasks
from intranet.reports.models import SILENCE, Export, ExportState
from tests.factories import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def long(settings, tmp_path):
    """Any table is a long one; files go where the test looks."""
    settings.EXPORT_ROWS_AT_ONCE = 0
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def no_worker(settings):
    """Nobody works: what is asked for waits."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def names_address(body, suffix="csv", query=""):
    args = [body.duty.kind, body.duty.key, body.first.pk]
    return reverse(f"report_unit_{suffix}", args=args) + query


def asked(body, person="head", address=""):
    """Ask for a file and return its row."""
    client = signed_in(body.users[person])
    response = client.get(address or names_address(body))
    export = Export.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == reverse("export", args=[export.pk])
    return client, export


def download(client, export):
    return client.get(reverse("export_download", args=[export.pk]))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_a_long_list_is_written_by_the_worker_and_offered(body, suffix):
    client, export = asked(body, address=names_address(body, suffix))

    screen = client.get(reverse("export", args=[export.pk]))
    assert export.state == ExportState.READY
    assert "Refresh" not in screen
    assert reverse("export_download", args=[export.pk]) in screen.content.decode()
    response = download(client, export)
    assert response.getvalue()
    assert f".{suffix}" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_the_file_is_that_of_the_short_way(body, settings):
    query = "?trang-thai=chua-lam"
    client, export = asked(body, address=names_address(body, query=query))
    in_background = download(client, export).getvalue()

    settings.EXPORT_ROWS_AT_ONCE = 20_000
    assert client.get(names_address(body, query=query)).getvalue() == in_background


def test_while_it_waits_the_screen_asks_again(body, no_worker):
    client, export = asked(body)
    Export.objects.filter(pk=export.pk).update(state=ExportState.WORKING, done=5, total=10)

    screen = client.get(reverse("export", args=[export.pk]))

    assert screen["Refresh"] == "4"
    assert "<progress aria-label" in screen.content.decode()
    assert "(50" in screen.content.decode()
    assert download(client, export).status_code == 404
    assert client.post(reverse("export_again", args=[export.pk])).status_code == 302
    assert Export.objects.get().done == 5


def test_who_asks_twice_gets_the_one_that_is_under_way(body, no_worker):
    asked(body)
    asked(body)
    assert Export.objects.count() == 1
    asked(body, address=names_address(body, query="?trang-thai=chua-lam"))
    assert Export.objects.count() == 2


def test_two_tasks_at_one_file_write_it_once(body, no_worker):
    _client, export = asked(body)
    assert services.write(export=export)
    assert not services.write(export=export)


def test_the_line_of_the_log_stands_when_it_is_given_out(body):
    client, export = asked(body)
    assert not ModelLogEntry.objects.filter(action="reports.export").exists()
    download(client, export)
    entry = ModelLogEntry.objects.get(action="reports.export")
    assert entry.user == body.users["head"]
    assert entry.object_id == str(body.first.pk)
    assert entry.data["rows"] == export.total
    assert entry.data["facts"] == export.about["facts"]


@pytest.mark.parametrize("person", ["Office", "head of the other", "civil servant", "deputy"])
def test_the_file_of_somebody_else_is_not_there(body, person):
    _client, export = asked(body)
    other = signed_in(body.users[person])
    for name in ("export", "export_download"):
        assert other.get(reverse(name, args=[export.pk])).status_code == 404
    assert other.post(reverse("export_again", args=[export.pk])).status_code == 404
    assert export.title not in other.get(reverse("exports")).content.decode()


def test_whoever_no_longer_leads_the_unit_does_not_get_the_file(body):
    client, export = asked(body)
    Membership.objects.filter(person__user=body.users["head"]).update(valid_to=timezone.localdate())
    assert download(client, export).status_code == 403


def test_a_file_with_all_units_is_not_for_who_now_leads_one(body):
    director = make_person(body.first, role="head", user=body.users["Director"]).user
    address = reverse("report_csv", args=[body.duty.kind, body.duty.key])
    client, export = asked(body, "Director", address)
    assert download(client, export).status_code == 200

    director.user_permissions.clear()

    assert client.get(reverse("report", args=[body.duty.kind, body.duty.key])).status_code == 200
    assert download(client, export).status_code == 403


def test_rights_lost_before_the_worker_comes_make_it_fail(body, no_worker):
    client, export = asked(body, "Office")
    body.users["Office"].user_permissions.clear()

    tasks.write.func(export.pk)

    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    assert not export.file
    assert "có thể đã thay đổi" in client.get(reverse("export", args=[export.pk])).content.decode()


def test_a_file_that_failed_may_be_written_once_more(body, no_worker, monkeypatch):
    client, export = asked(body)
    with monkeypatch.context() as patch:
        patch.setattr(services, "written", full_disk)
        with pytest.raises(OSError):
            services.write(export=export)
    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    assert client.get(reverse("export", args=[export.pk])).context["export"].state == "failed"

    client.post(reverse("export_again", args=[export.pk]))
    tasks.write.func(export.pk)

    assert download(client, export).status_code == 200


def full_disk(*args):
    raise OSError("No space left on device")


def test_a_file_whose_worker_died_says_so_and_may_be_written_once_more(body, no_worker):
    client, export = asked(body)
    silent = timezone.now() - SILENCE - datetime.timedelta(seconds=1)
    Export.objects.update(state=ExportState.WORKING, moved_at=silent)
    screen = client.get(reverse("export", args=[export.pk]))
    assert "Refresh" not in screen

    client.post(reverse("export_again", args=[export.pk]))

    tasks.write.func(export.pk)
    assert download(client, export).status_code == 200


def test_after_a_day_nothing_is_left(body, long):
    client, export = asked(body)
    kept = long / export.file.name
    assert kept.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=23, minutes=59)):
        registered_jobs()["forget_old_exports"](now=timezone.now())
        assert kept.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=24, minutes=1)):
        assert download(client, export).status_code in (302, 404)
        assert registered_jobs()["forget_old_exports"](now=timezone.now()) == 1
    assert not kept.exists()
    assert not Export.objects.exists()


def test_a_file_that_is_gone_is_not_found(body):
    client, export = asked(body)
    export.file.storage.delete(export.file.name)
    assert download(client, export).status_code == 404


def test_the_file_goes_with_the_account(body, long):
    _client, export = asked(body)
    User.objects.get(pk=export.user_id).delete()
    assert not (long / export.file.name).exists()


def test_a_list_too_long_for_paper_leads_back_and_says_so(body, settings):
    settings.EXPORT_ROWS_ON_PAPER = 2
    client = signed_in(body.users["head"])
    screen = names_address(body, "pdf").removesuffix("xuat.pdf")

    response = client.get(names_address(body, "pdf", "?trang-thai=da-lam"), follow=True)

    assert response.redirect_chain == [(f"{screen}?trang-thai=da-lam", 302)]
    assert "là quá nhiều để in" in response.content.decode()


def test_screens_of_files_cost_the_same_whatever_their_number(body, sql, no_worker):
    client, export = asked(body)

    def more():
        for number in range(20):
            Export.objects.create(user=export.user, address="/", title=f"{number}", suffix="csv")

    sql.flat(lambda: client.get(reverse("exports")), more, maximum=12)


def test_my_data_names_the_files(body):
    from intranet.organisation.personal_data.registry import Owner, sections_about

    asked(body)
    sections = sections_about(Owner(body.users["head"], body.users["head"].person))
    (section,) = [section for section in sections if section.key == "exports"]
    assert section.rows[0][1] == "CSV"


def test_the_file_lies_where_nobody_guesses_it(body):
    _client, export = asked(body)
    other = Export(user=export.user, suffix="csv")
    other.file.save("x", ContentFile(b"x"), save=False)
    assert len({export.file.name, other.file.name}) == 2
    assert "NV-" not in export.file.name


def test_every_table_that_is_taken_out_counts_as_an_export(settings):
    from tests.pages.test_walk import ALL

    views = {entry.name for _text, entry in ALL if hasattr(entry.callback, "table")}
    assert {f"GET {name}" for name in views} <= settings.RATE_LIMITS["exports"]["asked"]

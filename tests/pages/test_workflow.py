"""An editor submits, somebody else approves, the clock publishes."""

import datetime
import re

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from intranet.accounts.roles import EDITORS, OFFICE, sync_roles
from intranet.organisation.models import Audience
from intranet.pages.models import NewsPage
from tests.approving import approval_address, approve
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    sync_roles()
    return make_site().news


@pytest.fixture
def person(section):
    unit = make_unit("Văn phòng Sở")

    def in_group(*names: str):
        user = make_person(unit, user=True).user
        user.groups.set(Group.objects.filter(name__in=names))
        return user

    return in_group


def form(**fields):
    """What the page editor posts for a news item."""
    values = {
        "title": "Phát động chiến dịch",
        "slug": "phat-dong-chien-dich",
        "summary": "Một câu.",
        "published_on": "01/03/2026",
        "audience": Audience.objects.everybody().pk,
        "body": streamfield([("text", rich_text("<p>Nội dung.</p>"))]),
        "comments": inline_formset([]),
        **fields,
    }
    return nested_form_data(values)


def write(client, section, **fields):
    """Post a new news item and return it."""
    address = reverse("wagtailadmin_pages:add", args=["pages", "newspage", section.pk])
    response = client.post(address, form(**fields))
    assert response.status_code == 302, response.context["form"].errors
    return NewsPage.objects.get()


def is_live(page):
    page.refresh_from_db()
    return page.live


def test_what_an_editor_submits_waits_for_the_office(client, section, person):
    client.force_login(person(EDITORS))

    page = write(client, section, **{"action-submit": "1"})

    assert not is_live(page)
    assert page.workflow_in_progress
    assert client.get("/tin-tuc/phat-dong-chien-dich/").status_code == 404

    client.force_login(person(OFFICE))
    assert client.post(approval_address(page), {"comment": "Đồng ý."}).status_code in (200, 302)

    assert is_live(page)
    assert client.get("/tin-tuc/phat-dong-chien-dich/").status_code == 200


def test_the_buttons_say_what_they_do(client, section, person):
    client.force_login(person(EDITORS))
    page = write(client, section)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert re.search(r"Gửi duyệt\s*<", client.get(edit).content.decode())

    client.post(edit, form(**{"action-submit": "1"}))
    client.force_login(person(OFFICE))
    assert "Duyệt và xuất bản" in client.get(edit).content.decode()


def test_an_editor_cannot_publish_whatever_is_posted(client, section, person):
    client.force_login(person(EDITORS))
    page = write(client, section, **{"action-publish": "1"})
    assert not is_live(page)

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, form(**{"action-publish": "1"}))
    assert not is_live(page)

    client.post(edit, form(**{"action-submit": "1"}))
    approve(client, page)
    assert not is_live(page)


def test_a_civil_servant_does_not_get_into_the_editor(client, section, person):
    client.force_login(person())
    address = reverse("wagtailadmin_pages:add", args=["pages", "newspage", section.pk])
    assert client.post(address, form()).status_code == 403
    assert not NewsPage.objects.exists()


def test_the_office_sends_back_and_the_editor_submits_again(client, section, person):
    editor, office = person(EDITORS), person(OFFICE)
    client.force_login(editor)
    page = write(client, section, **{"action-submit": "1"})

    client.force_login(office)
    state = page.current_workflow_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk])
    client.post(reject, {"comment": "Bổ sung thời hạn."})
    page.refresh_from_db()
    assert page.workflow_states.get().status == "needs_changes"

    client.force_login(editor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Gửi duyệt lại" in client.get(edit).content.decode()
    client.post(edit, form(**{"action-restart-workflow": "1"}))
    assert NewsPage.objects.get().workflow_in_progress
    assert not is_live(page)


def test_the_clock_publishes_and_withdraws_at_its_time(client, section, person):
    client.force_login(person(EDITORS))
    now = timezone.now()
    later, end = now + datetime.timedelta(hours=2), now + datetime.timedelta(days=2)
    page = write(
        client,
        section,
        go_live_at=local(later),
        expire_at=local(end),
        **{"action-submit": "1"},
    )
    client.force_login(person(OFFICE))
    approve(client, page)

    call_command("run_due")
    assert not is_live(page)

    with time_machine.travel(later + datetime.timedelta(minutes=2)):
        call_command("run_due")
        assert is_live(page)
        call_command("run_due")
        assert is_live(page)

    with time_machine.travel(end + datetime.timedelta(minutes=2)):
        call_command("run_due")
        assert not is_live(page)


def local(moment):
    """A moment as the editor's calendar writes it."""
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


@pytest.mark.parametrize("mode", ["add", "edit"])
def test_the_preview_shows_the_page_in_our_look(client, section, person, mode):
    client.force_login(person(EDITORS))
    if mode == "add":
        address = reverse(
            "wagtailadmin_pages:preview_on_add", args=["pages", "newspage", section.pk]
        )
    else:
        page = write(client, section)
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    assert client.post(address, form(title="Bản xem trước")).json()["is_valid"]
    response = client.get(address)

    assert response.status_code == 200
    assert "Bản xem trước" in response.content.decode()
    assert response.templates[0].name == "pages/news_page.html"

"""An approval publishes the text that was read, and no other that was saved meanwhile."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE
from intranet.pages.publication_changes import request_change
from intranet.pages.publication_changes import text_of as text_seen
from intranet.pages.second_person import Change
from tests.approving import approval_address, approve, as_loaded, posted, space_of, text_of
from tests.factories_pages import make_news, make_policy
from tests.factories_quiz import make_question, make_quiz

pytestmark = pytest.mark.django_db

REFUSED = "second_person.refused"
MAKERS = {
    "page": lambda site: make_news(site.news, live=False),
    "policy": lambda site: make_policy(site.policies, live=False),
    "quiz": lambda site: make_quiz(parent=site.quizzes, live=False),
    "question": lambda site: make_question(is_published=False),
}


@pytest.fixture(params=list(MAKERS))
def draft(request, site, member):
    """A draft of each kind that an editor wrote and submitted."""
    instance = MAKERS[request.param](site)
    author = member(EDITORS)
    write(instance, author, "Bản đã gửi duyệt?")
    stored = again(instance)
    stored.get_workflow().start(stored, author)
    return stored


def again(instance):
    return type(instance).objects.get(pk=instance.pk)


def write(instance, user, text, **options):
    if isinstance(instance, Page):
        instance.title = text
    else:
        instance.stem = text
    return instance.save_revision(user=user, **options)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def in_editor(client, instance, read):
    """Press «Approve» in an editor that was opened when `read` was the text."""
    edit = reverse(f"{space_of(instance)}:edit", args=[instance.pk])
    data = posted(instance.get_latest_revision_as_object()) | as_loaded(read)
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return client.post(edit, data)


WAYS = {
    "button": lambda client, instance, read: approve(client, instance, read=read),
    "editor": in_editor,
}


@pytest.fixture(params=list(WAYS))
def press(request):
    return WAYS[request.param]


def test_another_text_saved_meanwhile_is_not_published(draft, member, press):
    read, writer = text_of(draft), member(OFFICE)
    newer = write(draft, writer, "Bản chen vào?")
    response = press(client_of(member(OFFICE)), draft, read)
    assert not again(draft).live
    told = said(response)
    assert writer.get_full_name() in told
    assert "Bản chen vào?" in told
    assert response.url == reverse(f"{space_of(draft)}:edit", args=[draft.pk])
    assert f"/{read.pk}...{newer.pk}/" in told
    assert text_of(draft).pk == newer.pk


def test_the_new_text_is_approved_after_another_look(draft, member):
    read = text_of(draft)
    write(draft, member(OFFICE), "Bản chen vào?")
    approver = client_of(member(OFFICE))
    approve(approver, draft, read=read)
    approve(approver, draft)
    assert again(draft).live


def test_a_text_saved_over_in_place_is_another_text(draft, member, press):
    """Autosave keeps the revision's number."""
    read = text_of(draft)
    write(draft, read.user, "Tự động lưu đè?", overwrite_revision=text_of(draft))
    response = press(client_of(member(OFFICE)), draft, read)
    assert not again(draft).live
    assert read.user.get_full_name() in said(response)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?loaded_revision_id=abc&loaded_revision_created_at=2026-01-01",
        "?loaded_revision_id=1&loaded_revision_created_at=không",
        "?loaded_revision_id=99999999999999999999&loaded_revision_created_at=2026-01-01T00:00:00Z",
        "?loaded_revision_id=%00&loaded_revision_created_at=2026-01-01T00:00:00",
    ],
)
def test_an_approval_that_names_no_text_publishes_nothing(site, member, query):
    page = make_news(site.news, live=False)
    write(page, member(EDITORS), "Bản nháp")
    page = again(page)
    page.get_workflow().start(page, member(EDITORS))
    address = approval_address(page).split("?")[0] + query
    response = client_of(member(OFFICE)).post(address, {"comment": ""})
    assert response.status_code == 302
    assert not again(page).live


def test_the_first_screen_names_the_submitted_text(draft, member):
    office = client_of(member(OFFICE))
    home = office.get(reverse("wagtailadmin_home")).text
    assert approval_address(draft).replace("&", "&amp;") in home
    assert home.count("Bản đã gửi duyệt?") == 1


def test_the_window_of_a_comment_passes_on_which_text_was_read(draft, member):
    address = approval_address(draft)
    office = client_of(member(OFFICE))
    window = office.get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert address.replace("&", "&amp;") in window.json()["html"]


def test_the_window_leads_to_the_editor_when_refused(draft, member):
    read = text_of(draft)
    write(draft, member(OFFICE), "Bản chen vào?")
    response = client_of(member(OFFICE)).post(
        approval_address(draft, read=read),
        {"comment": "Đồng ý."},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    edit = reverse(f"{space_of(draft)}:edit", args=[draft.pk])
    assert response.json() == {"step": "success", "redirect": edit}


def test_asking_for_changes_needs_no_reading(draft, member):
    read = text_of(draft)
    write(draft, member(OFFICE), "Bản chen vào?")
    approve(client_of(member(OFFICE)), draft, "reject", read)
    assert again(draft).workflow_states.get().status == "needs_changes"


class TestRequests:
    """Withdrawing and deleting take away what the second person saw, and nothing newer."""

    @pytest.fixture(params=["page", "question"])
    def published(self, request, site, member):
        instance = MAKERS[request.param](site)
        write(instance, member(EDITORS), "Bản đang đăng?").publish()
        return again(instance)

    def ask(self, instance, change, user):
        return request_change(instance=instance, change=change, reason="Nhầm.", user=user)

    def confirm(self, client, row, seen):
        where = reverse("publication_change", args=[row.pk])
        return client.post(where, {"decision": "confirmed", "seen": seen})

    @pytest.mark.parametrize("change", [Change.UNPUBLISH, Change.DELETE])
    def test_a_newer_published_text_stays(self, published, member, change):
        row = self.ask(published, change, member(EDITORS))
        office = client_of(member(OFFICE))
        seen = text_seen(row)
        assert escape(seen) in office.get(reverse("publication_change", args=[row.pk])).text
        writer = member(EDITORS)
        write(published, writer, "Bản mới đã duyệt?").publish()
        response = self.confirm(office, row, seen)
        assert again(published).live
        assert writer.get_full_name() in said(response)
        row = type(row).objects.get(pk=row.pk)
        assert row.decision == "open"
        self.confirm(office, row, text_seen(row))
        assert not type(published).objects.filter(pk=published.pk, live=True).exists()

    @pytest.mark.parametrize(
        ("change", "is_done"), [(Change.UNPUBLISH, True), (Change.DELETE, False)]
    )
    def test_a_draft_beside_it_is_lost_by_deleting_only(self, published, member, change, is_done):
        row = self.ask(published, change, member(EDITORS))
        seen = text_seen(row)
        write(published, member(EDITORS), "Bản nháp mới?")
        self.confirm(client_of(member(OFFICE)), row, seen)
        is_live = type(published).objects.filter(pk=published.pk, live=True).exists()
        assert is_live != is_done


class TestRefusalsInTheLog:
    def lines(self, instance):
        entries = PageLogEntry if isinstance(instance, Page) else ModelLogEntry
        return [
            (entry.user, entry.data["change"]) for entry in entries.objects.filter(action=REFUSED)
        ]

    def test_who_publishes_alone(self, draft, member):
        office = member(OFFICE)
        edit = reverse(f"{space_of(draft)}:edit", args=[draft.pk])
        client_of(office).post(edit, {**posted(draft), "action-publish": "1"})
        assert self.lines(draft) == [(office, "publish")]

    def test_who_approves_another_text(self, draft, member):
        read, office = text_of(draft), member(OFFICE)
        write(draft, member(OFFICE), "Bản chen vào?")
        approve(client_of(office), draft, read=read)
        assert self.lines(draft) == [(office, "publish")]

    def test_opening_the_form_is_no_attempt(self, site, member):
        page = make_news(site.news)
        delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
        office = member(OFFICE)
        client_of(office).get(delete)
        assert self.lines(page) == []
        client_of(office).post(delete)
        assert self.lines(page) == [(office, "delete")]

    def test_the_log_shows_and_filters_them(self, site, member):
        page = make_news(site.news, title="Tin đang đăng")
        client_of(member(OFFICE)).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        reader = client_of(member(IT_OFFICERS))
        for action in (REFUSED, "second_person."):
            answer = reader.get(reverse("audit_log"), {"hanh_dong": action})
            assert "Bị từ chối gỡ" in answer.text
            assert "Tin đang đăng" in answer.text

"""The second person: who counts as a writer, requests, the log, and what the screens say."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.log_actions import registry
from wagtail.models import GroupApprovalTask, Page, Revision, TaskState, Workflow, WorkflowTask

from intranet.accounts.roles import EDITORS, OFFICE, SECOND_PERSON, WORKFLOW, sync_roles
from intranet.pages.models import Decision, NewsPage, PublicationChange, SecondPersonTask
from intranet.pages.publication_changes import request_change
from intranet.pages.publication_changes import text_of as text_seen
from intranet.pages.second_person import Change, SecondPersonRequiredError, on_screen, writers_of
from tests.approving import approve, as_loaded, confirm_change, posted, text_of
from tests.factories import PASSWORD, make_audience, make_user
from tests.factories_pages import make_news, make_policy, make_site

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def write(page, user, title):
    page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    page.title = title
    return page.save_revision(user=user)


class TestWriters:
    @pytest.fixture
    def page(self, site):
        return make_news(site.news, live=False)

    def test_everybody_who_changed_the_text(self, page):
        one, two = make_user(), make_user()
        write(page, one, "Một")
        write(page, two, "Hai")
        assert writers_of(page) == {one.pk, two.pk}

    def test_saving_without_a_change_is_not_writing(self, page):
        one, two = make_user(), make_user()
        write(page, one, "Một")
        write(page, two, "Một")
        assert writers_of(page) == {one.pk}

    def test_only_since_the_last_publication(self, page):
        one, two = make_user(), make_user()
        write(page, one, "Một").publish()
        write(NewsPage.objects.get(), two, "Hai")
        assert writers_of(page) == {two.pk}

    def test_withdrawing_does_not_make_the_old_writers_new_ones(self, page):
        one, two = make_user(), make_user()
        write(page, one, "Một").publish()
        NewsPage.objects.get().unpublish()
        write(NewsPage.objects.get(), two, "Hai")
        assert writers_of(page) == {two.pk}

    def test_whoever_saves_over_the_published_revision_is_a_writer(self, page):
        """An editor still open after the approval saves into the revision that was approved."""
        one = make_user()
        revision = write(page, one, "Một")
        revision.publish()
        page = NewsPage.objects.get()
        page.title = "Đổi sau khi duyệt"
        page.save_revision(user=one, overwrite_revision=Revision.objects.get(pk=revision.pk))
        assert writers_of(page) == {one.pk}

    def test_what_was_written_between_approval_and_publication_counts(self, page):
        one, two = make_user(), make_user()
        approved = write(page, one, "Một")
        write(page, two, "Hai")
        approved.publish()
        assert writers_of(page) == {two.pk}

    def test_a_copy_is_written_by_those_who_wrote_the_original(self, site, page):
        one, two = make_user(), make_user()
        write(page, one, "Một").publish()
        copy = NewsPage.objects.get().copy(update_attrs={"slug": "x"}, keep_live=False, user=two)
        assert one.pk in writers_of(copy)


@pytest.mark.thorough
class TestWritersAlways(TestCase):
    """Whatever the order of saving: who changed something is a writer, nobody else is."""

    @given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ABC")), min_size=1, max_size=8))
    def test_writers(self, saves):
        page = make_news(make_site().news, live=False)
        users = [make_user() for _ in range(3)]
        text, expected = None, set()
        for number, title in saves:
            write(page, users[number], title)
            if title != text:
                expected.add(users[number].pk)
            text = title
        assert writers_of(page) == expected


class TestApproval:
    @pytest.fixture
    def page(self, site, member):
        page = make_news(site.news, live=False)
        author = member(EDITORS)
        write(page, author, "Bản nháp")
        page = NewsPage.objects.get()
        page.get_workflow().start(page, author)
        return page

    def test_who_submits_again_is_not_the_second_person(self, page, member):
        one, two, third = member(OFFICE), member(OFFICE), member(OFFICE)
        approve(client_of(one), page, "reject")
        NewsPage.objects.get().current_workflow_state.resume(two)
        approve(client_of(two), page)
        assert not NewsPage.objects.get().live
        approve(client_of(third), page)
        assert NewsPage.objects.get().live

    def test_a_writer_finds_no_button_to_approve(self, page, member):
        writer, other = member(OFFICE), member(OFFICE)
        write(page, writer, "Bản của Văn phòng")
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        shown = {
            name: 'data-workflow-action-name="approve"'
            in client_of(user).get(edit).content.decode()
            for name, user in {"writer": writer, "other": other}.items()
        }
        assert shown == {"writer": False, "other": True}

    def test_a_text_changed_while_approving_is_kept_and_the_reason_told(self, page, member):
        data = posted(page.get_latest_revision_as_object(), title="Người duyệt sửa")
        data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
        data |= as_loaded(text_of(page))
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        response = client_of(member(OFFICE)).post(edit, data)
        assert response.url == edit
        assert "người khác duyệt" in said(response)
        assert NewsPage.objects.get().get_latest_revision().content["title"] == "Người duyệt sửa"

    def test_another_workflow_without_a_second_person_publishes_nothing(self, page, member):
        office = member(OFFICE)
        WorkflowTask.objects.all().delete()
        anybody = GroupApprovalTask.objects.create(name="Ai cũng duyệt được")
        anybody.groups.set(office.groups.all())
        workflow = Workflow.objects.get(name=WORKFLOW)
        WorkflowTask.objects.create(workflow=workflow, task=anybody)
        page.current_workflow_state.cancel()
        page.get_workflow().start(NewsPage.objects.get(), office)
        approve(client_of(office), page)
        assert not NewsPage.objects.get().live

    def test_the_clock_publishes_what_was_approved(self, site, member):
        page = make_news(site.news, live=False)
        page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
        page.save_revision(user=member(EDITORS))
        page.get_workflow().start(NewsPage.objects.get(pk=page.pk), member(EDITORS))
        approve(client_of(member(OFFICE)), page)
        page.refresh_from_db()
        assert not page.live
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
            call_command("run_due")
        page.refresh_from_db()
        assert page.live


class TestScreens:
    @pytest.fixture
    def page(self, site):
        page = make_news(site.news)
        page.save_revision().publish()
        return NewsPage.objects.get()

    def test_publishing_alone_keeps_the_draft_and_says_what_to_do(self, page, member):
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = {**posted(page, title="Tôi đăng luôn"), "action-publish": "1"}
        response = client_of(member(OFFICE)).post(edit, data)
        assert response.url == edit
        assert "người thứ hai" in said(response)
        assert NewsPage.objects.get().get_latest_revision().content["title"] == "Tôi đăng luôn"

    def test_a_new_page_published_alone_is_kept_as_a_draft(self, site, member):
        new = NewsPage(title="Mới", slug="moi", audience=make_audience(name="Nhóm"))
        add = reverse("wagtailadmin_pages:add", args=["pages", "newspage", site.news.pk])
        client_of(member(OFFICE)).post(add, {**posted(new), "action-publish": "1"})
        assert not NewsPage.objects.get(slug="moi").live

    def test_the_editor_offers_submitting_and_not_publishing(self, page, member):
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        content = client_of(member(OFFICE)).get(edit).content.decode()
        assert "action-submit" in content
        assert "action-publish" not in content

    def test_pages_in_public_keep_the_tree_whole_when_refused(self, site, page, member):
        """A refusal in the middle of a change leaves nothing half done."""
        client = client_of(make_user(is_superuser=True))
        for action in ("delete", "unpublish", "publish"):
            bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            client.post(f"{bulk}?id={page.pk}&id={site.news.pk}", {"include_descendants": "on"})
        assert Page.find_problems() == ([], [], [], [], [])
        assert not PublicationChange.objects.exists()

    def test_an_unused_interface_is_closed(self, page):
        client = client_of(make_user(is_superuser=True))
        for action in ("publish", "unpublish", "delete", "copy"):
            address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
            assert client.post(address, {}).status_code == 404
        assert NewsPage.objects.get().live

    def test_a_machine_is_told_in_its_language(self, page, member):
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = {**posted(page), "action-publish": "1"}
        headers = {"accept": "application/json"}
        response = client_of(member(OFFICE)).post(edit, data, headers=headers)
        assert response.status_code == 403
        assert "người thứ hai" in response.json()["error"]

    @pytest.mark.parametrize("target", ["public", "guidance"])
    def test_moving_into_the_public_section_needs_two(self, site, target):
        policy = make_policy(site.policies)
        parent = getattr(site, target)
        move = reverse("wagtailadmin_pages:move_confirm", args=[policy.pk, parent.pk])
        response = client_of(make_user(is_superuser=True)).post(move)
        policy.refresh_from_db()
        assert policy.get_parent().pk == (site.policies.pk if target == "public" else parent.pk)
        assert ("không cần đăng nhập" in said(response)) == (target == "public")

    def test_drafts_are_deleted_by_one(self, site, member):
        draft = make_news(site.news, live=False)
        delete = reverse("wagtailadmin_pages:delete", args=[draft.pk])
        client_of(member(OFFICE)).post(delete)
        assert not NewsPage.objects.filter(pk=draft.pk).exists()

    def test_code_outside_requests_is_not_asked(self, page):
        page.unpublish()
        with on_screen(RequestFactory().get("/")), pytest.raises(SecondPersonRequiredError):
            page.save_revision().publish()
        assert not NewsPage.objects.get().live


class TestRequests:
    @pytest.fixture
    def page(self, site):
        page = make_news(site.news, title="Tin cũ")
        page.save_revision().publish()
        return NewsPage.objects.get()

    @pytest.fixture
    def address(self, page):
        return reverse("publication_change_new", args=["pages", "newspage", page.pk, "unpublish"])

    def test_from_the_button_to_the_draft(self, page, address, member):
        editor, office = client_of(member(EDITORS)), client_of(member(OFFICE))
        assert address in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        assert editor.get(address).status_code == 200
        editor.post(address, {"reason": "Số liệu sai."})
        row = PublicationChange.objects.get()
        home = office.get(reverse("wagtailadmin_home")).text
        assert reverse("publication_change", args=[row.pk]) in home
        assert "Số liệu sai." in office.get(reverse("publication_change", args=[row.pk])).text
        confirm_change(office, page)
        assert not NewsPage.objects.get().live
        row.refresh_from_db()
        assert row.decision == Decision.CONFIRMED

    @pytest.mark.parametrize("decision", ["refused", "withdrawn"])
    def test_a_request_that_leads_to_nothing(self, page, address, member, decision):
        editor = client_of(member(EDITORS))
        editor.post(address, {"reason": "Nhầm."})
        decider = editor if decision == "withdrawn" else client_of(member(OFFICE))
        confirm_change(decider, page, decision)
        assert PublicationChange.objects.get().decision == decision
        assert NewsPage.objects.get().live

    def test_a_reason_is_asked(self, address, member):
        response = client_of(member(EDITORS)).post(address, {"reason": "  "})
        assert response.status_code == 200
        assert not PublicationChange.objects.exists()

    def test_two_requests_at_once_are_one(self, address, member):
        client = client_of(member(EDITORS))
        client.post(address, {"reason": "Một."})
        assert "đã có" in client.post(address, {"reason": "Hai."}).text
        assert PublicationChange.objects.count() == 1

    def test_a_decided_request_is_decided_once(self, page, address, member):
        client_of(member(EDITORS)).post(address, {"reason": "Nhầm."})
        row = PublicationChange.objects.get()
        where = reverse("publication_change", args=[row.pk])
        office = client_of(member(OFFICE))
        for decision in ("refused", "confirmed"):
            office.post(where, {"decision": decision, "seen": text_seen(row)})
        assert NewsPage.objects.get().live

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("pages/newspage/{}/publish/", 404),
            ("pages/newspage/999999/delete/", 404),
            ("pages/topic/{}/delete/", 404),
            ("accounts/user/{}/delete/", 404),
            ("khong/co/{}/delete/", 404),
            ("pages/newspage/{}/delete/", 200),
        ],
    )
    def test_only_what_has_drafts_can_be_asked_for(self, page, member, path, status):
        address = reverse("publication_changes") + path.format(page.pk)
        assert client_of(member(EDITORS)).get(address).status_code == status

    def test_editors_see_their_own_requests_and_the_office_all(self, page, address, member):
        editor, other, office = member(EDITORS), member(EDITORS), member(OFFICE)
        client_of(editor).post(address, {"reason": "Nhầm."})
        row = PublicationChange.objects.get()
        listing = reverse("publication_changes")
        where = reverse("publication_change", args=[row.pk])
        seen = {
            name: (
                where in client_of(user).get(listing).text,
                client_of(user).get(where).status_code,
            )
            for name, user in {"own": editor, "other": other, "office": office}.items()
        }
        assert seen == {"own": (True, 200), "other": (False, 404), "office": (True, 200)}

    @pytest.mark.parametrize("count", [2, 20])
    def test_lists_take_the_same_statements_at_any_length(self, site, member, sql, count):
        for number in range(count):
            page = make_news(site.news, title=f"Tin {number}")
            request_change(
                instance=page, change=Change.DELETE, reason="Cũ.", user=make_user(is_superuser=True)
            )
        office = client_of(member(OFFICE))
        listing = reverse("publication_changes")
        office.get(listing)
        with sql.count(maximum=16):
            office.get(listing)


class TestLog:
    def lines(self, instance):
        return [
            (entry.user, entry.formatter.format_message(entry))
            for entry in registry.get_logs_for_instance(instance)
            if entry.action.startswith("second_person.")
        ]

    def test_every_step_of_a_request_leaves_a_line_with_its_reason(self, site, member):
        page = make_news(site.news, title="Tin cũ")
        editor, office = member(EDITORS), member(OFFICE)
        request_change(instance=page, change=Change.UNPUBLISH, reason="Sai số liệu.", user=editor)
        confirm_change(client_of(office), page)
        lines = self.lines(page)
        assert {user for user, _text in lines} == {editor, office}
        assert all("Sai số liệu." in text and "Tin cũ" in text for _user, text in lines)

    def test_each_use_of_the_superuser_leaves_a_line(self, site, member):
        page, other = make_news(site.news, live=False), make_news(site.news)
        superuser = make_user("toicao", is_superuser=True)
        write(page, member(EDITORS), "Nháp")
        page.get_workflow().start(NewsPage.objects.get(pk=page.pk), member(EDITORS))
        request_change(instance=other, change=Change.DELETE, reason="Cũ.", user=member(EDITORS))
        client = Client()
        client.post(reverse("sign_in"), {"username": "toicao", "password": PASSWORD})
        client = client_of(superuser)
        approve(client, page)
        confirm_change(client, other)
        assert NewsPage.objects.get(pk=page.pk).live
        for instance in (superuser, page, other):
            texts = [text for _user, text in self.lines(instance)]
            assert any("quản trị tối cao" in text.lower() for text in texts), instance

    def test_others_leave_none(self, site, member):
        page = make_news(site.news, live=False)
        write(page, member(EDITORS), "Nháp")
        page.get_workflow().start(NewsPage.objects.get(pk=page.pk), member(EDITORS))
        approve(client_of(member(OFFICE)), page)
        assert self.lines(page) == []


class TestRoles:
    def test_an_installation_with_the_earlier_task_is_moved(self, site, member):
        """What waits goes on waiting, for a second person now."""
        workflow = Workflow.objects.get(name=WORKFLOW)
        WorkflowTask.objects.filter(workflow=workflow).delete()
        earlier = GroupApprovalTask.objects.create(name=OFFICE)
        earlier.groups.set(Group.objects.filter(name=OFFICE))
        WorkflowTask.objects.create(workflow=workflow, task=earlier)
        page = make_news(site.news, live=False)
        author = member(OFFICE)
        page.save_revision(user=author)
        workflow.start(NewsPage.objects.get(), author)

        sync_roles()
        sync_roles()

        assert [task.specific for task in workflow.tasks] == [SecondPersonTask.objects.get()]
        assert SecondPersonTask.objects.get().name == SECOND_PERSON
        assert TaskState.objects.get().task.name == SECOND_PERSON
        approve(client_of(author), page)
        assert not NewsPage.objects.get().live
        approve(client_of(member(OFFICE)), page)
        assert NewsPage.objects.get().live

"""Who may publish, copy, schedule, withdraw and delete what, alone and as the second person."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from intranet.accounts.roles import EDITORS, OFFICE, sync_roles
from intranet.pages.models import NewsPage
from intranet.pages.publication_changes import request_change
from intranet.pages.second_person import Change
from intranet.policies.models import PolicyPage
from quiz.models import Question, QuizPage
from tests.approving import (
    approval_address,
    as_loaded,
    confirm_change,
    posted,
    space_of,
    text_of,
)
from tests.factories import make_person, make_unit, make_user
from tests.factories_pages import make_news, make_policy, make_site
from tests.factories_quiz import make_question, make_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

AUTHOR = "editor who wrote and submitted"
WROTE = "approver who wrote"
OTHER = "approver who did not write"
SUPERUSER = "superuser who did not write"
SUPER_WROTE = "superuser who wrote"
PEOPLE = (AUTHOR, WROTE, OTHER, SUPERUSER, SUPER_WROTE)

NOBODY: set[str] = set()
STRANGERS_TO_THE_TEXT = {OTHER, SUPERUSER}
APPROVERS = {WROTE, OTHER, SUPERUSER, SUPER_WROTE}

MODELS = {"page": NewsPage, "policy": PolicyPage, "quiz": QuizPage, "question": Question}


@pytest.fixture
def world():
    sync_roles()
    unit = make_unit("Văn phòng Sở")

    def member(group):
        user = make_person(unit, user=True).user
        user.groups.add(Group.objects.get(name=group))
        return user

    return SimpleNamespace(
        site=make_site(),
        people={
            AUTHOR: member(EDITORS),
            WROTE: member(OFFICE),
            OTHER: member(OFFICE),
            SUPERUSER: make_user(is_superuser=True),
            SUPER_WROTE: make_user(is_superuser=True),
        },
    )


def make(world, kind, *, live):
    """A page, policy, quiz or question."""
    if kind == "page":
        return make_news(world.site.news, live=live)
    if kind == "policy":
        return make_policy(world.site.policies, live=live)
    if kind == "quiz":
        return make_quiz(parent=world.site.quizzes, live=live)
    return make_question(is_published=live)


def write(instance, user, text):
    """Save a revision with another text."""
    if isinstance(instance, Page):
        instance.title = text
    else:
        instance.stem = text
    instance.save_revision(user=user)


def submitted(world, kind, **fields):
    """A draft that three wrote at and the editor submitted."""
    instance = make(world, kind, live=False)
    for name, value in fields.items():
        setattr(instance, name, value)
    write(instance, world.people[WROTE], "Bản của Văn phòng?")
    write(instance, world.people[SUPER_WROTE], "Bản của người quản trị?")
    write(instance, world.people[AUTHOR], "Bản của biên tập viên?")
    instance = type(instance).objects.get(pk=instance.pk)
    instance.get_workflow().start(instance, world.people[AUTHOR])
    return instance


def published(world, kind):
    """Something that readers see, and a draft beside it that nobody has submitted."""
    instance = make(world, kind, live=True)
    instance.save_revision(user=world.people[AUTHOR]).publish()
    instance = type(instance).objects.get(pk=instance.pk)
    write(instance, world.people[AUTHOR], "Bản sửa?")
    return type(instance).objects.get(pk=instance.pk)


def snapshot():
    """All that readers see, and what is going to be published at a given hour."""
    seen = {
        (model.__name__, row.pk, row.live_revision_id, str(row))
        for model in MODELS.values()
        for row in model.objects.filter(live=True)
    }
    planned = Revision.objects.exclude(approved_go_live_at=None).values_list("pk", flat=True)
    return seen, set(planned)


def changes_what_is_seen(user, act, *, must_go_through=False):
    """Whether the act, done by the account, changes anything for readers; undone afterwards.

    `must_go_through`: a form with mistakes in it would change nothing either.
    """
    client = Client()
    client.force_login(user)
    with transaction.atomic():
        before = snapshot()
        response = act(client)
        assert response.status_code in (200, 302, 404), response.status_code
        is_changed = snapshot() != before
        assert is_changed or not must_go_through or response.status_code == 302, "form refused"
        transaction.set_rollback(True)
    return is_changed


def address(instance, name):
    return reverse(f"{space_of(instance)}:{name}", args=[instance.pk])


def bulk(instance, action):
    label = ("wagtailcore", "page") if isinstance(instance, Page) else ("quiz", "question")
    return reverse("wagtail_bulk_action", args=[*label, action]) + f"?id={instance.pk}"


def local(moment):
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


TOMORROW = datetime.timedelta(days=1)


def publish_by_form(client, it):
    return client.post(address(it, "edit"), {**posted(it), "action-publish": "1"})


def publish_new(client, it):
    data = {**posted(it, slug="trang-moi", number=""), "action-publish": "1"}
    if isinstance(it, Page):
        arguments = [it._meta.app_label, it._meta.model_name, it.get_parent().pk]
        return client.post(reverse("wagtailadmin_pages:add", args=arguments), data)
    return client.post(reverse("wagtailsnippets_quiz_question:add"), data)


def publish_in_bulk(client, it):
    return client.post(bulk(it, "publish"), {"include_descendants": "on"})


def schedule(client, it):
    data = posted(it, go_live_at=local(timezone.now() + TOMORROW))
    return client.post(address(it, "edit"), {**data, "action-publish": "1"})


def revert(client, it):
    first = it.revisions.order_by("pk").first()
    arguments = [it.pk, first.pk]
    where = reverse(f"{space_of(it)}:revisions_revert", args=arguments)
    if isinstance(it, Page):
        where = address(it, "edit")
        return client.post(where, {**posted(it), "revision": first.pk, "action-publish": "1"})
    return client.post(where, {**posted(it), "action-publish": "1"})


def copy(**ticks):
    def act(client, it):
        parent = it.get_parent().pk
        data = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": str(parent)}
        response = client.post(address(it, "copy"), {**data, **ticks})
        assert response.status_code == 302
        return response

    return act


def copy_question(client, it):
    return client.post(address(it, "copy"), {**posted(it), "action-publish": "1"})


def unpublish(client, it):
    return client.post(address(it, "unpublish"), {"include_descendants": "on"})


def delete(client, it):
    return client.post(address(it, "delete"))


def in_bulk(action):
    return lambda client, it: client.post(bulk(it, action), {"include_descendants": "on"})


ALONE = {
    "publish": publish_by_form,
    "publish a new one": publish_new,
    "schedule": schedule,
    "revert": revert,
    "unpublish": unpublish,
    "delete": delete,
    "delete in bulk": in_bulk("delete"),
}
ALONE_WITH_PAGES = {
    **ALONE,
    "publish in bulk": publish_in_bulk,
    "copy published": copy(publish_copies="on"),
    "copy as an alias": copy(alias="on"),
    "unpublish in bulk": in_bulk("unpublish"),
}
ALONE_WITH_QUESTIONS = {**ALONE, "copy published": copy_question}


@pytest.fixture(params=list(MODELS))
def kind(request):
    return request.param


@pytest.fixture
def ways(kind):
    return ALONE_WITH_QUESTIONS if kind == "question" else ALONE_WITH_PAGES


def who_changes(world, act, *arguments, **rules):
    """The people whose act changes what readers see."""
    return {
        name
        for name, user in world.people.items()
        if changes_what_is_seen(user, lambda client: act(client, *arguments), **rules)
    }


def test_nobody_changes_alone_what_readers_see(world, kind, ways):
    it = published(world, kind)
    changed = {
        way: who_changes(world, act, it, must_go_through="bulk" not in way)
        for way, act in ways.items()
    }
    assert changed == dict.fromkeys(ways, NOBODY)


def test_nobody_publishes_a_submitted_draft_around_the_approval(world, kind, ways):
    it = submitted(world, kind)
    ways = {way: act for way, act in ways.items() if "publish" in way or way == "schedule"}
    changed = {way: who_changes(world, act, it) for way, act in ways.items()}
    assert changed == dict.fromkeys(ways, NOBODY)


@pytest.mark.parametrize("when", ["now", "tomorrow"])
def test_who_neither_wrote_nor_submitted_approves(world, kind, when):
    fields = {"go_live_at": timezone.now() + TOMORROW} if when == "tomorrow" else {}
    where = approval_address(submitted(world, kind, **fields))
    allowed = who_changes(world, lambda client: client.post(where, {"comment": ""}))
    assert allowed == STRANGERS_TO_THE_TEXT


@pytest.mark.parametrize("kind", ["policy", "quiz", "question"])
def test_approving_in_the_editor_without_a_change_is_approving(world, kind):
    it = make(world, kind, live=False)
    data = posted(it)
    author = Client()
    author.force_login(world.people[AUTHOR])
    author.post(address(it, "edit"), {**data, "action-submit": "1"})
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    data |= as_loaded(text_of(it))
    allowed = who_changes(world, lambda client: client.post(address(it, "edit"), data))
    assert allowed == APPROVERS


def test_changing_the_text_while_approving_makes_a_writer(world, kind):
    it = submitted(world, kind)
    draft = it.get_latest_revision_as_object()
    name = "stem" if kind == "question" else "title"
    data = posted(draft, **{name: "Bản mà người duyệt sửa?"})
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    data |= as_loaded(text_of(it))
    changed = who_changes(world, lambda client: client.post(address(it, "edit"), data))
    assert changed == NOBODY


@pytest.mark.parametrize("change", [Change.UNPUBLISH, Change.DELETE])
def test_a_request_is_confirmed_by_another_approver(world, kind, change):
    it = published(world, kind)
    requesters = (AUTHOR, OTHER, SUPERUSER)
    allowed = {}
    for requester in requesters:
        row = request_change(
            instance=it, change=change, reason="Nhầm.", user=world.people[requester]
        )
        allowed[requester] = who_changes(world, lambda client: confirm_change(client, it))
        row.delete()
    # A document that was published is withdrawn only, so that confirmations stay traceable.
    is_kept = (kind, change) == ("policy", Change.DELETE)
    may = NOBODY if is_kept else APPROVERS
    assert allowed == {requester: may - {requester} for requester in requesters}

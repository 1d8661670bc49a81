"""An approval and a writer at the same moment: one is stopped inside, the other comes by."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from intranet.accounts.roles import EDITORS, OFFICE, sync_roles
from intranet.pages.models import NewsPage, approval
from tests.approving import approve, text_of
from tests.factories import make_person, make_unit
from tests.factories_pages import make_news, make_site
from tests.two_sides import Stop

pytestmark = pytest.mark.django_db(transaction=True)


def member(unit, group):
    user = make_person(unit, user=True).user
    user.groups.add(Group.objects.get(name=group))
    return user


def write(user, title):
    page = NewsPage.objects.get().get_latest_revision_as_object()
    page.title = title
    return page.save_revision(user=user)


def test_what_is_saved_while_the_approval_is_written_waits_for_the_next_one(monkeypatch):
    sync_roles()
    make_news(make_site().news, live=False)
    unit = make_unit("Văn phòng Sở")
    author, writer, office = member(unit, EDITORS), member(unit, EDITORS), member(unit, OFFICE)
    write(author, "Bản đã đọc")
    page = NewsPage.objects.get()
    page.get_workflow().start(page, author)
    client = Client()
    client.force_login(office)
    stop = Stop(monkeypatch, approval, "agreed")

    stop.meet(lambda: approve(client, page), lambda: write(writer, "Bản chen vào"))

    published = NewsPage.objects.get()
    assert published.live
    assert published.title == "Bản đã đọc"
    assert text_of(page).content["title"] == "Bản chen vào"
    assert published.has_unpublished_changes

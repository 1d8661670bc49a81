"""A collection bound to a page is for whoever may read the page, and for nobody else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection, ModelLogEntry, PageLogEntry

from intranet.accounts.roles import EDITORS, PUBLIC_COLLECTION, sync_roles
from intranet.pages.files.bindings import bind_collection, binding_of, needs_own_collection
from intranet.pages.models import CollectionBinding
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_document, make_image, make_information, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def unit():
    return make_unit("Phòng Một")


@pytest.fixture
def page(unit):
    sync_roles()
    return make_information(make_site().guidance, "Chỉ phòng Một", audience=make_audience(unit))


@pytest.fixture
def collection(page):
    return bind_collection(page=page, user=None).collection


@pytest.fixture
def people(page, unit):
    """Who asks: an account, or None for a stranger."""
    editor = make_user()
    editor.groups.add(Group.objects.get(name=EDITORS))
    return {
        "reader": make_person(unit, user=True).user,
        "other": make_person(make_unit(), user=True).user,
        "off the roll": make_user(),
        "editor": editor,
        "superuser": make_user(is_superuser=True),
        "stranger": None,
    }


def statuses(client, people, addresses):
    """What each gets, one status for all addresses."""
    found = {}
    for name, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        answers = {client.get(address).status_code for address in addresses}
        assert len(answers) == 1, (name, answers)
        found[name] = answers.pop()
    return found


def all_addresses(collection):
    image = make_image(collection=collection)
    return [
        make_document(collection=collection).url,
        image.file.url,
        image.get_rendition("width-100").url,
    ]


READERS_ONLY = {
    "reader": 200,
    "other": 404,
    "off the roll": 404,
    "editor": 200,
    "superuser": 200,
    "stranger": 302,
}


def test_who_may_have_files_of_a_live_page(client, people, collection):
    assert statuses(client, people, all_addresses(collection)) == READERS_ONLY


def test_collections_below_it_follow(client, people, collection):
    below = collection.add_child(name="Phụ lục")
    assert statuses(client, people, all_addresses(below)) == READERS_ONLY


def test_moved_below_public_it_stays_with_its_page(client, people, collection):
    public = Collection.objects.get(name=PUBLIC_COLLECTION)
    collection.move(public, pos="sorted-child")
    collection.refresh_from_db()
    assert statuses(client, people, all_addresses(collection)) == READERS_ONLY


def test_a_draft_is_for_who_may_edit_it(client, people, collection, page):
    page.unpublish()
    found = statuses(client, people, all_addresses(collection))
    assert found == {**READERS_ONLY, "reader": 404}


def test_when_the_page_is_gone_its_files_are_nobodys(client, people, collection, page):
    page.delete()
    found = statuses(client, people, all_addresses(collection))
    assert found == {**dict.fromkeys(people, 404), "stranger": 302}


def test_a_page_opened_to_everybody_opens_its_files(client, people, collection, page):
    page.move(open_section(page), pos="last-child")
    found = statuses(client, people, all_addresses(collection))
    assert found == dict.fromkeys(people, 200)


def open_section(page):
    """The section of the site that is open."""
    return page.get_parent().get_siblings().get(slug="cong-khai")


class TestMaking:
    """By the editor's button, or with a page that is not for everybody."""

    @pytest.fixture
    def editor(self, client, people):
        client.force_login(people["editor"])
        return client

    def test_twice_is_one(self, page):
        first = bind_collection(page=page, user=None)
        assert bind_collection(page=page, user=None) == first
        assert CollectionBinding.objects.count() == 1

    def test_it_is_not_public_and_named_by_the_page(self, page, collection):
        assert "Chỉ phòng Một" in collection.name
        names = {above.name for above in collection.get_ancestors()}
        assert PUBLIC_COLLECTION not in names

    def test_who_made_it_is_in_the_log(self, editor, people, page):
        editor.post(reverse("page_files", args=[page.pk]))
        line = PageLogEntry.objects.get(action="pages.bind_collection")
        assert line.user == people["editor"]
        assert "Chỉ phòng Một" in line.message

    def test_the_screen(self, editor, page):
        address = reverse("page_files", args=[page.pk])
        assert "button" in editor.get(address).content.decode()
        assert editor.post(address).url == address
        make_document("Phụ lục 1", collection=binding_of(page).collection)
        assert "Phụ lục 1" in editor.get(address).content.decode()

    def test_only_who_may_edit_the_page(self, client, people, page):
        client.force_login(people["reader"])
        assert client.post(reverse("page_files", args=[page.pk])).status_code == 403
        assert binding_of(page) is None

    def test_which_pages_need_one(self, page):
        site = page.get_parent().specific
        everybody = make_information(site)
        opened = make_information(open_section(page), audience=page.audience)
        assert needs_own_collection(page)
        assert not needs_own_collection(everybody)
        assert not needs_own_collection(opened)

    def test_the_privacy_of_collections_is_no_second_rule(self, client, people, collection):
        client.force_login(people["superuser"])
        address = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"restriction_type": "none"}).status_code == 404


def test_a_refused_file_leaves_a_line(client, people, collection):
    address = make_document(collection=collection).url
    client.force_login(people["other"])
    client.get(address)
    line = ModelLogEntry.objects.get(action="access.refused")
    assert (line.user, line.data["path"]) == (people["other"], address)

"""A page with a file that not all its readers may have is not published."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from intranet.accounts.roles import (
    EDITORS,
    INTERNAL_COLLECTION,
    OFFICE,
    PUBLIC_COLLECTION,
)
from intranet.organisation.models import Audience
from intranet.pages.files.bindings import bind_collection, binding_of
from intranet.pages.models import InformationPage, PublicationRefusedError
from tests.approving import approval_address
from tests.factories import make_audience, make_unit, make_user
from tests.factories_pages import (
    make_document,
    make_image,
    make_information,
    make_news,
    make_policy,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def collections(site, unit):
    """One collection of each kind, the last bound to a page for one unit."""
    page = make_information(site.guidance, "Trang hẹp", audience=make_audience(unit, name="Hẹp"))
    return {
        "public": Collection.objects.get(name=PUBLIC_COLLECTION),
        "internal": Collection.objects.get(name=INTERNAL_COLLECTION),
        "root": Collection.get_first_root_node(),
        "bound": bind_collection(page=page, user=None).collection,
    }


def linked(document):
    """A body with a link to the document in its text."""
    text = f'<p>Xem <a linktype="document" id="{document.pk}">tại đây</a>.</p>'
    return [{"type": "text", "value": text}]


def refused(page):
    """The reasons against publication, none if it happens."""
    try:
        page.save_revision().publish()
    except PublicationRefusedError as refusal:
        return refusal.messages
    return []


@pytest.mark.parametrize(
    ("readers", "file", "is_refused"),
    [
        ("open", "public", False),
        ("open", "internal", True),
        ("open", "root", True),
        ("open", "bound", True),
        ("everybody", "public", False),
        ("everybody", "internal", False),
        ("everybody", "bound", True),
        ("same unit", "bound", False),
        ("other unit", "bound", True),
        ("other unit", "internal", False),
    ],
)
def test_readers_and_collections(site, collections, readers, file, is_refused):
    document = make_document("Phụ lục 1", collection=collections[file])
    section = site.public if readers == "open" else site.guidance
    audiences = {
        "same unit": Audience.objects.filter(name="Hẹp").first(),
        "other unit": make_audience(make_unit()),
    }
    audience = audiences.get(readers) or Audience.objects.everybody()
    page = make_information(section, audience=audience, body=linked(document), live=False)

    reasons = refused(page)

    assert bool(reasons) == is_refused
    page.refresh_from_db()
    assert page.live != is_refused
    if is_refused:
        assert "«Phụ lục 1»" in reasons[0]
        assert "bộ sưu tập" in reasons[0]


class TestPlaces:
    """Wherever a file can stand it is found, and the place is named."""

    @pytest.fixture
    def narrow(self, collections):
        return {"collection": collections["internal"]}

    def reasons(self, make, section, **fields):
        return refused(make(section, live=False, **fields))

    def test_a_link_in_the_text(self, site, narrow):
        document = make_document("Trong lời", **narrow)
        reasons = self.reasons(make_information, site.public, body=linked(document))
        assert "«Trong lời»" in reasons[0]
        assert "Đoạn văn" in reasons[0]

    def test_a_block(self, site, narrow):
        body = [{"type": "document", "value": make_document("Trong khối", **narrow).pk}]
        assert "«Trong khối»" in self.reasons(make_information, site.public, body=body)[0]

    def test_a_picture_in_the_body(self, site, narrow):
        chosen = {"image": make_image("Ảnh", **narrow).pk, "decorative": True, "alt_text": ""}
        body = [{"type": "image", "value": {"image": chosen, "caption": ""}}]
        assert "«Ảnh»" in self.reasons(make_information, site.public, body=body)[0]

    def test_the_picture_of_a_news_item(self, site, narrow):
        reasons = self.reasons(make_news, site.public, image=make_image("Ảnh tin", **narrow))
        assert "«Ảnh tin» (Ảnh)" in reasons[0]

    def test_the_original_of_a_policy(self, site, narrow):
        file = make_document("Bản ký", **narrow)
        reasons = self.reasons(make_policy, site.public, source_file=file)
        assert "«Bản ký» (Tệp bản gốc)" in reasons[0]

    def test_several_files_are_named_each(self, site, narrow):
        body = [
            {"type": "document", "value": make_document("Một", **narrow).pk},
            {"type": "document", "value": make_document("Hai", **narrow).pk},
            {"type": "document", "value": make_document("Hai", **narrow).pk},
        ]
        assert len(self.reasons(make_information, site.public, body=body)) == 3

    def test_what_the_draft_says_counts_and_not_what_was_published(self, site, narrow):
        page = make_information(site.public)
        page.body = linked(make_document("Mới", **narrow))
        assert refused(page)
        assert "Mới" not in str(InformationPage.objects.get(pk=page.pk).body)


@pytest.mark.usefixtures("reference_index")
class TestOpening:
    """Pages become readable by everybody also when their section does, or when they move."""

    @pytest.fixture
    def page(self, site, collections):
        document = make_document("Phụ lục", collection=collections["internal"])
        return make_information(site.guidance, body=linked(document))

    def test_a_section_opened_to_everybody(self, site, page):
        site.guidance.refresh_from_db()
        site.guidance.is_public = True
        assert "«Phụ lục»" in refused(site.guidance)[0]

    def test_a_section_of_public_files_opens(self, site):
        site.guidance.refresh_from_db()
        site.guidance.is_public = True
        assert refused(site.guidance) == []

    def test_a_page_moved_into_the_open(self, site, page):
        site.public.refresh_from_db()
        with pytest.raises(PublicationRefusedError, match="Phụ lục"):
            page.move(site.public, pos="last-child")
        page.refresh_from_db()
        assert page.get_parent().pk == site.guidance.pk


class TestEditor:
    """In the page editor: the draft is kept, the reason stands above it."""

    @pytest.fixture
    def account(self, site):
        def in_group(name):
            user = make_user()
            user.groups.add(Group.objects.get(name=name))
            return user

        return in_group

    @pytest.fixture
    def editor(self, client, account):
        client.force_login(account(EDITORS))
        return client

    def form(self, document, **fields):
        text = f'<p><a linktype="document" id="{document.pk}">Xem</a></p>'
        return nested_form_data(
            {
                "title": "Công khai quy trình",
                "slug": "cong-khai-quy-trinh",
                "summary": "",
                "audience": Audience.objects.everybody().pk,
                "body": streamfield([("text", rich_text(text))]),
                "comments": inline_formset([]),
                **fields,
            }
        )

    def test_approving_keeps_the_draft_and_says_why(self, client, editor, account, site):
        document = make_document("Phụ lục mật")
        address = reverse(
            "wagtailadmin_pages:add", args=["pages", "informationpage", site.public.pk]
        )
        editor.post(address, {**self.form(document), "action-submit": "1"})
        page = InformationPage.objects.get()
        client.force_login(account(OFFICE))

        response = client.post(approval_address(page), {"comment": ""}, follow=True)

        assert "Phụ lục mật" in str([str(message) for message in response.context["messages"]])
        page.refresh_from_db()
        assert (page.live, page.workflow_in_progress) == (False, True)

    def test_a_page_for_fewer_gets_its_collection_with_the_first_draft(self, editor, site, unit):
        address = reverse(
            "wagtailadmin_pages:add", args=["pages", "informationpage", site.guidance.pk]
        )
        audience = make_audience(unit)
        editor.post(address, self.form(make_document(), audience=audience.pk))
        page = InformationPage.objects.get()
        assert "Công khai quy trình" in binding_of(page).collection.name


def test_a_file_in_many_places_costs_no_more(site, collections, sql):
    def draft(count):
        body = []
        for _ in range(count):
            body += linked(make_document(collection=collections["internal"]))
        return make_information(site.guidance, body=body, live=False)

    small, large = draft(1), draft(8)
    with sql.capture() as few:
        small.publication_errors()
    with sql.capture() as many:
        large.publication_errors()
    assert len(many) <= len(few)

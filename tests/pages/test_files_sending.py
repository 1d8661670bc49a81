"""Files are sent whole or in part, asked for again cheaply, and only after the right was asked."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from wagtail.documents import get_document_model
from wagtail.models import Collection

from intranet.accounts.roles import PUBLIC_COLLECTION, sync_roles
from intranet.pages.files.bindings import bind_collection
from intranet.pages.files.storage import GuardedAddressMixin
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_document, make_image, make_information, make_site

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def inside(client):
    make_site()
    client.force_login(make_user())
    return client


def make_pdf(name="ke-hoach.pdf", content=CONTENT, **fields):
    """A document with the ending of a PDF."""
    file = ContentFile(content, name=name)
    return get_document_model().objects.create(title="Kế hoạch", file=file, **fields)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


class TestRanges:
    """A viewer fetches the pages it shows."""

    @pytest.mark.parametrize(
        ("asked", "content", "place"),
        [
            ("bytes=0-9", CONTENT[:10], "bytes 0-9/1024"),
            ("bytes=1000-", CONTENT[1000:], "bytes 1000-1023/1024"),
            ("bytes=-4", CONTENT[-4:], "bytes 1020-1023/1024"),
        ],
    )
    def test_a_part(self, inside, asked, content, place):
        response = inside.get(make_pdf().url, headers={"range": asked})
        assert response.status_code == 206
        assert response["Content-Range"] == place
        assert response["Content-Length"] == str(len(content))
        assert body(response) == content

    def test_the_whole_says_that_parts_can_be_had(self, inside):
        response = inside.get(make_pdf().url)
        assert response.status_code == 200
        assert response["Accept-Ranges"] == "bytes"
        assert response["Content-Disposition"].startswith("inline")
        assert body(response) == CONTENT

    def test_what_is_not_there(self, inside):
        response = inside.get(make_pdf().url, headers={"range": "bytes=5000-"})
        assert response.status_code == 416
        assert response["Content-Range"] == "bytes */1024"

    def test_several_parts_at_once_are_the_whole(self, inside):
        response = inside.get(make_pdf().url, headers={"range": "bytes=0-1,0-1,0-1"})
        assert response.status_code == 200

    def test_a_part_of_another_version_is_the_whole(self, inside):
        address = make_pdf().url
        first = inside.get(address)
        for condition, status in (
            (first["ETag"], 206),
            (first["Last-Modified"], 206),
            ('"khac"', 200),
            ("Mon, 01 Jan 2001 00:00:00 GMT", 200),
        ):
            headers = {"range": "bytes=0-1", "if-range": condition}
            assert inside.get(address, headers=headers).status_code == status, condition

    def test_pictures_too(self, inside):
        response = inside.get(make_image().file.url, headers={"range": "bytes=0-3"})
        assert (response.status_code, body(response)) == (206, b"\x89PNG")


class TestAskingAgain:
    """What the browser has already is not sent twice, and tells nothing to others."""

    def test_not_modified(self, inside):
        address = make_pdf().url
        first = inside.get(address)
        for header, value in (
            ("if-none-match", first["ETag"]),
            ("if-modified-since", first["Last-Modified"]),
        ):
            again = inside.get(address, headers={header: value})
            assert (again.status_code, body(again)) == (304, b"")
            assert again["ETag"] == first["ETag"]

    def test_a_mark_confirms_nothing_to_who_may_not_have_the_file(self, client, inside):
        address = make_pdf().url
        etag = inside.get(address)["ETag"]
        client.logout()
        for value in (etag, "*"):
            response = client.get(address, headers={"if-none-match": value})
            assert response.status_code == 302
            assert not response.has_header("ETag")

    def test_after_the_rights_changed_the_known_address_is_closed(self, client):
        site = make_site()
        unit = make_unit()
        person = make_person(unit, user=True)
        page = make_information(site.guidance, audience=make_audience(unit))
        collection = bind_collection(page=page, user=None).collection
        address = make_pdf(collection=collection).url
        client.force_login(person.user)
        etag = client.get(address)["ETag"]

        page.audience = make_audience(make_unit())
        page.save()

        response = client.get(address, headers={"if-none-match": etag, "if-range": etag})
        assert response.status_code == 404

    def test_head_tells_the_length_without_the_bytes(self, inside):
        response = inside.head(make_pdf().url, headers={"range": "bytes=0-1"})
        assert response.status_code == 200
        assert response["Content-Length"] == "1024"
        assert not response.content

    def test_files_only_some_may_open_are_asked_for_each_time(self, client):
        site = make_site()
        unit = make_unit()
        page = make_information(site.guidance, audience=make_audience(unit))
        collection = bind_collection(page=page, user=None).collection
        client.force_login(make_person(unit, user=True).user)
        response = client.get(make_image(collection=collection).file.url)
        assert "no-cache" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]


class TestReplacing:
    """A new file under an old document."""

    def test_the_old_address_is_gone_and_the_new_mark_is_another(self, inside):
        document = make_pdf()
        old = document.url
        etag = inside.get(old)["ETag"]
        document.file = ContentFile(b"%PDF-1.7 moi", name="ban-moi.pdf")
        document.save()

        assert inside.get(old).status_code == 404
        response = inside.get(document.url, headers={"if-none-match": etag})
        assert response.status_code == 200

    def test_the_same_name_with_other_bytes_has_another_mark(self, inside):
        document = make_pdf()
        etag = inside.get(document.url)["ETag"]
        storage, name = document.file.storage, document.file.name
        storage.delete(name)
        storage.save(name, ContentFile(b"%PDF-1.7 noi dung khac"))
        response = inside.get(document.url, headers={"if-none-match": etag})
        assert response.status_code == 200

    def test_the_mark_is_not_the_hash_of_the_bytes(self, inside):
        document = make_pdf(file_hash="a" * 40)
        assert "a" * 20 not in inside.get(document.url)["ETag"]


class TestOtherWays:
    """By the web server or the storage; the right is asked here all the same."""

    @pytest.fixture
    def address(self, inside):
        return make_pdf("Kế hoạch số 28.pdf").url

    def test_by_the_web_server(self, client, inside, settings, address):
        settings.FILES_DELIVERY = "accel"
        response = inside.get(address)
        assert response["X-Accel-Redirect"].startswith("/_tep/documents/K%E1%BA%BF")
        assert response["Content-Type"] == "application/pdf"
        assert "private" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.content
        client.logout()
        assert not client.get(address).has_header("X-Accel-Redirect")

    def test_by_an_address_that_the_storage_signs(self, client, inside, settings, address):
        class Bucket(FileSystemStorage):
            def url(self, name, parameters=None, expire=None):
                kind = parameters["ResponseContentType"]
                return f"https://kho.example/{name}?het-han={expire}&kieu={kind}"

        class GuardedBucket(GuardedAddressMixin, Bucket):
            pass

        file = get_document_model()._meta.get_field("file")
        settings.FILES_DELIVERY = "signed"
        original, file.storage = file.storage, GuardedBucket()
        try:
            document = get_document_model().objects.get()
            response = inside.get(address)
            assert document.file.url.startswith("/tep/documents/")
            assert response.status_code == 302
            assert "het-han=60&kieu=application/pdf" in response.url
            assert "no-store" in response["Cache-Control"]
            client.logout()
            assert client.get(address).url.startswith("/dang-nhap/")
        finally:
            file.storage = original


class TestStatements:
    """A page with twenty pictures asks twenty times."""

    @pytest.mark.parametrize("collection_name", ["public", "internal"])
    def test_at_most_three_a_file(self, inside, sql, collection_name):
        sync_roles()
        root = Collection.get_first_root_node()
        collection = (
            Collection.objects.get(name=PUBLIC_COLLECTION) if collection_name == "public" else root
        )
        image = make_image(collection=collection)
        addresses = (
            make_document(collection=collection).url,
            image.file.url,
            image.get_rendition("width-100").url,
        )
        for address in addresses:
            inside.get(address)
            with sql.count(maximum=3):
                inside.get(address)

    def test_one_for_strangers(self, client, sql):
        sync_roles()
        public = Collection.objects.get(name=PUBLIC_COLLECTION)
        address = make_image(collection=public).file.url
        with sql.count(maximum=1):
            assert client.get(address).status_code == 200

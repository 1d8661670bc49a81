"""Files are given out by the same rule as pages, and never run in the browser."""

import pytest
from wagtail.models import Collection

from intranet.accounts.roles import PUBLIC_COLLECTION, sync_roles
from tests.factories import make_user
from tests.factories_pages import make_document, make_image, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def public():
    """A part of the collection that is open to everybody."""
    sync_roles()
    return Collection.objects.get(name=PUBLIC_COLLECTION).add_child(name="Biểu mẫu")


@pytest.fixture
def inside(client):
    make_site()
    client.force_login(make_user())
    return client


def addresses(**fields):
    """A document, an image and a rendition of it."""
    image = make_image(**fields)
    return [make_document(**fields).url, image.file.url, image.get_rendition("width-100").url]


def test_strangers_are_led_to_the_door_and_staff_get_the_file(client):
    make_site()
    for address in addresses():
        assert client.get(address).url == f"/dang-nhap/?next={address}"
    client.force_login(make_user())
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content)


def test_files_of_the_public_collection_are_for_everybody(client, public):
    for address in addresses(collection=public):
        assert client.get(address).status_code == 200


def test_a_collection_that_only_sounds_public_is_not(client):
    root = Collection.get_first_root_node()
    inner = root.add_child(name="Nội bộ").add_child(name=PUBLIC_COLLECTION)
    for address in addresses(collection=inner):
        assert client.get(address).status_code == 302


def test_what_the_library_does_not_know_is_not_there(inside, tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "la.png").write_bytes(b"x")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "la.pdf").write_bytes(b"x")
    for address in (
        "/tep/images/la.png",
        "/tep/documents/la.pdf",
        "/tep/danh-sach/la.xlsx",
        "/tep/van-ban/999/la.pdf",
        "/tep/images/..%2f..%2fdb.sqlite3",
        "/tep/images/%2e%2e/%2e%2e/db.sqlite3",
    ):
        assert inside.get(address).status_code == 404, address


def test_the_name_in_the_address_of_a_document_counts(inside):
    document = make_document()
    assert inside.get(document.url).status_code == 200
    assert inside.get(f"/tep/van-ban/{document.pk}/khac.txt").status_code == 404


def test_a_lost_file_is_not_found_and_not_an_error(inside):
    image = make_image()
    address = image.file.url
    image.file.storage.delete(image.file.name)
    assert inside.get(address).status_code == 404


def test_pictures_are_kept_by_this_browser_only_and_asked_for_once(inside):
    address = make_image().get_rendition("width-100").url

    first = inside.get(address)
    again = inside.get(address, headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "image/png"
    assert "attachment" not in first["Content-Disposition"]
    assert "private" in first["Cache-Control"]
    assert "max-age" in first["Cache-Control"]
    assert again.status_code == 304
    assert not again.content


def test_pictures_keep_their_length_because_nobody_compresses_them_twice(inside):
    address = make_image().file.url
    response = inside.get(address, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) > 0


def test_documents_are_asked_for_again_each_time(inside):
    response = inside.get(make_document().url)
    assert "private" in response["Cache-Control"]
    assert "no-cache" in response["Cache-Control"]


def test_drawings_that_can_carry_script_are_saved_and_not_shown(inside):
    image = make_image()
    name = image.file.storage.save("original_images/ve.svg", image.file)
    type(image).objects.filter(pk=image.pk).update(file=name)

    response = inside.get(f"/tep/{name}")

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_files_are_read_only(inside):
    for address in addresses():
        assert inside.post(address).status_code == 405


def test_the_cost_of_a_picture_does_not_grow(inside, sql):
    address = make_image().get_rendition("width-100").url
    for _ in range(5):
        make_image().get_rendition("width-100")
    with sql.count(maximum=3):
        inside.get(address)

"""Files in a bucket: a server that speaks S3, signed addresses that are really fetched.

The server is moto: it gives out objects as S3 does, but checks neither the key of a signature nor
how old it is; that is asserted on the address.
"""

import subprocess
import sys
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from django.core.files.base import ContentFile
from moto.server import ThreadedMotoServer
from wagtail.documents import get_document_model

from intranet.pages.files.bindings import bind_collection
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import make_image, make_information, make_site

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 4
NAME = "Kế hoạch số 28.pdf"


@pytest.fixture(scope="module")
def endpoint():
    """A server that speaks S3, with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="ma",
        aws_secret_access_key="khoa",
    ).create_bucket(Bucket="kho")
    yield address
    server.stop()


@pytest.fixture(autouse=True)
def _bucket(settings, endpoint):
    """The storage that the settings of production make of the environment."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "intranet.pages.files.buckets.GuardedBucket",
            "OPTIONS": {
                "bucket_name": "kho",
                "endpoint_url": endpoint,
                "access_key": "ma",
                "secret_key": "khoa",
                "region_name": "us-east-1",
                "signature_version": "s3v4",
                "addressing_style": "path",
                "default_acl": None,
                "file_overwrite": False,
            },
        },
    }
    settings.FILES_DELIVERY = "signed"


@pytest.fixture
def unit():
    return make_unit("Phòng Một")


@pytest.fixture
def collection(unit):
    page = make_information(make_site().guidance, audience=make_audience(unit))
    return bind_collection(page=page, user=None).collection


@pytest.fixture
def document(collection):
    return get_document_model().objects.create(
        title="Kế hoạch", file=ContentFile(CONTENT, name=NAME), collection=collection
    )


@pytest.fixture
def reader(client, unit):
    client.force_login(make_person(unit, user=True).user)
    return client


def fetch(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.status, answer.headers, answer.read()


def test_a_reader_is_led_to_the_bytes(reader, document):
    response = reader.get(document.url)
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]

    status, headers, content = fetch(response.url)

    assert (status, content) == (200, CONTENT)
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["Cache-Control"] == "private, no-store"


def test_parts_come_from_the_storage(reader, document):
    status, headers, content = fetch(reader.get(document.url).url, Range="bytes=0-7")
    assert (status, content) == (206, CONTENT[:8])
    assert headers["Content-Range"] == f"bytes 0-7/{len(CONTENT)}"


def test_the_address_is_signed_for_a_minute_and_worth_nothing_unsigned(
    reader, document, endpoint, settings
):
    address = urlsplit(reader.get(document.url).url)
    query = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}" == endpoint
    assert query["X-Amz-Expires"] == [str(settings.FILES_SIGNED_SECONDS)] == ["60"]
    assert query["X-Amz-Signature"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetch(address._replace(query="").geturl())
    assert refused.value.code == 403


def test_pictures_and_their_sizes(reader, collection):
    image = make_image(collection=collection)
    for address in (image.file.url, image.get_rendition("width-100").url):
        assert address.startswith("/tep/")
        _status, headers, content = fetch(reader.get(address).url)
        assert headers["Content-Type"] == "image/png"
        assert content.startswith(b"\x89PNG")


def test_nobody_else_gets_an_address(client, document):
    client.force_login(make_person(make_unit(), user=True).user)
    assert client.get(document.url).status_code == 404
    client.logout()
    assert client.get(document.url).url.startswith("/dang-nhap/")


def test_three_statements_here_too(reader, document, sql):
    reader.get(document.url)
    with sql.count(maximum=3):
        assert reader.get(document.url).status_code == 302


def test_from_here_where_browsers_do_not_reach_the_storage(reader, document, settings):
    settings.FILES_DELIVERY = "stream"
    response = reader.get(document.url, headers={"range": "bytes=0-7"})
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == CONTENT[:8]
    assert b"".join(reader.get(document.url).streaming_content) == CONTENT


def settings_of_production(code, **environment):
    """Run a line of Python under the settings of production."""
    return subprocess.run(
        [sys.executable, "-c", f"from intranet.settings.base import *; {code}"],
        env={"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "testserver", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_alone_names_the_bucket(settings):
    named = {
        "S3_BUCKET": "kho",
        "S3_ENDPOINT": "https://kho.example/",
        "S3_ACCESS_KEY": "ma",
        "S3_SECRET_KEY": "khoa",
    }
    code = (
        "print(FILES_DELIVERY, STORAGES['default']['BACKEND'],"
        " *CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'],"
        " *sorted(STORAGES['default']['OPTIONS']))"
    )
    done = settings_of_production(code, **named)
    assert "signed intranet.pages.files.buckets.GuardedBucket" in done.stdout
    assert "data: https://kho.example " in done.stdout
    assert done.stdout.split()[-9:] == sorted(settings.STORAGES["default"]["OPTIONS"])


def test_a_bucket_without_a_key_is_said_in_one_line():
    done = settings_of_production("", S3_BUCKET="kho", S3_ENDPOINT="https://kho.example")
    assert "thiếu biến môi trường S3_ACCESS_KEY" in done.stderr

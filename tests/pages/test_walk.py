"""Nothing is open by accident: every pattern of the resolver is asked without signing in."""

import itertools
import re
from collections.abc import Iterator

import pytest
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

from intranet.accounts.doors import is_open_to_strangers
from tests.factories import make_user
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

# What answers strangers, and why.
OPEN = {
    "dang-nhap/": "the door",
    "dang-xuat/": "says that the session is ended",
    "du-lieu-ca-nhan/": "says what is held about whom",
    "healthz": "asked by probes",
    "readyz": "asked by probes",
    "robots.txt": "asks robots to stay outside",
    r"^tep/van-ban/(?P<document_id>\d+)/(?P<filename>.*)$": "asks the collection of the file",
    r"^tep/images/(?P<name>.+)$": "asks the collection of the file",
    r"^tep/original_images/(?P<name>.+)$": "asks the collection of the file",
    r"^((?:[\w\-]+/)*)$": "asks the page",
}

# Ours stand before Wagtail's of the same address and answer 302 or 404.
IN_THE_WAY_OF_WAGTAIL = {
    "quan-tri/login/",
    "quan-tri/logout/",
    "^quan-tri/password_reset/",
    "_util/login/",
    "^_util/authenticate_with_password/",
    "tep/van-ban/authenticate_with_password/<int:restriction_id>/",
}

# The middle of signing in: whoever is not in it is led back to the door, or finds nothing.
STEPS_OF_SIGN_IN = {
    "mat-khau/<uidb64>/<token>/",
    "dang-nhap/xac-thuc/",
    "dang-nhap/lien-thong/<slug:provider_id>/",
    "dang-nhap/lien-thong/<slug:provider_id>/ket-qua/",
}

# Addresses that only a letter holds: what has not our signature finds nothing.
LINKS_IN_LETTERS = {"ngung-thu/<str:token>/"}

# The interface for programs: a session counts for nothing there, a token opens it.
BY_TOKEN = {
    "api/v1/",
    "api/v1/openapi.json",
    "api/v1/units",
    "api/v1/duties",
    "api/v1/duties/<kind>/<key>/participation",
    "api/v1/duties/<kind>/<key>/people",
    "api/v1/<path:rest>",
}

# One value for each name that a pattern may ask for; a new name fails until it stands here.
SAMPLES = {
    "action": "delete",
    "action_name": "approve",
    "app_label": "pages",
    "app_name": "pages",
    "attempt_id": "1",
    "meeting_id": "1",
    "collection_id": "1",
    "content_type_app_name": "pages",
    "content_type_model_name": "newspage",
    "destination_id": "1",
    "doc_id": "1",
    "document_id": "1",
    "filename": "ke-hoach.pdf",
    "filter_spec": "width-100",
    "image_id": "1",
    "key": "1",
    "first": "1",
    "kind": "quiz",
    "model_name": "newspage",
    "name": "anh.png",
    "number": "1",
    "object_id": "1",
    "page": "1",
    "page_id": "1",
    "page_pk": "1",
    "page_to_move_id": "1",
    "page_view_restriction_id": "1",
    "rendition_id": "1",
    "parent_page_id": "1",
    "pk": "1",
    "query_id": "1",
    "question_id": "1",
    "quiz_id": "1",
    "slot": "1",
    "provider_id": "sso",
    "public_id": "abc",
    "rest": "khong/co",
    "restriction_id": "1",
    "revision_id": "1",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "second": "1",
    "session_id": "1",
    "task_id": "1",
    "task_state_id": "1",
    "template": "xlsx",
    "token": "abc",
    "uidb64": "MQ",
    "unit_id": "1",
    "uploaded_file_id": "1",
    "workflow_pk": "1",
    "workflow_state_id": "1",
}

# Patterns written as regular expressions without names: one address each.
ADDRESSES = {
    r"^((?:[\w\-]+/)*)$": "khong-co/",
    r"quan-tri/^.*/$": "quan-tri/khong-co/",
    r"quan-tri/pages/^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "quan-tri/pages/1/revisions/compare/earliest...latest/"
    ),
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern below the resolver with its whole text."""
    for entry in resolver.url_patterns:
        text = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield text, entry
        else:
            yield from patterns(entry, text)


def address(text: str) -> str:
    """An address that the pattern matches; fails for what has no sample."""
    if text in ADDRESSES:
        return "/" + ADDRESSES[text]
    path = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", text)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: SAMPLES[match[1]], path)
    path = path.replace("^", "").replace("$", "").replace("\\", "")
    assert not re.search(r"[()<>*+?\[\]]", path), f"no sample for {text}"
    return "/" + path


ALL = list(patterns(get_resolver()))
CLOSED = [text for text, _entry in ALL if text not in OPEN]


def test_the_walk_sees_the_whole_site():
    assert len(ALL) > 150
    assert len(OPEN) <= 10
    assert set(OPEN) <= {text for text, _entry in ALL}


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_strangers_are_answered_by_the_door(client, method):
    make_site()
    answers = {text: getattr(client, method)(address(text)) for text in CLOSED}

    open_ones = {
        text: response.status_code
        for text, response in answers.items()
        if response.status_code not in (302, 401, 403, 404)
    }
    assert open_ones == {}
    elsewhere = {
        text: response.url
        for text, response in answers.items()
        if response.status_code == 302 and not response.url.startswith("/dang-")
    }
    assert elsewhere == {}


def test_only_what_is_listed_is_marked_open():
    marked = {
        text
        for text, entry in ALL
        if is_open_to_strangers(entry.callback) and resolve(address(text)).func is entry.callback
    }
    decided = (set(OPEN) - {r"^((?:[\w\-]+/)*)$"}) | IN_THE_WAY_OF_WAGTAIL
    decided |= STEPS_OF_SIGN_IN | LINKS_IN_LETTERS
    assert marked == decided | BY_TOKEN


def test_a_session_opens_nothing_of_what_a_token_opens(client):
    make_site()
    client.force_login(make_user(is_superuser=True))
    assert {client.get(address(text)).status_code for text in BY_TOKEN} == {401}


def test_no_address_ends_in_an_error_on_purpose(client):
    make_site()
    assert client.get("/quan-tri/failwhale/").url.startswith("/dang-nhap/")
    client.force_login(make_user(is_superuser=True))
    for method in ("get", "head", "post", "options"):
        assert getattr(client, method)("/quan-tri/failwhale/").status_code == 404


@pytest.mark.parametrize("path", sorted(ADDRESSES.values()))
def test_the_addresses_belong_to_a_pattern(path):
    assert resolve("/" + path)


def test_a_pattern_without_a_sample_fails():
    for text in ("so-tay/<int:unknown_name>/", r"^so-tay/(\d+)/$"):
        with pytest.raises((KeyError, AssertionError)):
            address(text)


def test_unknown_addresses_are_closed_alike(client):
    make_site()
    for path, method in itertools.product(("/khong-co/", "/van-ban/"), ("get", "post")):
        assert getattr(client, method)(path).url.startswith("/dang-nhap/")


@pytest.mark.parametrize(
    "path",
    [
        "/dang-ky/",
        "/accounts/signup/",
        "/dang-nhap/signup/",
        "/tai-khoan/email/",
        "/tai-khoan/bao-mat/ma/download/",
        "/dang-nhap/lien-thong/khac/",
        "/tai-khoan/lien-ket/",
    ],
)
def test_sign_up_reset_and_connections_do_not_exist(client, path):
    make_site()
    client.force_login(make_user())

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404

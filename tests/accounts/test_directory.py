"""Passwords of the directory, against the stand-in for a server that ldap3 brings along."""

import ldap3
import pytest
from django_python3_ldap import ldap

from tests.factories import PASSWORD, make_user
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

BASE = "ou=people,dc=so,dc=example"
OUTSIDE_PASSWORD = "mat-khau-cua-thu-muc"


@pytest.fixture(autouse=True)
def directory(settings, monkeypatch):
    """A directory that knows «canbo» and «la», and the site configured to ask it."""
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "intranet.accounts.directory.DirectoryBackend",
    ]
    settings.LDAP_AUTH_URL = "ldap://thu-muc.example"
    settings.LDAP_AUTH_SEARCH_BASE = BASE
    settings.LDAP_AUTH_OBJECT_CLASS = "inetOrgPerson"
    settings.LDAP_AUTH_USER_FIELDS = {"username": "uid"}

    connect = ldap3.Connection

    def stand_in(_servers, **kwargs):
        server = ldap3.Server("thu-muc.example")
        made = connect(server, client_strategy=ldap3.MOCK_SYNC, **kwargs)
        for name in ("canbo", "la", "nghi"):
            entry = {
                "objectClass": "inetOrgPerson",
                "uid": name,
                "userPassword": OUTSIDE_PASSWORD,
            }
            made.strategy.add_entry(f"uid={name},{BASE}", entry)
        return made

    monkeypatch.setattr(ldap.ldap3, "Connection", stand_in)
    make_site()
    make_user("canbo")
    make_user("nghi", is_active=False)


@pytest.mark.parametrize(
    ("name", "password", "is_let_in"),
    [
        ("canbo", OUTSIDE_PASSWORD, True),
        ("canbo", PASSWORD, True),
        ("canbo", "sai", False),
        ("canbo", "", False),
        ("la", OUTSIDE_PASSWORD, False),
        ("nghi", OUTSIDE_PASSWORD, False),
        ("*", OUTSIDE_PASSWORD, False),
    ],
)
def test_who_is_let_in(client, name, password, is_let_in):
    client.post("/dang-nhap/", {"username": name, "password": password})

    assert ("_auth_user_id" in client.session) == is_let_in
    assert (client.get("/").status_code == 200) == is_let_in

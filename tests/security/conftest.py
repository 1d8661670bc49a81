"""A small site, the settings of production, and people who want to see more than they should."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from intranet.accounts.models import User
from intranet.accounts.roles import sync_roles
from intranet.settings import base
from tests.factories import make_person, make_unit
from tests.factories_pages import SmallSite, make_site

OF_PRODUCTION = (
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_HSTS_SECONDS",
    "SECURE_REFERRER_POLICY",
    "PASSWORD_HASHERS",
    "TRUSTED_PROXIES",
)


@pytest.fixture
def site(db) -> SmallSite:
    return make_site()


@pytest.fixture
def production(settings):
    """What the settings of the tests ease stands again as on the real machine."""
    for name in OF_PRODUCTION:
        setattr(settings, name, getattr(base, name))
    return settings


@pytest.fixture
def account(site):
    """Make an account on the roll, in a group if one is named."""
    sync_roles()
    unit = make_unit("Phòng của tài khoản thử")

    def make(group: str = "") -> User:
        user = make_person(unit, user=True).user
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def signed_in(account):
    """A client of an account, in a group if one is named."""

    def make(group: str = "", **options: object) -> Client:
        client = Client(**options)
        client.force_login(account(group))
        return client

    return make

"""The small body of the reports, and programs that read its figures."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from intranet.accounts.models import User
from intranet.api import services
from intranet.api.models import Scope
from intranet.organisation.models import Person
from tests.factories import make_audience, make_delegation, make_person, make_user
from tests.reports.conftest import body, provider  # noqa: F401  (fixtures)

ROOT = "/api/v1/"
PERSONS = (
    "own head",
    "deputy",
    "acting head",
    "head of the part",
    "head of the other",
    "former head",
    "civil servant",
    "Director",
    "Office",
    "editor",
    "IT officer",
)


@pytest.fixture(autouse=True)
def _fresh_counts():
    """Counts of failures of earlier tests."""
    cache.clear()


@pytest.fixture
def people(body):  # noqa: F811
    """The accounts of the table of rights."""
    today = timezone.localdate()
    acting: Person = make_person(body.second, user=True)
    make_delegation(acting, body.first, today, today + datetime.timedelta(days=5))
    users = {
        **body.users,
        "own head": body.users["head"],
        "acting head": acting.user,
        "IT officer": make_user("can-bo-cntt", permissions=["api.manage_tokens"]),
    }
    return {name: users[name] for name in PERSONS}


class Program:
    """A program with a token."""

    def __init__(self, token: str) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, query=None, **headers):
        return self.client.get(ROOT + path, query, headers={**self.headers, **headers})

    def send(self, method: str, path: str):
        return self.client.generic(method, ROOT + path, headers=self.headers)


def issue(owner: User, scope: str = Scope.NAMES, days: int = 30) -> tuple:
    """A token and its text."""
    return services.issue(
        owner=owner,
        name="Bảng theo dõi của tỉnh",
        scope=scope,
        expires_at=timezone.now() + datetime.timedelta(days=days),
        by=owner,
        reason="Công văn 12/SNV",
    )


def program_of(owner: User, scope: str = Scope.NAMES) -> Program:
    return Program(issue(owner, scope)[1])


def address(duty, what: str) -> str:
    return f"duties/{duty.kind}/{duty.key}/{what}"


@pytest.fixture
def duty_of_others(body, provider):  # noqa: F811
    return provider.add(make_audience(body.second), title="Việc riêng của Phòng Hai")

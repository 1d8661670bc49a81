"""What the tests of the roll share."""

import pytest

from intranet.organisation import duties
from intranet.organisation.models import Audience
from tests.factories import FakeProvider


@pytest.fixture
def provider(monkeypatch):
    """The only registered kind of duty, whose duties and progress the test sets."""
    monkeypatch.setattr(duties, "_providers", {})
    provider = FakeProvider()
    duties.register(provider)
    return provider


@pytest.fixture
def everybody(db):
    """The audience of everybody on the roll."""
    return Audience.objects.everybody()

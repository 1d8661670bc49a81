"""What the tests of the roll share."""

import pytest

from intranet.organisation.models import Audience
from tests.factories import forget_provider, registered_provider


@pytest.fixture
def provider():
    """A registered kind of duty whose duties and progress the test sets."""
    provider = registered_provider()
    yield provider
    forget_provider(provider)


@pytest.fixture
def everybody(db):
    """The audience of everybody on the roll."""
    return Audience.objects.everybody()

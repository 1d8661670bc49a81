"""What all tests share: a migrated database copied per worker, and the counting of statements."""

import hypothesis
import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.database import TestDatabase
from tests.factories_pages import uproot_site
from tests.statements import Statements

# A loaded machine is slow, not wrong; and a failure must be the same one in the next run.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Give this worker a copy of the migrated template: copying is quick, migrating is not."""
    with django_db_blocker.unblock():
        database = TestDatabase()
        database.create()
        flush = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = lambda self: database.restore()
    yield
    with django_db_blocker.unblock():
        TransactionTestCase._fixture_teardown = flush
        database.drop()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Keep what one test put into the cache away from the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_reference_index(request):
    """Spare the tests Wagtail's index of who refers to whom, but those that ask for it."""
    if "reference_index" in request.fixturenames:
        yield
        return
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def reference_index():
    """Let Wagtail keep its index of who refers to whom."""


@pytest.fixture
def first_day(db):
    """Let the database be as the migrations leave it, without the small site."""
    uproot_site()


@pytest.fixture
def sql():
    """Counting of SQL statements, with the SQL in the message of a failure."""
    return Statements()

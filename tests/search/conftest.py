"""What the tests of search share: a site and somebody who reads."""

import pytest

from tests.factories import make_person, make_unit
from tests.factories_pages import make_site


@pytest.fixture
def site(db):
    return make_site()


@pytest.fixture
def unit(site):
    return make_unit("Văn phòng Sở")


@pytest.fixture
def reader(unit):
    return make_person(unit, user=True).user


@pytest.fixture
def ask(client, reader):
    """Search as the reader; the answer has the context of the screen."""

    def asked(text="", **chosen):
        client.force_login(reader)
        answer = client.get("/tim-kiem/", {"q": text, **chosen})
        assert answer.status_code == 200
        return answer

    return asked

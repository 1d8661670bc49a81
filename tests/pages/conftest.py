"""What the tests of pages share: a site with its roles, and people who have one of them."""

import pytest
from django.contrib.auth.models import Group

from intranet.accounts.roles import sync_roles
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site


@pytest.fixture
def site():
    sync_roles()
    return make_site()


@pytest.fixture
def member(site):
    unit = make_unit("Văn phòng Sở")

    def make(group):
        user = make_person(unit, user=True).user
        user.groups.add(Group.objects.get(name=group))
        return user

    return make

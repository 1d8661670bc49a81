"""What the tests of the roll import share."""

import pytest
from django.contrib.auth.models import Group

from intranet.accounts.roles import IT_OFFICERS, sync_roles
from intranet.organisation.models import MembershipRole, UnitKind
from tests.factories import make_person, make_unit, make_user


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    """Keep the files of a test in its own folder."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(client):
    """A signed-in IT officer."""
    sync_roles()
    client.user = make_user()
    client.user.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(client.user)
    return client


@pytest.fixture
def department():
    """The department with two rooms; head and two members in the office."""
    top = make_unit("Sở", kind=UnitKind.DEPARTMENT)
    office = make_unit("Văn phòng", top, kind=UnitKind.OFFICE)
    make_unit("Phòng Người có công", top)
    make_person(office, role=MembershipRole.HEAD, full_name="Nguyễn Thị Ánh")
    make_person(office, full_name="Trần Đình Độ")
    make_person(office, full_name="Lê Viết Sơn")
    return top

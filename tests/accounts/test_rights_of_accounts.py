"""What roles may do, and what it costs to know."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Page, Workflow

from intranet.accounts.backends import RolesBackend
from intranet.accounts.models import User
from intranet.accounts.roles import (
    EDITORS,
    INTERNAL_COLLECTION,
    IT_OFFICERS,
    LEADERSHIP,
    OFFICE,
    PUBLIC_COLLECTION,
    ROLES,
    WORKFLOW,
    MissingPermissionError,
    Role,
    _permissions_by_name,
    sync_roles,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def member_of(*groups: str) -> User:
    user = make_user()
    user.groups.set(Group.objects.filter(name__in=groups))
    return RolesBackend().get_user(user.pk)


@pytest.mark.parametrize(
    ("role", "permission", "expected"),
    [
        (EDITORS, "wagtailadmin.access_admin", True),
        (EDITORS, "quiz.add_question", True),
        (EDITORS, "organisation.view_participation", False),
        (EDITORS, "accounts.change_user", False),
        (OFFICE, "wagtailadmin.access_admin", True),
        (OFFICE, "organisation.view_participation", True),
        (OFFICE, "organisation.view_participants", True),
        (OFFICE, "accounts.change_user", False),
        (LEADERSHIP, "organisation.view_participation", True),
        (LEADERSHIP, "organisation.view_participants", False),
        (LEADERSHIP, "wagtailadmin.access_admin", False),
        (IT_OFFICERS, "accounts.change_user", True),
        (IT_OFFICERS, "organisation.view_participation", False),
        (IT_OFFICERS, "quiz.change_question", False),
    ],
)
def test_roles(role, permission, expected):
    sync_roles()

    assert member_of(role).has_perm(permission) is expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (EDITORS, {"add_page", "change_page"}),
        (OFFICE, {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"}),
        (LEADERSHIP, set()),
        (IT_OFFICERS, set()),
    ],
)
def test_rights_on_pages(role, expected):
    sync_roles()

    granted = GroupPagePermission.objects.filter(group__name=role, page__depth=1)
    assert set(granted.values_list("permission__codename", flat=True)) == expected


def test_synchronising_takes_back_what_the_code_does_not_say_and_can_be_repeated():
    sync_roles()
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(Permission.objects.get(codename="change_user"))
    root = Page.get_first_root_node()
    publish = Permission.objects.get(codename="publish_page", content_type__model="page")
    GroupPagePermission.objects.create(group=editors, page=root, permission=publish)

    call_command("sync_roles", verbosity=0)
    call_command("sync_roles", verbosity=0)

    assert not member_of(EDITORS).has_perm("accounts.change_user")
    assert not GroupPagePermission.objects.filter(group=editors, permission=publish).exists()
    assert Group.objects.count() == len(ROLES)


def test_the_office_approves_every_page_and_nothing_english_is_left():
    sync_roles()

    workflow = Workflow.objects.get()
    assert workflow.name == WORKFLOW
    assert Page.get_first_root_node().get_workflow() == workflow
    assert [task.specific.groups.get().name for task in workflow.tasks] == [OFFICE]
    names = set(Collection.objects.filter(depth=2).values_list("name", flat=True))
    assert names == {PUBLIC_COLLECTION, INTERNAL_COLLECTION}


def test_an_unknown_permission_is_named():
    with pytest.raises(MissingPermissionError, match=r"quiz\.fly_question"):
        _permissions_by_name([Role("Phi công", ("quiz.fly_question",))])


def test_permissions_cost_one_statement_and_none_without_a_role(sql):
    sync_roles()
    plain, editor = member_of(), member_of(EDITORS)

    with sql.count(maximum=0):
        assert not plain.has_perm("wagtailadmin.access_admin")
    with sql.count(maximum=1):
        assert editor.has_perm("wagtailadmin.access_admin")
        assert not editor.has_perm("accounts.change_user")


def test_a_closed_account_is_nobody():
    sync_roles()
    user = make_user(permissions=["wagtailadmin.access_admin"])
    assert RolesBackend().get_user(user.pk).has_perm("wagtailadmin.access_admin")
    user.is_active = False
    user.save()

    assert RolesBackend().get_user(user.pk) is None
    assert not user.has_perm("wagtailadmin.access_admin")

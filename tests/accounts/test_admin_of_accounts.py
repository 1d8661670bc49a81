"""The IT officer keeps accounts and cannot make, or become, a superuser."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "một mật khẩu khác hẳn"


@pytest.fixture
def officer(client):
    sync_roles()
    user = make_user("quantri")
    user.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(user)
    return client


def form(username, **fields):
    return {
        "username": username,
        "email": f"{username}@so.example",
        "first_name": "Lê Thị Hoa",
        **fields,
    }


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def test_an_account_is_made_with_a_role_and_never_as_a_superuser(officer):
    address = reverse("wagtailusers_users:add")
    assert officer.get(address).status_code == 200
    office = Group.objects.get(name=OFFICE)

    response = officer.post(
        address,
        form(
            "hoa",
            password1=NEW_PASSWORD,
            password2=NEW_PASSWORD,
            groups=[office.pk],
            role_reason="Nhân sự mới của Văn phòng",
            is_superuser="on",
        ),
    )

    assert response.status_code == 302, response.context["form"].errors
    user = User.objects.get(username="hoa")
    assert not user.is_superuser
    assert list(user.groups.all()) == [office]
    assert user.check_password(NEW_PASSWORD)


def test_an_account_is_changed_and_never_into_a_superuser(officer):
    user = make_user("hoa")
    assert officer.get(edit(user)).status_code == 200

    response = officer.post(edit(user), form("hoa", is_active="on", is_superuser="on"))

    assert response.status_code == 302
    user.refresh_from_db()
    assert user.first_name == "Lê Thị Hoa"
    assert not user.is_superuser


def test_the_password_of_a_superuser_is_out_of_reach(officer):
    user = make_user("goc", is_superuser=True)

    response = officer.post(
        edit(user), form("goc", is_active="on", password1=NEW_PASSWORD, password2=NEW_PASSWORD)
    )

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    user.refresh_from_db()
    assert not user.check_password(NEW_PASSWORD)
    assert user.is_superuser


def bulk(action, *users):
    ids = "&".join(f"id={user.pk}" for user in users)
    return f"{reverse('wagtail_bulk_action', args=['accounts', 'user', action])}?{ids}"


def test_ones_own_roles_are_for_somebody_else_to_change(officer):
    me = User.objects.get(username="quantri")
    office = Group.objects.get(name=OFFICE)

    officer.post(edit(me), form("quantri", groups=[office.pk], role_reason="Tự cấp"))
    officer.post(bulk("assign_role", me), {"role": office.pk, "role_reason": "Tự cấp"})

    me.refresh_from_db()
    assert me.first_name == "Lê Thị Hoa"
    assert [group.name for group in me.groups.all()] == [IT_OFFICERS]


def test_roles_are_given_to_others_in_the_list(officer):
    users = [make_user("hoa"), make_user("lan")]
    office = Group.objects.get(name=OFFICE)

    data = {"role": office.pk, "role_reason": "Theo quyết định phân công"}
    officer.post(bulk("assign_role", *users), data)

    assert set(office.user_set.all()) == set(users)


@pytest.mark.parametrize(
    ("action", "data"), [("set_active_state", {"mark_as_active": "False"}), ("delete", {})]
)
def test_a_superuser_stays_untouched_in_the_list(officer, action, data):
    superuser = make_user("goc", is_superuser=True)

    officer.post(bulk(action, superuser, make_user("hoa")), data)

    superuser.refresh_from_db()
    assert superuser.is_active


def test_a_superuser_stays_one_when_another_superuser_edits_the_account(client):
    client.force_login(make_user("goc", is_superuser=True))
    other = make_user("goc-hai", is_superuser=True)

    client.post(edit(other), form("goc-hai", is_active="on"))

    other.refresh_from_db()
    assert other.first_name == "Lê Thị Hoa"
    assert other.is_superuser


@pytest.mark.parametrize("role", [EDITORS, OFFICE])
def test_others_do_not_see_accounts(client, role):
    sync_roles()
    user = make_user()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    for name in ("wagtailusers_users:index", "wagtailusers_users:add"):
        assert client.get(reverse(name)).status_code == 302
    assert client.get(edit(make_user("goc", is_superuser=True))).status_code == 302


class TestRoles:
    """Whoever gives or takes a role says why; the log and the other IT officers know it."""

    @pytest.fixture
    def colleague(self, officer):
        other = make_user("quantri2", email="quantri2@so.example")
        other.groups.add(Group.objects.get(name=IT_OFFICERS))
        make_user("nghi", email="nghi@so.example", is_active=False).groups.add(
            Group.objects.get(name=IT_OFFICERS)
        )
        return other

    def lines(self, account):
        return [
            (line.user.username, str(line.message))
            for line in ModelLogEntry.objects.for_instance(account).filter(
                action="accounts.roles_changed"
            )
        ]

    def test_no_role_without_a_reason(self, officer, colleague):
        account = make_user("hoa")
        office = Group.objects.get(name=OFFICE)
        answer = officer.post(edit(account), form("hoa", is_active="on", groups=[office.pk]))
        assert answer.context["form"].errors["role_reason"]
        officer.post(bulk("assign_role", account), {"role": office.pk})
        assert not account.groups.exists()
        assert mail.outbox == []

    def test_given_and_taken(self, officer, colleague):
        account = make_user("hoa")
        account.groups.add(Group.objects.get(name=EDITORS))
        office = Group.objects.get(name=OFFICE)
        fields = form("hoa", is_active="on", groups=[office.pk], role_reason="Điều động 15/QĐ")
        assert officer.post(edit(account), fields).status_code == 302
        said = "Thay đổi vai trò; giao: Văn phòng; thu: Biên tập viên; lý do: Điều động 15/QĐ"
        assert self.lines(account) == [("quantri", said)]
        (letter,) = mail.outbox
        assert letter.to == ["quantri2@so.example"]
        for word in ("quantri", "Lê Thị Hoa", "Văn phòng", "Biên tập viên", "Điều động 15/QĐ"):
            assert word in letter.body

    def test_without_a_change_there_is_nothing_to_say(self, officer, colleague):
        account = make_user("hoa")
        account.groups.add(Group.objects.get(name=EDITORS))
        same = [Group.objects.get(name=EDITORS).pk]
        fields = form("hoa", is_active="on", groups=same)
        assert officer.post(edit(account), fields).status_code == 302
        assert self.lines(account) == []
        assert mail.outbox == []

    def test_many_at_once_are_one_letter(self, officer, colleague):
        hoa, lan, has_it = make_user("hoa"), make_user("lan"), make_user("mai")
        office = Group.objects.get(name=OFFICE)
        has_it.groups.add(office)
        page = officer.get(bulk("assign_role", hoa, lan, has_it))
        assert "role_reason" in page.text
        data = {"role": office.pk, "role_reason": "Tăng cường"}
        officer.post(bulk("assign_role", hoa, lan, has_it), data)
        assert [len(self.lines(user)) for user in (hoa, lan, has_it)] == [1, 1, 0]
        (letter,) = mail.outbox
        assert "hoa" in letter.body
        assert "lan" in letter.body

    def test_the_forms_ask(self, officer):
        for address in (reverse("wagtailusers_users:add"), edit(make_user("hoa"))):
            assert 'name="role_reason"' in officer.get(address).text

"""Issuing and revoking tokens in the admin."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.api.models import AccessToken
from intranet.organisation.personal_data.registry import Owner, erase, sections_about
from tests.api.conftest import Program, issue
from tests.factories import make_person, make_unit, make_user, of_role, signed_in

pytestmark = pytest.mark.django_db

REFUSED = {302, 403}


@pytest.fixture
def officer():
    sync_roles()
    user = of_role(IT_OFFICERS)
    user.email = "cntt@so.example"
    user.save()
    return user


@pytest.fixture
def office(officer):
    user = of_role(OFFICE)
    user.email = "vanphong@so.example"
    user.save()
    return user


def form(account, **fields):
    return {
        "owner": account.username,
        "name": "Bảng theo dõi của tỉnh",
        "scope": "figures",
        "days": "90",
        "reason": "Công văn 12/SNV ngày 20/11",
        **fields,
    }


def post(officer, account, **fields):
    return signed_in(officer).post(reverse("issue_access_token"), form(account, **fields))


def test_a_token_is_shown_once_and_opens_the_figures(officer, office):
    answer = post(officer, office)
    text = answer.context["text"]
    token = AccessToken.objects.get()
    assert text in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Program(text).get("units").status_code == 200
    assert (token.owner, token.issued_by) == (office, officer)
    days = token.expires_at - timezone.now()
    assert datetime.timedelta(days=89) < days <= datetime.timedelta(days=90)

    listing = signed_in(officer).get(reverse("access_tokens")).content.decode()
    assert token.prefix in listing
    assert text not in listing


def test_issuing_is_an_act_under_a_name(officer, office):
    post(officer, office, scope="names")
    entry = ModelLogEntry.objects.get(action="api.token_issued")
    assert (entry.user, entry.object_id) == (officer, str(office.pk))
    assert "Công văn 12/SNV" in entry.message
    assert "số liệu và tên người" in entry.message


def test_the_owner_and_all_officers_get_a_letter(officer, office):
    other = of_role(IT_OFFICERS)
    other.email = "cntt2@so.example"
    other.save()
    text = post(officer, office).context["text"]
    assert {address for letter in mail.outbox for address in letter.to} == {
        "cntt@so.example",
        "cntt2@so.example",
        "vanphong@so.example",
    }
    assert all("Công văn 12/SNV" in letter.body for letter in mail.outbox)
    assert all(text.split("_", 2)[2] not in letter.body for letter in mail.outbox)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner", "khong-co"),
        ("owner", ""),
        ("name", ""),
        ("scope", "everything"),
        ("days", "0"),
        ("days", "367"),
        ("days", "x"),
        ("reason", " "),
    ],
)
def test_a_wrong_form_issues_nothing_and_says_why(officer, office, field, value):
    answer = post(officer, office, **{field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert not AccessToken.objects.exists()


def test_only_who_sees_figures_can_be_the_owner(officer):
    boss = make_user("toi-cao", is_superuser=True)
    closed = of_role(OFFICE)
    closed.is_active = False
    closed.save()
    for owner in (make_user(), of_role(EDITORS), boss, closed, officer):
        assert post(officer, owner).context["form"].errors["owner"]
    head = make_person(make_unit(), role="head", user=True).user
    for owner in (of_role(LEADERSHIP), head):
        assert "text" in post(officer, owner).context


def test_a_token_is_revoked_at_once(officer, office):
    token, text = issue(office)
    client = signed_in(officer)
    client.post(reverse("revoke_access_token", args=[token.pk]))
    client.post(reverse("revoke_access_token", args=[token.pk]))
    assert Program(text).get("units").status_code == 401
    assert ModelLogEntry.objects.filter(action="api.token_revoked").count() == 1
    assert "đã thu hồi" in client.get(reverse("access_tokens")).content.decode()


@pytest.mark.parametrize("role", [OFFICE, EDITORS, LEADERSHIP])
def test_nobody_else_issues_or_revokes(office, role):
    token, _text = issue(office)
    client = signed_in(of_role(role))
    assert client.get(reverse("access_tokens")).status_code in REFUSED
    assert client.post(reverse("issue_access_token"), form(office)).status_code in REFUSED
    assert client.post(reverse("revoke_access_token", args=[token.pk])).status_code in REFUSED
    assert AccessToken.objects.get().revoked_at is None


def test_revoking_takes_a_post(officer, office):
    token, _text = issue(office)
    client = signed_in(officer)
    assert client.get(reverse("revoke_access_token", args=[token.pk])).status_code == 405


def test_the_list_costs_the_same_whatever_its_length(officer, office, sql):
    client = signed_in(officer)

    def more():
        for _ in range(20):
            issue(of_role(OFFICE))

    issue(office)
    sql.flat(lambda: client.get(reverse("access_tokens")), more, maximum=12)


def test_my_data_names_the_tokens_and_leavers_lose_them(office):
    person = make_person(make_unit(), user=office)
    issue(office)
    sections = {section.key: section for section in sections_about(Owner(office, person))}
    assert sections["tokens"].rows[0][0] == "Bảng theo dõi của tỉnh"
    erase([person])
    assert not AccessToken.objects.exists()


class TestOwners:
    """Whoever a token belongs to sees it and can close it."""

    def test_the_owner_revokes_the_own_token(self, office):
        token, text = issue(office)
        client = signed_in(office)
        assert reverse("my_tokens") in client.get(reverse("my_data")).content.decode()
        screen = client.get(reverse("my_tokens")).content.decode()
        assert token.name in screen
        assert text not in screen
        answer = client.post(reverse("revoke_my_token", args=[token.pk]), follow=True)
        assert "đã thu hồi" in answer.content.decode()
        assert Program(text).get("units").status_code == 401
        line = ModelLogEntry.objects.get(action="api.token_revoked")
        assert (line.user, line.object_id) == (office, str(office.pk))
        client.post(reverse("revoke_my_token", args=[token.pk]))
        assert ModelLogEntry.objects.filter(action="api.token_revoked").count() == 1

    def test_nobody_else_does(self, officer, office, client):
        token, text = issue(office)
        address = reverse("revoke_my_token", args=[token.pk])
        assert client.post(address).status_code in REFUSED
        assert client.get(reverse("my_tokens")).status_code in REFUSED
        other = signed_in(officer)
        assert token.name not in other.get(reverse("my_tokens")).content.decode()
        assert other.post(address).status_code == 404
        assert signed_in(office).get(address).status_code == 405
        assert Program(text).get("units").status_code == 200

    def test_many_tokens_take_no_more_statements(self, office, sql):
        client = signed_in(office)
        issue(office)
        grow = lambda: [issue(office) for _ in range(9)]  # noqa: E731
        sql.flat(lambda: client.get(reverse("my_tokens")), grow, maximum=12)

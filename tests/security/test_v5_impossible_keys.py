"""ASVS 5.1.3: keys that no record can have are refused by the screens of the admin, never a 500."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories_pages import make_site
from tests.factories_quiz import make_quiz

pytestmark = pytest.mark.django_db

HUGE = "9" * 25
KEYS = [HUGE, str(2**63), "abc", "-1"]
QUESTION = {
    f"options-{name}_FORMS": str(number)
    for name, number in (("TOTAL", 0), ("INITIAL", 0), ("MIN_NUM", 0), ("MAX_NUM", 9))
}


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("quan-tri-thu", "a@example.vn"))
    return client


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/users/?group={}",
        "/quan-tri/pages/?content_type={}&owner={}",
        "/quan-tri/chon-nguoi/chosen-multiple/?id={}",
        "/quan-tri/reports/site-history/?user={}",
        "/quan-tri/images/?collection_id={}",
        "/quan-tri/snippets/quiz/question/?topic={}",
    ],
)
def test_addresses(admin, address, key):
    assert admin.get(address.replace("{}", key)).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/quan-tri/gia-han/new/", {"person": "{}", "unit": "{}", "extra_minutes": "5"}),
        ("/quan-tri/users/new/", {"username": "ai-do", "groups": "{}"}),
        (
            "/quan-tri/snippets/quiz/question/add/",
            {**QUESTION, "topic": "{}", "source_policy": "{}"},
        ),
    ],
)
def test_forms(admin, address, form, key):
    make_quiz(parent=make_site().quizzes)
    filled = {name: value.replace("{}", key) for name, value in form.items()}

    assert admin.post(address, filled).status_code in {200, 400}


def test_other_faults_of_the_admin_are_not_hidden(admin, monkeypatch):
    from wagtail.admin.views.home import HomeView

    def fail(*_arguments, **_named):
        raise ValueError("something else")

    monkeypatch.setattr(HomeView, "get_context_data", fail)
    with pytest.raises(ValueError, match="something else"):
        admin.get("/quan-tri/")

"""The list of abbreviations that editors keep."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from intranet.accounts.roles import EDITORS, LEADERSHIP, OFFICE, sync_roles
from intranet.pages.models import Abbreviation
from tests.factories import of_role, signed_in

pytestmark = pytest.mark.django_db


def checked(short: str, long: str) -> Abbreviation:
    """Save the abbreviation as a form does."""
    abbreviation = Abbreviation(short=short, long=long)
    abbreviation.full_clean()
    abbreviation.save()
    return abbreviation


def test_texts_are_kept_composed_and_tidy():
    stored = checked(
        unicodedata.normalize("NFD", " QĐ "), unicodedata.normalize("NFD", "quyết  định")
    )

    stored.refresh_from_db()
    assert (stored.short, stored.long) == ("QĐ", "quyết định")


@pytest.mark.parametrize("again", ["QĐ", "qđ", "QD", "ＱＤ"])
def test_an_abbreviation_stands_once_whatever_its_marks_and_case(again):
    checked("QĐ", "quyết định")

    with pytest.raises(ValidationError) as refusal:
        checked(again, "quốc doanh")
    assert set(refusal.value.message_dict) == {"short"}
    assert "quyết định" in refusal.value.messages[0]


def test_two_spellings_may_stand_for_the_same():
    checked("LĐTBXH", "Lao động - Thương binh và Xã hội")
    checked("LĐ-TB&XH", "Lao động - Thương binh và Xã hội")

    assert Abbreviation.objects.count() == 2


@pytest.mark.parametrize(
    ("short", "long", "field"),
    [("–&", "và", "short"), ("CCHC", "cchc", "long"), ("", "x", "short")],
)
def test_what_says_nothing_is_refused(short, long, field):
    with pytest.raises(ValidationError) as refusal:
        checked(short, long)
    assert field in refusal.value.message_dict


def test_an_abbreviation_can_be_changed():
    stored = checked("TTHC", "thủ tục")
    stored.long = "thủ tục hành chính"
    stored.full_clean()
    stored.save()

    assert Abbreviation.objects.get().long == "thủ tục hành chính"


@pytest.mark.parametrize(("role", "status"), [(EDITORS, 200), (OFFICE, 200), (LEADERSHIP, 403)])
def test_editors_keep_the_list(role, status):
    sync_roles()
    client = signed_in(of_role(role))

    assert client.get(reverse("wagtailsnippets_pages_abbreviation:add")).status_code == status

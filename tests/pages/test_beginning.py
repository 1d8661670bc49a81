"""An empty production database is filled once, and the first officer's password is told once."""

import re

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from intranet.accounts.models import User
from intranet.accounts.roles import IT_OFFICERS
from intranet.pages.beginning import SECTIONS
from intranet.pages.models import HomePage, SectionPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_day")]


def begin(capsys, username="cntt"):
    """Run the command; return what it said."""
    call_command("begin_site", body="Sở Nội vụ", username=username, name="Phan Hữu Tài")
    return capsys.readouterr().out


def test_pages_site_and_an_officer_who_has_to_choose_a_password(capsys):
    said = begin(capsys)
    home = HomePage.objects.get()
    sections = SectionPage.objects.child_of(home)
    assert list(sections.values_list("slug", flat=True)) == [slug for _title, slug in SECTIONS]
    assert [page.slug for page in sections if page.is_public] == ["thong-tin-cong-khai"]
    assert all(page.live for page in [home, *sections])
    assert Page.objects.count() == 2 + len(SECTIONS)
    site = Site.objects.get()
    assert site.root_page_id == home.pk
    assert site.siteidentity.body_name == "Sở Nội vụ"
    officer = User.objects.get()
    assert officer.must_change_password
    assert not officer.is_superuser
    assert [group.name for group in officer.groups.all()] == [IT_OFFICERS]
    assert officer.check_password(re.search(r"(\S+)\s*\Z", said)[1])


def test_a_site_that_stands_is_left_alone(capsys):
    begin(capsys)
    with pytest.raises(CommandError, match="trang chủ"):
        begin(capsys, username="khac")
    assert User.objects.count() == 1


@pytest.mark.parametrize("username", ["cntt", "có dấu cách", ""])
def test_an_unfit_name_of_the_officer_changes_nothing(capsys, username):
    User.objects.create_user("cntt")
    with pytest.raises(CommandError):
        begin(capsys, username=username)
    assert not HomePage.objects.exists()

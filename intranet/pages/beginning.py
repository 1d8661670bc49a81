"""What an empty production site begins with: home page, sections, roles, one IT officer."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Site

from intranet.accounts import first_passwords
from intranet.accounts.models import User
from intranet.accounts.roles import IT_OFFICERS, sync_roles
from intranet.pages.models import BasePage, HomePage, SectionPage, SiteIdentity

HOME = ("Trang chủ", "trang-chu")
PUBLIC_SECTION = "thong-tin-cong-khai"
SECTIONS = (
    ("Văn bản", "van-ban"),
    ("Tin tức", "tin-tuc"),
    ("Chiến dịch", "chien-dich"),
    ("Trắc nghiệm", "trac-nghiem"),
    ("Hướng dẫn", "huong-dan"),
    ("Thông tin công khai", PUBLIC_SECTION),
)
DEFAULT_PORTS = {"http": 80, "https": 443}


class AlreadyBegunError(Exception):
    """The site has a home page already."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Whose site it is, and who signs in first."""

    body_name: str
    username: str
    full_name: str


@transaction.atomic
def begin_site(*, beginning: Beginning) -> str:
    """Make the site and its IT officer; return the officer's first password, told once."""
    if HomePage.objects.exists():
        raise AlreadyBegunError
    sync_roles()
    home = _make_pages()
    site = _make_site(home)
    SiteIdentity.objects.create(
        site=site, body_name=beginning.body_name, site_title=settings.WAGTAIL_SITE_NAME
    )
    return _make_officer(beginning)


def _make_pages() -> Page:
    """Put the home page in the place of Wagtail's welcome, and the sections below it."""
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    title, slug = HOME
    home = _publish(root, HomePage(title=title, slug=slug))
    for title, slug in SECTIONS:
        is_public = slug == PUBLIC_SECTION
        _publish(home, SectionPage(title=title, slug=slug, show_in_menus=True, is_public=is_public))
    return home


def _publish(parent: Page, page: BasePage) -> Page:
    """Publish an empty page with its first revision."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _make_site(home: Page) -> Site:
    """The one site, at the address that the settings give."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or DEFAULT_PORTS.get(address.scheme, 443),
        root_page=home,
        is_default_site=True,
        site_name=settings.WAGTAIL_SITE_NAME,
    )


def _make_officer(beginning: Beginning) -> str:
    """An account in the role of the IT officer that opens no door until its password is chosen."""
    account: User = first_passwords.make_account(
        username=beginning.username, email="", full_name=beginning.full_name
    )
    account.groups.add(Group.objects.get(name=IT_OFFICERS))
    return first_passwords.issue(account=account, by=None)

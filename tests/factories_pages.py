"""Pages for the tests: a small site, and one maker for each page type."""

import datetime
import itertools
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from campaigns.models import CampaignPage
from intranet.organisation.models import Audience, Person
from intranet.pages.models import (
    BasePage,
    HomePage,
    InformationPage,
    NewsPage,
    SectionPage,
    Topic,
)
from intranet.policies.models import (
    Acknowledgement,
    BriefingMeeting,
    DocumentType,
    PolicyPage,
)
from intranet.policies.versions import keep_version

_numbers = itertools.count(1)


@dataclass
class SmallSite:
    """A home page with the sections of the real site."""

    site: Site
    home: HomePage
    policies: SectionPage
    news: SectionPage
    campaigns: SectionPage
    quizzes: SectionPage
    public: SectionPage
    guidance: SectionPage


SECTIONS = {
    "policies": ("Văn bản", "van-ban"),
    "news": ("Tin tức", "tin-tuc"),
    "campaigns": ("Chiến dịch", "chien-dich"),
    "quizzes": ("Trắc nghiệm", "trac-nghiem"),
    "public": ("Thông tin công khai", "cong-khai"),
    "guidance": ("Hướng dẫn", "huong-dan"),
}


def plant_site() -> None:
    """Replace what Wagtail installs by our home page with its sections; once for all tests."""
    _clear_site()
    home = add_page(Page.get_first_root_node(), HomePage(title="Trang chủ", slug="trang-chu"))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    for key, (title, slug) in SECTIONS.items():
        make_section(home, title, slug, is_public=key == "public")
    PageLogEntry.objects.all().delete()
    ModelLogEntry.objects.all().delete()


def uproot_site() -> None:
    """Bring back the one page and the site that Wagtail installs, for tests of a first day."""
    _clear_site()
    page = Page.get_first_root_node().add_child(instance=Page(title="Welcome", slug="home"))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)


def _clear_site() -> None:
    Site.objects.all().delete()
    for page in Page.get_first_root_node().get_children():
        page.delete()


def make_site() -> SmallSite:
    """The site that stands in the test database."""
    sections = {section.slug: section for section in SectionPage.objects.order_by("path")}
    return SmallSite(
        site=Site.objects.get(),
        home=HomePage.objects.get(),
        **{key: sections[slug] for key, (_title, slug) in SECTIONS.items()},
    )


def add_page(parent: Page, page: BasePage) -> Any:
    """Put the page below its parent, live, and for everybody unless it says otherwise."""
    if page.audience_id is None:
        page.audience = Audience.objects.everybody()
    parent.refresh_from_db()
    return parent.add_child(instance=page)


def make_section(home: Page, title: str, slug: str, **fields: Any) -> SectionPage:
    """Make a section that stands in the menu."""
    return add_page(home, SectionPage(title=title, slug=slug, show_in_menus=True, **fields))


def make_news(section: Page, title: str = "", **fields: Any) -> NewsPage:
    """Make a news item of the first of March 2026."""
    number = next(_numbers)
    values = {
        "title": title or f"Tin {number}",
        "slug": f"tin-{number}",
        "summary": f"Tóm tắt tin {number}.",
        "published_on": datetime.date(2026, 3, 1),
        "body": [{"type": "text", "value": f"<p>Nội dung tin {number}.</p>"}],
        **fields,
    }
    return add_page(section, NewsPage(**values))


def make_information(section: Page, title: str = "", **fields: Any) -> InformationPage:
    """Make a page of plain text."""
    number = next(_numbers)
    values = {
        "title": title or f"Hướng dẫn {number}",
        "slug": f"huong-dan-{number}",
        "body": [{"type": "text", "value": f"<p>Nội dung hướng dẫn {number}.</p>"}],
        **fields,
    }
    return add_page(section, InformationPage(**values))


def part(level: int, label: str = "", anchor: str = "", **fields: str) -> dict[str, Any]:
    """Return a part of a document as it is stored."""
    value = {"level": level, "label": label, "anchor": anchor, "title": "", "text": "", "note": ""}
    return {"type": "part", "value": {**value, **fields}}


def make_policy(section: Page, title: str = "", **fields: Any) -> PolicyPage:
    """Make a plan with two parts, issued on 22 January 2021."""
    number = next(_numbers)
    values = {
        "title": title or f"Kế hoạch {number}",
        "slug": f"ke-hoach-{number}",
        "number": str(number),
        "symbol": "KH-SLĐTBXH",
        "document_type": DocumentType.PLAN,
        "issuer": "Sở Lao động - Thương binh và Xã hội",
        "issued_on": datetime.date(2021, 1, 22),
        "abstract": f"Về việc số {number}",
        "body": [
            part(1, "I.", "I", title="MỤC ĐÍCH"),
            part(2, "1.", "I.1", title="Mục đích", text="Nâng cao nhận thức."),
        ],
        **fields,
    }
    return add_page(section, PolicyPage(**values))


def make_meeting(site: SmallSite, *people: Person) -> BriefingMeeting:
    """Make a briefing of today at which people were told of a document."""
    page = make_policy(site.policies, is_must_read=True)
    now = timezone.now()
    version = keep_version(page=page, now=now)
    meeting = BriefingMeeting.objects.create(
        version=version, kind="giao-ban", held_on=timezone.localdate(), recorded_at=now
    )
    for person in people:
        Acknowledgement.objects.create(person=person, version=version, at=now, meeting=meeting)
    return meeting


def make_campaign(section: Page, title: str = "", **fields: Any) -> CampaignPage:
    """Make a campaign that ran through 2021."""
    number = next(_numbers)
    linked = {name: fields.pop(name, []) for name in ("policies", "quizzes")}
    values = {
        "title": title or f"Chiến dịch {number}",
        "slug": f"chien-dich-{number}",
        "starts_on": datetime.date(2021, 1, 1),
        "ends_on": datetime.date(2021, 12, 31),
        **fields,
    }
    campaign = add_page(section, CampaignPage(**values))
    for name, pages in linked.items():
        setattr(campaign, name, pages)
    campaign.save()
    return campaign


def make_topic(name: str = "") -> Topic:
    """Make a topic."""
    number = next(_numbers)
    return Topic.objects.create(code=f"chu-de-{number}", name=name or f"Chủ đề {number}")


def make_image(title: str = "Ảnh minh họa", **fields: Any) -> Any:
    """Make a picture of 640 × 480."""
    file = get_test_image_file(filename=f"anh-{next(_numbers)}.png")
    return get_image_model().objects.create(title=title, file=file, **fields)


def make_document(title: str = "Bản gốc", **fields: Any) -> Any:
    """Make a text file to download."""
    file = ContentFile("Nội dung".encode(), name=f"ban-goc-{next(_numbers)}.txt")
    return get_document_model().objects.create(title=title, file=file, **fields)

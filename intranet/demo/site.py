"""Loads the tree of pages down to its sections, the settings of the site and the files."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site

from intranet.accounts.models import User
from intranet.accounts.roles import INTERNAL_COLLECTION, PUBLIC_COLLECTION
from intranet.demo.content import DATA_DIR, IMAGE_DIR
from intranet.organisation.models import Audience
from intranet.pages.models import (
    Alert,
    AlertLevel,
    BasePage,
    HomePage,
    SectionPage,
    SiteIdentity,
    Topic,
)

P = TypeVar("P", bound=BasePage)


@dataclass(frozen=True)
class Press:
    """The two people behind every page: the editor who writes it, the Office that approves it."""

    author: User
    approver: User

    def publish(self, parent: Page, page: P, *, first: datetime.datetime | None = None) -> P:
        """Publish a page below its parent, with a revision; returns it as stored."""
        page.live = False
        page.owner = self.author
        page.audience = page.audience if page.audience_id else Audience.objects.everybody()
        page.first_published_at = first
        parent.add_child(instance=page)
        page.save_revision(user=self.author).publish(user=self.approver)
        return type(page).objects.get(pk=page.pk)


def load_home(press: Press, texts: Mapping[str, Any]) -> HomePage:
    """Replace Wagtail's welcome page by our home page and name the body in the site's settings."""
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    introduction = f"<p>{texts['home']['intro']}</p>"
    home = press.publish(
        root, HomePage(title=texts["home"]["title"], slug="trang-chu", introduction=introduction)
    )
    site = Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name=texts["site"]["title"]
    )
    SiteIdentity.objects.create(
        site=site,
        body_name=texts["site"]["body_name"],
        body_short_name=texts["site"]["body_short_name"],
        parent_body=texts["site"]["parent_body"],
        site_title=texts["site"]["title"],
        contact_line=texts["site"]["contact_line"],
    )
    return home


def load_sections(
    press: Press, home: HomePage, rows: list[dict[str, Any]]
) -> dict[str, SectionPage]:
    """Create the sections of the site, all of them in the menu."""
    sections = {}
    for row in rows:
        section = SectionPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["intro"],
            introduction=f"<p>{row['intro']}</p>",
            is_public=row.get("is_public", False),
            show_in_menus=True,
        )
        sections[row["key"]] = press.publish(home, section)
    return sections


def load_topics(rows: list[dict[str, Any]]) -> dict[str, Topic]:
    """Create the controlled topics; parents stand before their children in the data file."""
    topics: dict[str, Topic] = {}
    for row in rows:
        topics[row["code"]] = Topic.objects.create(
            code=row["code"],
            name=row["name"],
            parent=topics.get(row["parent"]),
            plan_item=row["plan_item"],
        )
    return topics


def file_collections() -> dict[str, Collection]:
    """Return the collections that decide who may open a file, by name."""
    names = (PUBLIC_COLLECTION, INTERNAL_COLLECTION)
    return {collection.name: collection for collection in Collection.objects.filter(name__in=names)}


def load_images(
    rows: list[dict[str, Any]], collections: Mapping[str, Collection]
) -> dict[str, Any]:
    """Store our own illustrations; those on public pages are public."""
    images = {}
    for row in rows:
        content = (IMAGE_DIR / row["file"]).read_bytes()
        name = PUBLIC_COLLECTION if row["is_public"] else INTERNAL_COLLECTION
        images[row["key"]] = get_image_model().objects.create(
            title=row["title"],
            description=row["alt"],
            file=ImageFile(BytesIO(content), name=row["file"]),
            collection=collections[name],
        )
    return images


def load_source_file(name: str, title: str, collection: Collection) -> Any:
    """Store the document as it was received, byte for byte."""
    content = ContentFile((DATA_DIR / name).read_bytes(), name=name)
    return get_document_model().objects.create(title=title, file=content, collection=collection)


def load_alert(
    texts: Mapping[str, str], starts_at: datetime.datetime, ends_at: datetime.datetime, url: str
) -> Alert:
    """Create the banner that reminds of the open quiz."""
    link = f'<a href="{url}">{texts["link_label"]}</a>'
    return Alert.objects.create(
        title=texts["title"],
        body=f"<p>{texts['text']} {link}</p>",
        level=AlertLevel.INFO,
        starts_at=starts_at,
        ends_at=ends_at,
    )

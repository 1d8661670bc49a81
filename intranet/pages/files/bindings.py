"""Collections that belong to one page: made for it, kept apart from «Công khai»."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection, Page

from intranet.organisation.models import AudienceKind
from intranet.pages.models.base import BasePage
from intranet.pages.models.bindings import CollectionBinding

BOUND_COLLECTIONS = "Tệp theo trang"
BIND_ACTION = "pages.bind_collection"
NAME_LENGTH = 200


def needs_own_collection(page: Any) -> bool:
    """Whether the page is for fewer people than everybody inside."""
    if not isinstance(page, BasePage) or page.is_open_to_everybody():
        return False
    return page.audience.kind == AudienceKind.CHOSEN


def binding_of(page: Page) -> CollectionBinding | None:
    """The collection that follows the readers of the page, if there is one."""
    return CollectionBinding.objects.select_related("collection").filter(page_id=page.pk).first()


@transaction.atomic
def bind_collection(*, page: Page, user: Any) -> CollectionBinding:
    """Return the collection of the page, made when there was none; safe to repeat."""
    Page.objects.select_for_update().get(pk=page.pk)
    existing = binding_of(page)
    if existing is not None:
        return existing
    root = Collection.get_first_root_node()
    above = root.get_children().filter(name=BOUND_COLLECTIONS).first()
    if above is None:
        above = root.add_child(name=BOUND_COLLECTIONS)
    name = f"{page.title[:NAME_LENGTH]} · {page.pk}"
    binding = CollectionBinding.objects.create(
        collection=above.add_child(name=name), page_id=page.pk
    )
    log(page, BIND_ACTION, user=user, data={"collection": name})
    return binding


def described(data: dict[str, Any]) -> str:
    """The line of the log."""
    return _("Made the collection «%(collection)s» for the files of the page") % data

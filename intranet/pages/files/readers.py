"""What decides who may have a file of a page, fetched together with the file.

A page with twenty pictures asks twenty times; each answer costs one statement beside those for the
session and the account.
"""

from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, get_page_models

from intranet.organisation.belonging import deciding_rows
from intranet.pages.files.standing import nearest_binding, with_standing
from intranet.pages.models import BasePage
from intranet.pages.models.base import public_sections_above


def with_readers(files: QuerySet, *, user: Any, collection: str = "collection") -> QuerySet:
    """Add to each file where it stands and `bound`: what decides about the page it belongs to.

    `bound` is empty where the file belongs to no page; see `bound_facts`.
    """
    bindings = nearest_binding(collection).annotate(audience_id=_audience_id())
    facts = Subquery(bindings.values(facts=bound_facts(user))[:1])
    return with_standing(files, collection=collection).annotate(bound=facts)


def bound_facts(user: Any) -> JSONObject:
    """The bound page as a reader of its files meets it.

    `audience_id` is empty for a page that is not one of ours, `page_id` for one that is gone.
    """
    facts: dict[str, Any] = {
        "page_id": F("page_id"),
        "is_live": F("page__live"),
        "audience_id": F("audience_id"),
        "is_home": Q(page__homepage__isnull=False),
        "is_open": Exists(public_sections_above(OuterRef("page__path"))),
    }
    if user.is_authenticated:
        facts["is_editable"] = _may_change(user)
        facts["belonging"] = deciding_rows(user, timezone.localdate())
    return JSONObject(**facts)


def _audience_id() -> Coalesce:
    """The audience of the bound page; the column stands in the table of each type of page."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    links = [model._meta.get_ancestor_link(Page) for model in types]
    columns = [f"page__{link.related_query_name()}__audience_id" for link in links]
    return Coalesce(*columns, output_field=BigIntegerField())


def _may_change(user: Any) -> Exists | Q:
    """Whether a group of the person may change the bound page; a superuser any but the root.

    That is the first part of what Wagtail answers, and its answer for nearly everybody.
    """
    if user.is_superuser:
        return Q(page__depth__gt=1)
    path = Cast(OuterRef("page__path"), CharField())
    rights = GroupPagePermission.objects.filter(
        group__user=user.pk, permission__codename="change_page"
    )
    return Exists(rights.alias(below=path).filter(below__startswith=F("page__path")))

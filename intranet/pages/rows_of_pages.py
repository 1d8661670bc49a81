"""Rows that belong to pages of any type, by who may read the page; the rule is `visible_to`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from intranet.organisation.permissions import audience_ids_of
from intranet.pages.models.base import BasePage, public_sections_above


def of_pages_visible_to(
    rows: QuerySet[Any], user: Any, *, models: Iterable[type[BasePage]], page: str = "page"
) -> QuerySet[Any]:
    """Return the rows whose page, named by the field, is live and open to the account.

    One condition for all types, where asking each type apart would cost a subquery for each.
    """
    audiences = [f"{page}__{model._meta.model_name}__audience" for model in models]
    is_public = Exists(public_sections_above(OuterRef(f"{page}__path")))
    addressed = rows.alias(page_audience=Coalesce(*audiences))
    is_open = Q(page_audience__in=audience_ids_of(user)) | Q(is_public)
    return addressed.filter(is_open, **{f"{page}__live": True})

"""What lists of pages share: filters above them and the pictures of their cards."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

CARD_RENDITION = "fill-480x270|format-webp|webpquality-60"
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ListFilter:
    """One choice above a list: its parameter in the address, what can be chosen, what it does."""

    parameter: str
    label: Any
    choices: Callable[[QuerySet], Choices]
    apply: Callable[[QuerySet, str], QuerySet]


def year_filter(field: str) -> ListFilter:
    """Return the filter by the year of a date field, newest year first."""

    def choices(pages: QuerySet) -> Choices:
        years: QuerySet[Any, datetime.date] = pages.order_by().dates(field, "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in years]

    def apply(pages: QuerySet, value: str) -> QuerySet:
        return pages.filter(**{f"{field}__year": int(value)})

    return ListFilter("nam", _("Year"), choices, apply)


def with_card_image(pages: QuerySet) -> QuerySet:
    """Fetch the pictures of a list and their card renditions in two statements."""
    images = get_image_model().objects.prefetch_renditions(CARD_RENDITION)
    return pages.prefetch_related(Prefetch("image", queryset=images))


def with_few_images(pages: QuerySet) -> QuerySet:
    """Fetch the pictures with the pages; the renditions of so few come from Wagtail's cache."""
    return pages.select_related("image")


def card_image(page: Any) -> Any:
    """Return the rendition that a card shows, or None."""
    return page.image.get_rendition(CARD_RENDITION) if page.image_id and page.image else None

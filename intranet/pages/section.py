"""The list of a section: one type of page at a time, filtered, in pages."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

PER_PAGE = 12
TYPE_PARAMETER = "loai"
PAGE_PARAMETER = "trang"


class SectionList:
    """What stands below a section, as the request asks for it; the template only prints it."""

    def __init__(self, section: Any, request: HttpRequest) -> None:
        self.section = section
        self.request = request
        self.query = request.GET

    @cached_property
    def models(self) -> list[type[Any]]:
        """Types of which the section has live pages, in the order the section names them."""
        present = set(
            Page.objects.child_of(self.section)
            .live()
            .order_by()
            .values_list("content_type__app_label", "content_type__model")
            .distinct()
        )
        return [
            model
            for model in type(self.section).allowed_subpage_models()
            if (model._meta.app_label, model._meta.model_name) in present
        ]

    @cached_property
    def model(self) -> type[Any] | None:
        """The type shown: the one asked for, else the first."""
        wanted = self.query.get(TYPE_PARAMETER)
        named = {model._meta.model_name: model for model in self.models}
        return named.get(wanted) or (self.models[0] if self.models else None)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """One tab for each type, none where there is only one."""
        if len(self.models) < 2:
            return []
        return [
            {
                "label": model._meta.verbose_name_plural,
                "url": "?" + urlencode({TYPE_PARAMETER: model._meta.model_name}),
                "is_current": model is self.model,
            }
            for model in self.models
        ]

    @cached_property
    def readable(self) -> QuerySet:
        """Pages of the type that the person may read."""
        pages = self.model.objects.child_of(self.section)  # type: ignore[union-attr]  # has rows
        return pages.visible_to(self.request.user)

    @cached_property
    def filters(self) -> list[dict[str, Any]]:
        """The choices above the list and what is chosen; none where there is nothing to choose."""
        if self.model is None:
            return []
        rows = []
        for list_filter in self.model.list_filters:
            choices = list_filter.choices(self.readable)
            chosen = self.query.get(list_filter.parameter, "")
            known = chosen in {value for value, _label in choices}
            if len(choices) > 1:
                rows.append(
                    {
                        "filter": list_filter,
                        "parameter": list_filter.parameter,
                        "label": list_filter.label,
                        "choices": choices,
                        "chosen": chosen if known else "",
                    }
                )
        return rows

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is on."""
        return any(row["chosen"] for row in self.filters)

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the filter form has to carry along."""
        if len(self.models) < 2 or self.model is None:
            return []
        return [(TYPE_PARAMETER, self.model._meta.model_name)]

    @cached_property
    def page(self) -> PageOfList:
        """The rows of one page of the list."""
        if self.model is None:
            return Paginator([], PER_PAGE).get_page(1)
        pages = self.readable
        for row in self.filters:
            if row["chosen"]:
                pages = row["filter"].apply(pages, row["chosen"])
        ordered = self.model.in_order(pages).defer_streamfields()
        return Paginator(ordered, PER_PAGE).get_page(self.query.get(PAGE_PARAMETER))

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """The rows as the list template of the type prints them."""
        return [page.list_item(self.request) for page in self.page]

    @property
    def template(self) -> str:
        """The template of one row."""
        return self.model.list_template if self.model else ""

    @property
    def is_grid(self) -> bool:
        """Whether the rows stand side by side."""
        return bool(self.model and self.model.list_in_columns)

    @property
    def query_string(self) -> str:
        """What the links between the pages of the list carry along."""
        chosen = {row["parameter"]: row["chosen"] for row in self.filters if row["chosen"]}
        pairs = {**dict(self.hidden_fields), **chosen}
        return urlencode(pairs) + "&" if pairs else ""

"""Rules of this project that Django checks at every start."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from wagtail.models import get_page_models

from intranet.pages.models import BasePage

RULES = ("parent_page_types", "subpage_types")


def page_types_are_complete(**kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Every page type of ours says itself where it may stand and what may stand below it."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    return [
        checks.Error(f"{model.__name__} does not declare {rule}.", obj=model, id="pages.E001")
        for model in types
        for rule in RULES
        if rule not in vars(model)
    ] + [
        checks.Error(
            f"{model.__name__} stands below another concrete page type; derive it from BasePage.",
            obj=model,
            id="pages.E002",
        )
        for model in types
        if any(issubclass(base, BasePage) and not base._meta.abstract for base in model.__mro__[1:])
    ]


def connect() -> None:
    """Add the checks; called when the app starts."""
    checks.register(page_types_are_complete)

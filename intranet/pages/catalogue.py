"""The page that shows every component once, for whoever changes the look."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from intranet.pages import catalogue_examples as examples


def example_context() -> dict[str, Any]:
    """Return the example variables of all components."""
    names = (name for name in vars(examples) if name.isupper())
    context = {name.lower(): getattr(examples, name) for name in names}
    form = examples.ExampleForm({"name": "", "unit": "vp", "kind": "single"})
    return {**context, "form": form, "list_page": Paginator(range(90), 10).page(2)}


@login_required
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def component_catalogue(request: HttpRequest) -> HttpResponse:
    """Show every component of templates/components/ with example data."""
    return render(request, "components/catalogue.html", example_context())

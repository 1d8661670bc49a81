"""Text is stored in Unicode's composed form, wherever it comes from: forms, imports, commands."""

from typing import Any

from django.db import models
from django.db.models.signals import pre_save

from search.text import plain

# Our own apps, and those of Wagtail's whose records people name.
APPS = {
    "accounts",
    "organisation",
    "pages",
    "policies",
    "campaigns",
    "quiz",
    "search",
    "taggit",
    "wagtailcore",
    "wagtaildocs",
    "wagtailimages",
    "wagtailsearchpromotions",
}


def compose_text(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Bring the text fields of a record into NFC, without control characters, before it is saved.

    Stream and rich text do it in `get_prep_value`; their value here is not plain text.
    """
    if sender._meta.app_label not in APPS:
        return
    for field in sender._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            value = instance.__dict__.get(field.attname)
            if isinstance(value, str) and value != (clean := plain(value)):
                setattr(instance, field.attname, clean)


def connect() -> None:
    """Listen to every save; called when the app starts."""
    pre_save.connect(compose_text, dispatch_uid="compose_text")

"""A column that is computed from another one whenever its row is saved."""

from collections.abc import Callable
from typing import Any

from django.db import models


class DerivedCharField(models.CharField):
    """Text made from other attributes of the row, for searching and ordering in the database.

    `pre_save` runs for `bulk_create` too; `QuerySet.update` and `save(update_fields=…)` have to
    name the column. Migrations see a plain CharField, so that the rule may change without one.
    """

    def __init__(self, *args: Any, derive: Callable[[Any], str] | None = None, **kwargs: Any):
        self.derive = derive
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return the plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Compute the value and set it on the row."""
        if self.derive:
            setattr(model_instance, self.attname, self.derive(model_instance)[: self.max_length])
        return super().pre_save(model_instance, add)

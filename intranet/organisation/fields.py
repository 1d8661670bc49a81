"""Form fields that offer units as the tree they are."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import Unit, UnitPeriod
from intranet.organisation.tree import Node, Tree

INDENT = "\u2003"  # em space: HTML keeps it, in options as well
Option = tuple[Any, Any]


class UnitChoiceIterator(ModelChoiceIterator):
    """The tree of today, then the units that are closed or not yet open; one statement."""

    def __iter__(self) -> Iterator[Option]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        periods = UnitPeriod.objects.select_related("unit").order_by("valid_from")
        today = timezone.localdate()
        standing = [row for row in periods if row.holds_on(today) and row.unit.holds_on(today)]
        tree = Tree(_node(row) for row in standing)
        for node, depth in tree.walk():
            yield node.id, f"{INDENT * depth}{node.name}"
        others = {row.unit_id: row.name for row in periods if row.unit_id not in tree}
        if others:
            yield _("Closed or not yet open"), sorted(others.items(), key=lambda item: item[1])


def _node(row: UnitPeriod) -> Node:
    return Node(row.unit_id, row.parent_id, row.name, position=row.position)


class UnitChoiceField(forms.ModelChoiceField):
    """One unit."""

    iterator = UnitChoiceIterator


class UnitMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Several units, each as a box to tick."""

    iterator = UnitChoiceIterator
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.all(), required=False, **kwargs)

"""A constraint that dated rows of the same owner never hold at once, kept by the database."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Q
from django.utils.translation import gettext_lazy as _

SQLITE_TRIGGER = """
CREATE TRIGGER "{name}_{event}" BEFORE {event} ON %(table)s
WHEN {is_concerned}
AND EXISTS (
    SELECT 1 FROM %(table)s AS other
    WHERE {is_other_row}
    AND other.{owner} = NEW.{owner}
    AND {other_is_concerned}
    AND (other.valid_to IS NULL OR other.valid_to > NEW.valid_from)
    AND (NEW.valid_to IS NULL OR NEW.valid_to > other.valid_from)
)
BEGIN SELECT RAISE(ABORT, '{name}: rows overlap'); END
"""
POSTGRES_EXCLUSION = (
    'CONSTRAINT "{name}" EXCLUDE USING gist '
    "(int8range({owner}, {owner}, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)"
)


class NoOverlap(BaseConstraint):
    """At most one row of an owner on any day; `only_if` names a boolean column that narrows it.

    SQLite keeps it with two triggers, PostgreSQL with an exclusion constraint (ranges over the
    owner's id instead of equality, so that no extension is needed). Django's own
    `ExclusionConstraint` knows PostgreSQL alone. Triggers vanish when SQLite rebuilds a table;
    standing among the model's constraints they are made again with it.
    """

    default_violation_error_message = _(
        "These dates overlap with another line: «%(other)s» holds from %(from)s to %(to)s."
    )

    def __init__(self, *, owner: str, name: str, only_if: str = "", **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.owner = owner
        self.only_if = only_if

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what goes into CREATE TABLE; on SQLite the triggers follow the table."""
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model)
        for event in ("INSERT", "UPDATE"):
            schema_editor.deferred_sql.append(self._trigger(model, schema_editor, event))
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """Return the statement that adds the constraint; SQLite rebuilds the table instead."""
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self._exclusion(model)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """Return the statement that drops the constraint; SQLite rebuilds the table instead."""
        table = schema_editor.quote_name(model._meta.db_table)
        return f'ALTER TABLE {table} DROP CONSTRAINT "{self.name}"'

    def validate(
        self,
        model: Any,
        instance: models.Model,
        exclude: Collection[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Refuse the row if another one of its owner holds on one of its days."""
        row: Any = instance
        fields = {self.owner, "valid_from", "valid_to"}
        if fields & set(exclude or ()) or not row.valid_from or not self._concerns(row):
            return
        others = model._default_manager.using(using).exclude(pk=row.pk)
        others = others.filter(**{self.owner: getattr(row, f"{self.owner}_id")})
        others = others.filter(Q(valid_to=None) | Q(valid_to__gt=row.valid_from))
        if row.valid_to:
            others = others.filter(valid_from__lt=row.valid_to)
        if self.only_if:
            others = others.filter(**{self.only_if: True})
        other: Any = others.first()
        if other:
            raise ValidationError({"valid_from": self.message(other)}, code="overlap")

    def message(self, other: Any) -> str:
        """Say which row is in the way and when it holds."""
        return str(self.violation_error_message) % {
            "other": other,
            "from": _shown(other.valid_from),
            "to": _shown(other.valid_to) or "…",
        }

    def deconstruct(self) -> Any:
        """Return what a migration writes down."""
        path, args, kwargs = super().deconstruct()
        kwargs["owner"] = self.owner
        if self.only_if:
            kwargs["only_if"] = self.only_if
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NoOverlap):
            return NotImplemented
        return bool(self.deconstruct() == other.deconstruct())

    __hash__ = BaseConstraint.__hash__

    def _concerns(self, row: Any) -> bool:
        return bool(getattr(row, self.only_if)) if self.only_if else True

    def _exclusion(self, model: Any) -> str:
        column = model._meta.get_field(self.owner).column
        sql = POSTGRES_EXCLUSION.format(name=self.name, owner=column)
        return f"{sql} WHERE ({self.only_if})" if self.only_if else sql

    def _trigger(self, model: Any, schema_editor: Any, event: str) -> Statement:
        """A statement that knows its table, so that a rebuilt table under another name gets it."""
        column = model._meta.get_field(self.owner).column
        template = SQLITE_TRIGGER.format(
            name=self.name,
            event=event,
            owner=column,
            is_other_row="other.id <> OLD.id" if event == "UPDATE" else "1",
            is_concerned=f"NEW.{self.only_if}" if self.only_if else "1",
            other_is_concerned=f"other.{self.only_if}" if self.only_if else "1",
        )
        table = model._meta.db_table
        return Statement(template, table=Table(table, schema_editor.quote_name))


def _shown(day: datetime.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

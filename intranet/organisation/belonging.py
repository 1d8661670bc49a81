"""Whether somebody belongs to one audience, asked along with something else in one statement.

A page asks for all audiences of a person at once and reads them in up to four statements. A file is
asked for twenty times by one page, so the rows that decide about it come along with the file; who
belongs is decided from them by the same pure rules.
"""

import datetime
from typing import Any

from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from intranet.organisation.circle import AudienceRule, circle_of
from intranet.organisation.json_rows import JsonRows, StillJson
from intranet.organisation.models import (
    Audience,
    AudienceKind,
    Membership,
    Succession,
    UnitPeriod,
)
from intranet.organisation.models.units import PASSING_COLUMNS
from intranet.organisation.succession import Passing, successors_of
from intranet.organisation.tree import Node, Tree


def deciding_rows(user: Any, day: datetime.date) -> JSONObject:
    """What decides on the day whether the person belongs to the `audience_id` of the outer row."""
    units = Audience.units.through.objects.filter(audience_id=OuterRef("audience_id"))
    return JSONObject(
        audience=JsonRows(
            Audience.objects.filter(pk=OuterRef("audience_id")),
            "pk",
            "kind",
            StillJson("staff_categories"),
        ),
        units=JsonRows(units, "unit_id"),
        posts=JsonRows(
            Membership.objects.on_roll(day).filter(person__user_id=user.pk),
            "unit_id",
            "staff_category",
        ),
        tree=JsonRows(UnitPeriod.objects.in_tree_on(day), "unit_id", "parent_id"),
        passings=JsonRows(Succession.objects.in_force_on(day), *PASSING_COLUMNS),
    )


def belongs(rows: dict[str, Any]) -> bool:
    """Whether the person of the rows belongs to the audience of the rows."""
    if not rows["audience"] or not rows["posts"]:
        return False
    [[unit_id, category]] = rows["posts"]
    tree = Tree(Node(id_, parent_id, "") for id_, parent_id in rows["tree"])
    circle = circle_of(_rule(rows), tree, successors_of(map(Passing.of_json, rows["passings"])))
    return circle.includes(unit_id, category)


def _rule(rows: dict[str, Any]) -> AudienceRule:
    [[id_, kind, categories]] = rows["audience"]
    unit_ids = frozenset(unit_id for [unit_id] in rows["units"])
    return AudienceRule(id_, kind == AudienceKind.EVERYBODY, unit_ids, frozenset(categories))

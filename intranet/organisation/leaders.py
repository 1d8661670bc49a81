"""Who leads which units on a day: heads, deputies, and whoever was delegated to."""

import datetime
from collections import defaultdict

from intranet.organisation.models import Delegation, Membership
from intranet.organisation.models.people import LEADING_ROLES
from intranet.organisation.tree import Tree


def leaders_on(day: datetime.date) -> dict[int, set[int]]:
    """Ids of the units led, without those below them, by person id.

    The rule is that of `permissions.led_unit_ids`: off the roll a delegation is nothing.
    """
    led: dict[int, set[int]] = defaultdict(set)
    on_roll = Membership.objects.on(day)
    heads = on_roll.filter(role__in=LEADING_ROLES).values_list("person_id", "unit_id")
    acting = Delegation.objects.on(day).filter(person__in=on_roll.values("person"))
    for person_id, unit_id in [*heads, *acting.values_list("person_id", "unit_id")]:
        led[person_id].add(unit_id)
    return dict(led)


def topmost(unit_ids: set[int], tree: Tree) -> list[int]:
    """The units of the tree among these that stand below no other of them, in its order."""
    found = [node.id for node, _depth in tree.walk() if node.id in unit_ids]
    below = set[int]().union(*(tree.descendants(unit_id) - {unit_id} for unit_id in found))
    return [unit_id for unit_id in found if unit_id not in below]

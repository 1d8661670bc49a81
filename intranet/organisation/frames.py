"""Units and audiences of one day, read once and used by everything that asks for them."""

import datetime
from functools import cached_property

from intranet.organisation.circle import NOBODY, AudienceRule, Circle
from intranet.organisation.models import Audience, UnitPeriod, circles_on
from intranet.organisation.tree import Tree


class Frame:
    """What stands still while one request is answered: the tree of a day and who belongs where.

    Each part is read when it is first asked for, so that a request pays for what it uses, and once.
    """

    def __init__(self, day: datetime.date) -> None:
        self.day = day

    @cached_property
    def tree(self) -> Tree:
        """The units of the day."""
        return UnitPeriod.objects.tree_on(self.day)

    @cached_property
    def rules(self) -> list[AudienceRule]:
        """Every audience as it was chosen."""
        return Audience.objects.rules()

    @cached_property
    def circles(self) -> dict[int, Circle]:
        """Every audience as it stands on the day; the tree is read only if one asks for units."""
        has_units = any(rule.unit_ids for rule in self.rules)
        return circles_on(self.rules, self.tree if has_units else Tree([]), self.day)

    def circle(self, audience_id: int) -> Circle:
        """One audience as it stands on the day; nobody for one that does not exist."""
        return self.circles.get(audience_id, NOBODY)

"""Plans and problems in plain sentences."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.models import Membership, UnitPeriod
from intranet.organisation.reorganisation.acts import (
    Act,
    Kind,
    Move,
    Placement,
    Plan,
    Problem,
    ProblemKind,
)
from intranet.organisation.reorganisation.roll import Roll

PROBLEMS: Mapping[ProblemKind, Any] = {
    ProblemKind.NOT_STANDING: gettext_lazy(
        "«%(unit)s» does not exist on the effective day. Choose another unit or another day."
    ),
    ProblemKind.CHANGES_LATER: gettext_lazy(
        "«%(unit)s» already has a change written down for %(day)s. Choose an effective day from "
        "then on, or first change that one by an act of its own."
    ),
    ProblemKind.CLOSES_LATER: gettext_lazy(
        "«%(unit)s» itself ends on %(day)s and cannot take anything over. Choose another unit."
    ),
    ProblemKind.BEGINS_THAT_DAY: gettext_lazy(
        "«%(unit)s» begins on %(day)s and cannot end on the same day. Choose a later day."
    ),
    ProblemKind.UNCHANGED: gettext_lazy("«%(unit)s» would stay as it is: nothing changes."),
    ProblemKind.CIRCLE: gettext_lazy(
        "On %(day)s a unit would stand below itself. Choose another parent unit."
    ),
    ProblemKind.AMONG_ITSELF: gettext_lazy(
        "«%(unit)s» is among the units of the act and cannot take over from itself."
    ),
    ProblemKind.RECEIVER_BELOW: gettext_lazy(
        "«%(unit)s» stands below a unit that ends. First put it below another unit."
    ),
    ProblemKind.NO_RECEIVER: gettext_lazy("Say which unit takes over."),
    ProblemKind.SAME_NAME: gettext_lazy(
        "There would be two units named «%(names)s» below the same unit. Choose another name."
    ),
    ProblemKind.JOINS_LATER: gettext_lazy(
        "These people are to join a unit that ends, after the effective day: %(names)s. "
        "First change where they go, at the person."
    ),
    ProblemKind.JOINED_THAT_DAY: gettext_lazy(
        "These people have a post that begins on %(day)s and would end on the same day: "
        "%(names)s. Give them another unit, or correct the post at the person."
    ),
    ProblemKind.MOVED_AWAY: gettext_lazy(
        "These people do not belong to the unit on the effective day any more: %(names)s. "
        "Open the step «People» again and save it."
    ),
    ProblemKind.NOT_PLACED: gettext_lazy(
        "Nobody has said where these people go: %(names)s. Open the step «People»."
    ),
    ProblemKind.WRONG_DESTINATION: gettext_lazy(
        "These people cannot go where the act sends them: %(names)s. Open the step «People»."
    ),
    ProblemKind.ACTING_LATER: gettext_lazy(
        "%(names)s is delegated to lead «%(unit)s» from %(day)s, when it no longer exists. "
        "First end that delegation."
    ),
}


@dataclass(frozen=True)
class Names:
    """What units are called, those founded by the act included."""

    by_unit: Mapping[int, str]
    by_post: Mapping[int, str]

    @classmethod
    def of(cls, plan: Plan, roll: Roll) -> "Names":
        """Names on the day; for units that are not there, and people who left, the last known."""
        act = plan.act
        names = {unit_id: place.name for unit_id, place in roll.standing.items()}
        names |= {-number: unit.name for number, unit in enumerate(act.new_units, 1)}
        asked = {problem.unit_id for problem in plan.problems if problem.unit_id is not None}
        missing = asked - names.keys()
        if missing:
            rows = UnitPeriod.objects.filter(unit__in=missing).order_by("valid_from")
            names |= dict(rows.values_list("unit_id", "name"))
        posts = {post_id for problem in plan.problems for post_id in problem.post_ids}
        people = Membership.objects.filter(pk__in=posts).values_list("pk", "person__full_name")
        return cls(names, dict(people) if posts else {})

    def unit(self, unit_id: int | None) -> str:
        """The name of the unit, a dash for none."""
        return self.by_unit.get(unit_id, "?") if unit_id is not None else "—"


def problem_text(problem: Problem, names: Names) -> str:
    """Why it cannot be done, and what to do."""
    people = [*problem.names, *(names.by_post.get(post, "?") for post in problem.post_ids)]
    return str(PROBLEMS[problem.kind]) % {
        "unit": names.unit(problem.unit_id),
        "day": shown(problem.day) if problem.day else "",
        "names": ", ".join(people),
    }


def shown(day: datetime.date) -> str:
    """A day as it is read."""
    return f"{day:%d/%m/%Y}"


def sentences(plan: Plan, names: Names, *, with_people: bool = True) -> list[str]:
    """What happens, one fact a sentence: units first, then people, by name or only counted."""
    told = [_founding(row, names) for row in plan.founded]
    told += [_placing(row, plan.act, names) for row in plan.placements]
    told += [_closing(unit_id, plan, names) for unit_id in plan.closed]
    told += _transfers(plan, names)
    told += _people(plan, names, with_people=with_people)
    return told


def _founding(row: Placement, names: Names) -> str:
    if row.parent_id is None:
        return _("«%(unit)s» is founded at the top of the tree.") % {"unit": row.name}
    return _("«%(unit)s» is founded below «%(parent)s».") % {
        "unit": row.name,
        "parent": names.unit(row.parent_id),
    }


def _placing(row: Placement, act: Act, names: Names) -> str:
    if act.kind == Kind.RENAME:
        return _("«%(before)s» is called «%(after)s».") % {
            "before": names.unit(row.unit_id),
            "after": row.name,
        }
    if row.parent_id is None:
        return _("«%(unit)s», with all below it, stands at the top of the tree.") % {
            "unit": row.name
        }
    return _("«%(unit)s», with all below it, stands below «%(parent)s».") % {
        "unit": row.name,
        "parent": names.unit(row.parent_id),
    }


def _closing(unit_id: int, plan: Plan, names: Names) -> str:
    follows = [row for row in plan.follows if row.predecessor_id == unit_id]
    heirs = [names.unit(row.successor_id) for row in follows if row.successor_id is not None]
    if not heirs:
        return _("«%(unit)s» is dissolved and ends.") % {"unit": names.unit(unit_id)}
    return _("«%(unit)s» ends; after it comes: %(heirs)s.") % {
        "unit": names.unit(unit_id),
        "heirs": ", ".join(f"«{heir}»" for heir in heirs),
    }


def _transfers(plan: Plan, names: Names) -> list[str]:
    """What is taken over from a unit that goes on."""
    return [
        _("«%(to)s» takes over a function of «%(from)s», which goes on.")
        % {"from": names.unit(row.predecessor_id), "to": names.unit(row.successor_id)}
        for row in plan.follows
        if row.predecessor_id not in plan.closed
    ]


def _people(plan: Plan, names: Names, *, with_people: bool) -> list[str]:
    """How many people go from where to where, how many leave the roll, which posts end."""
    primary = [move for move in plan.moves if move.post.is_primary]
    told = []
    for (before, after), number in Counter(
        (move.post.unit_id, move.unit_id) for move in primary
    ).items():
        values = {"number": number, "from": names.unit(before), "to": names.unit(after)}
        if after is None:
            text = ngettext(
                "%(number)d person of «%(from)s» leaves the roll.",
                "%(number)d people of «%(from)s» leave the roll.",
                number,
            )
        else:
            text = ngettext(
                "%(number)d person goes from «%(from)s» to «%(to)s».",
                "%(number)d people go from «%(from)s» to «%(to)s».",
                number,
            )
        told.append(text % values)
    besides = [move for move in plan.moves if not move.post.is_primary]
    if besides:
        told.append(_besides(besides, with_people=with_people))
    if plan.ended_actings:
        text = ngettext(
            "%(number)d delegation ends with its unit.",
            "%(number)d delegations end with their units.",
            len(plan.ended_actings),
        )
        told.append(text % {"number": len(plan.ended_actings)})
    return told


def _besides(moves: list[Move], *, with_people: bool) -> str:
    """How many posts end that somebody held besides another one, and whose."""
    if not with_people:
        text = ngettext(
            "%(number)d post held besides another one ends with its unit.",
            "%(number)d posts held besides another one end with their units.",
            len(moves),
        )
        return text % {"number": len(moves)}
    text = ngettext(
        "%(number)d post held besides another one ends with its unit: %(names)s.",
        "%(number)d posts held besides another one end with their units: %(names)s.",
        len(moves),
    )
    people = ", ".join(sorted({move.post.person_name for move in moves}))
    return text % {"number": len(moves), "names": people}

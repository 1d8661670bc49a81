"""Writes of a reorganisation: an act as a whole or not at all; a delegation and its end."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from intranet.accounts.models import User
from intranet.organisation.models import (
    Delegation,
    Membership,
    ReorganisationAct,
    Succession,
    Unit,
    UnitPeriod,
)
from intranet.organisation.person_lines import by_decision, note
from intranet.organisation.reorganisation.acts import Move, Placement, Plan
from intranet.organisation.reorganisation.person_lines import lines_of
from intranet.organisation.reorganisation.reading import act_of, fingerprint, planned
from intranet.organisation.reorganisation.roll import Roll
from intranet.organisation.reorganisation.words import Names, sentences
from search.text import slug

ACT_DONE = "organisation.reorganise"
DELEGATED = "organisation.delegate"
DELEGATION_ENDED = "organisation.end_delegation"
CODE_LENGTH = 50
AT_A_TIME = 500
PEOPLE_KEYS = ("people", "roles", "rest")


class NotPossibleError(Exception):
    """The roll does not allow the act; the plan says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(", ".join(problem.kind for problem in plan.problems))
        self.plan = plan


class SeenDifferentlyError(Exception):
    """The act would do something else than what was shown."""


@transaction.atomic
def carry_out(
    *, record: ReorganisationAct, user: User, seen: str | None = None
) -> ReorganisationAct:
    """Do what the act asks for, once; a second click finds it done.

    `seen` is the fingerprint of the plan that was shown. All units are locked first, so that two
    acts never read the same roll.
    """
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))
    record = ReorganisationAct.objects.select_for_update().get(pk=record.pk)
    if record.is_done:
        return record
    plan, roll = planned(record)
    if plan.problems:
        raise NotPossibleError(plan)
    if seen is not None and seen != fingerprint(plan):
        raise SeenDifferentlyError
    names = Names.of(plan, roll)
    ids = _write(plan, roll, record.decision)
    note(lines_of(plan, names, by_decision(record.decision)), user=user)
    record.outcome = _outcome(plan, ids, sentences(plan, names, with_people=False))
    record.done_by, record.done_at = user, timezone.now()
    record.save(update_fields=["outcome", "done_by", "done_at"])
    log(
        record,
        ACT_DONE,
        user=user,
        data={
            "act": record.get_kind_display(),
            "decision": record.decision,
            "day": f"{record.effective_on:%d/%m/%Y}",
            "reason": record.reason,
            "did": record.outcome["sentences"],
        },
    )
    return record


@transaction.atomic
def draft(*, record: ReorganisationAct, units: Iterable[Unit], user: User) -> ReorganisationAct:
    """Keep the first step; other units or another kind of act begin the other steps anew."""
    units = list(units)
    if record.pk is None:
        record.started_by = user
    elif _is_another_act(record, units):
        record.details = {}
    record.save()
    record.units.set(units)
    return record


def keep_details(*, record: ReorganisationAct, details: dict[str, Any]) -> None:
    """Keep the second step; people stay assigned as long as the places to go are the same."""
    before = act_of(record)
    people = {key: record.details[key] for key in PEOPLE_KEYS if key in record.details}
    record.details = details
    after = act_of(record)
    if before.destinations() == after.destinations():
        record.details = {**details, **people}
    record.save(update_fields=["details"])


def keep_people(*, record: ReorganisationAct, details: dict[str, Any]) -> None:
    """Keep the third step."""
    others = {key: value for key, value in record.details.items() if key not in PEOPLE_KEYS}
    record.details = {**others, **details}
    record.save(update_fields=["details"])


@transaction.atomic
def discard(*, record: ReorganisationAct) -> None:
    """Throw a draft away; what was carried out stays."""
    ReorganisationAct.objects.filter(pk=record.pk, done_at=None).delete()


@transaction.atomic
def delegate(*, delegation: Delegation, user: User) -> Delegation:
    """Give somebody the lead of a unit for a time."""
    delegation.granted_by = user
    delegation.save()
    log(
        delegation,
        DELEGATED,
        user=user,
        data={
            "who": delegation.person.full_name,
            "unit": str(delegation.unit),
            "from": f"{delegation.valid_from:%d/%m/%Y}",
            "until": f"{delegation.valid_to:%d/%m/%Y}",
            "decision": f"{delegation.decision_number}, {delegation.decision_on:%d/%m/%Y}",
            "reason": delegation.reason,
        },
    )
    return delegation


@transaction.atomic
def end_delegation(
    *, delegation: Delegation, on: datetime.date, reason: str, user: User
) -> Delegation:
    """Let a delegation end earlier than it was given for."""
    delegation.valid_to = on
    delegation.full_clean()
    delegation.save(update_fields=["valid_to"])
    log(
        delegation,
        DELEGATION_ENDED,
        user=user,
        data={
            "who": delegation.person.full_name,
            "unit": str(delegation.unit),
            "until": f"{on:%d/%m/%Y}",
            "reason": reason,
        },
    )
    return delegation


def _is_another_act(record: ReorganisationAct, units: list[Unit]) -> bool:
    """Whether kind or units differ from what was kept."""
    kept = ReorganisationAct.objects.get(pk=record.pk)
    return kept.kind != record.kind or set(kept.units.all()) != set(units)


def _write(plan: Plan, roll: Roll, decision: str) -> dict[int, int]:
    """Write the plan; returns the ids of the founded units by their number in the act."""
    day = plan.act.day
    ids: dict[int, int] = {}
    for row in plan.founded:
        ids[row.unit_id] = _found(plan, row, ids).pk
    for row in plan.placements:
        _place(row, roll, ids)
    for unit_id in plan.closed:
        _close(unit_id, roll)
    for follow in plan.follows:
        Succession.objects.get_or_create(
            predecessor_id=follow.predecessor_id,
            successor_id=_real(follow.successor_id, ids),
            kind=follow.kind.value,
            effective_on=day,
            defaults={"decision": decision},
        )
    Delegation.objects.filter(pk__in=plan.ended_actings).update(valid_to=day)
    _move_people(plan.moves, day, ids)
    return ids


def _found(plan: Plan, row: Placement, ids: dict[int, int]) -> Unit:
    """Make a unit with its first name and place."""
    new = plan.act.new_units[-row.unit_id - 1]
    unit = Unit.objects.create(
        code=_free_code(row.short_name or row.name), kind=new.kind, valid_from=plan.act.day
    )
    UnitPeriod.objects.create(
        unit=unit,
        name=row.name,
        short_name=row.short_name,
        parent_id=_real(row.parent_id, ids),
        position=row.position,
        valid_from=plan.act.day,
    )
    return unit


def _free_code(name: str) -> str:
    """A code made of the name that no unit has."""
    stem = slug(name)[: CODE_LENGTH - 4]
    taken = set(Unit.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 1
    code = stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _place(row: Placement, roll: Roll, ids: dict[int, int]) -> None:
    """End the name and place of before on the day, unless it began that very day, and go on."""
    before = roll.standing[row.unit_id]
    now: dict[str, Any] = {
        "name": row.name,
        "short_name": row.short_name,
        "parent_id": _real(row.parent_id, ids),
        "position": row.position,
    }
    rows = UnitPeriod.objects.filter(pk=before.id)
    if before.start == roll.day:
        rows.update(**now)
        return
    rows.update(valid_to=roll.day)
    UnitPeriod.objects.create(unit_id=row.unit_id, valid_from=roll.day, valid_to=before.end, **now)


def _close(unit_id: int, roll: Roll) -> None:
    """End the unit; a name that another act of the same day gave it never held and goes."""
    Unit.objects.filter(pk=unit_id).update(valid_to=roll.day)
    place = roll.standing[unit_id]
    rows = UnitPeriod.objects.filter(pk=place.id)
    if place.start == roll.day:
        rows.delete()
    else:
        rows.update(valid_to=roll.day)


def _move_people(moves: tuple[Move, ...], day: datetime.date, ids: dict[int, int]) -> None:
    """End the posts on the day and begin the new ones; what began that very day is changed."""
    _update([move.post.id for move in moves if move.post.start < day], valid_to=day)
    beginning = []
    changed: dict[tuple[int, str, str], list[int]] = {}
    for move in moves:
        if move.unit_id is None:
            continue
        unit_id = ids.get(move.unit_id, move.unit_id)
        if move.post.start == day:
            changed.setdefault((unit_id, move.role, move.title), []).append(move.post.id)
            continue
        beginning.append(
            Membership(
                person_id=move.post.person_id,
                unit_id=unit_id,
                role=move.role,
                position_title=move.title,
                staff_category=move.post.category,
                valid_from=day,
                valid_to=move.post.end,
            )
        )
    Membership.objects.bulk_create(beginning, batch_size=AT_A_TIME)
    for (unit_id, role, title), posts in changed.items():
        _update(posts, unit_id=unit_id, role=role, position_title=title)


def _update(posts: list[int], **values: Any) -> None:
    """Change many memberships alike, not more at a time than a database takes as parameters."""
    for start in range(0, len(posts), AT_A_TIME):
        Membership.objects.filter(pk__in=posts[start : start + AT_A_TIME]).update(**values)


def _real(unit_id: int | None, ids: dict[int, int]) -> int | None:
    """The id of a unit, also of one that the act founds."""
    return ids[unit_id] if unit_id is not None and unit_id < 0 else unit_id


def _outcome(plan: Plan, ids: dict[int, int], told: list[str]) -> dict[str, Any]:
    """What was done, kept with the act."""
    return {
        "sentences": told,
        "founded": sorted(ids.values()),
        "closed": list(plan.closed),
        "placed": [row.unit_id for row in plan.placements],
        "people": [
            {
                "person": move.post.person_id,
                "from": move.post.unit_id,
                "to": _real(move.unit_id, ids),
                "role": move.role if move.unit_id is not None else None,
            }
            for move in plan.moves
        ],
    }

"""How well each topic of one duty was understood, unit beside unit.

One duty at a time: added up over several, what is hidden in one of them could be worked out from
the others.
"""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.permissions import (
    Reader,
    can_view_participation,
    frame_of,
    led_now,
    sees_all_figures,
    sees_figures,
)
from intranet.organisation.tree import Node, Tree
from intranet.organisation.understanding import TopicShare, UnitTopics, teller_of
from intranet.reports.listing import own_counts
from intranet.reports.overview.boards import Asked, by_due, closed_in, has_end, tops_of
from intranet.reports.overview.periods import Period
from intranet.reports.overview.side_by_side import side_by_side


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One unit with all below it, or everybody together, with what was understood by topic."""

    unit_id: int | None
    name: str
    short_name: str
    shares: Mapping[int, TopicShare]
    is_total: bool = False


@dataclass(frozen=True)
class TopicMap:
    """What a reader may see of one duty; `duties` are those that can be chosen.

    `topics` are ids and names, the one understood worst first. Without a `duty` there is nothing.
    """

    user: Reader
    moment: datetime.datetime
    period: Period
    unit_id: int | None
    unit_name: str
    duties: list[Duty]
    duty: Duty | None
    url: str
    topics: list[tuple[int, str]]
    rows: list[TopicRow]

    @property
    def totals(self) -> list[TopicRow]:
        """The rows of everybody within the reach."""
        return [row for row in self.rows if row.is_total]


def topic_map_of(request: HttpRequest) -> TopicMap:
    """The map that the address asks for; 403, 404 as for a board."""
    user = request.user
    if not can_view_participation(user):
        raise PermissionDenied
    moment = timezone.now()
    asked = Asked.of(request, moment)
    known = [duty for duty in by_due(duties.reported(moment)) if teller_of(duty) is not None]
    running = [duty for duty in known if duty.is_open(moment) and asked.is_now]
    closed, _endless = closed_in(known[::-1], asked.period, moment)
    told = sorted([*running, *closed], key=lambda duty: not has_end(duty))
    own = own_counts(user, [duty.roster for duty in told if duty.roster])
    offered = [duty for duty in told if _is_given(user, duty, moment, own)]
    named = asked.duty_among(offered)
    duty, found = first_told(user, [named] if named else offered, moment)
    if duty is None and asked.unit_id:
        raise Http404
    is_past = duty is not None and not duty.is_open(moment)
    tops = tops_of(user, asked.unit_id, is_past=is_past)
    rows = _rows(user, found, tops, asked.unit_id) if found else []
    return TopicMap(
        user=user,
        moment=moment,
        period=asked.period,
        unit_id=asked.unit_id,
        unit_name=next((row.name for row in rows if row.unit_id and row.is_total), ""),
        duties=offered,
        duty=duty,
        url=found.url if found else "",
        topics=_worst_first(found, rows) if found else [],
        rows=rows,
    )


def first_told(
    user: Reader, offered: list[Duty], moment: datetime.datetime
) -> tuple[Duty | None, UnitTopics | None]:
    """The first of the duties of which something was answered, else the very first.

    One statement says for each kind which they are, if there is a choice at all.
    """
    if not offered:
        return None, None
    answered = _answered(offered) if len(offered) > 1 else offered
    duty = next(iter(answered), offered[0])
    return duty, topics_of(user, duty, moment)


def _answered(offered: list[Duty]) -> list[Duty]:
    """The duties that somebody has finished; of what was written down that is known."""
    asked: dict[str, set[str]] = {}
    known = {duty for duty in offered if duty.roster and duty.roster.done}
    for duty in offered:
        if duty.roster is None:
            asked.setdefault(duty.kind, set()).add(duty.key)
    tellers = {duty.kind: teller_of(duty) for duty in offered}
    found = {
        (kind, key)
        for kind, keys in asked.items()
        if (teller := tellers[kind])
        for key in teller.answered(keys)
    }
    return [duty for duty in offered if duty in known or (duty.kind, duty.key) in found]


def topics_of(user: Reader, duty: Duty, moment: datetime.datetime) -> UnitTopics:
    """What was understood in a duty of which that is told."""
    teller = teller_of(duty)
    if teller is None:
        raise Http404
    frames: Callable[[datetime.date], Frame] = partial(frame_of, user)
    return teller.unit_topics(duty, moment, frames)


def _is_given(user: Reader, duty: Duty, moment: datetime.datetime, own: Collection[int]) -> bool:
    """Whether the reader may know of the duty: it was given to units within the reach.

    Of what is frozen `own` has the rosters on which they stand.
    """
    if sees_all_figures(user):
        return True
    if duty.roster is not None:
        return duty.roster.pk in own
    frame = frame_of(user, timezone.localdate(moment))
    circle = frame.circle(duty.audience_id)
    led = set[int]().union(*(frame.tree.descendants(unit) for unit in led_now(user)))
    return circle.unit_ids is None or not led.isdisjoint(circle.unit_ids)


def _rows(
    user: Reader, found: UnitTopics, wanted: frozenset[int], unit_id: int | None
) -> list[TopicRow]:
    """Everybody within the reach first, then the units that stand side by side there."""
    tree = found.tree
    tops = [tree.nodes[top] for top in wanted if top in tree]
    if unit_id is not None and not tops:
        raise Http404
    if any(not sees_figures(user, _path(tree, top.id)) for top in tops):
        raise PermissionDenied
    totals = [
        TopicRow(top.id, top.name, top.short_name, found.of(top.id), is_total=True) for top in tops
    ]
    if not tops and sees_all_figures(user):
        totals = [TopicRow(None, "", "", found.whole(), is_total=True)]
    starts = [node for top in tops for node in tree.children.get(top.id, [])]
    units = side_by_side(
        starts if tops else _all(user, tree), lambda node: tree.children.get(node.id, [])
    )
    return [*totals, *(_row(node, found) for node in units)]


def _row(node: Node, found: UnitTopics, *, is_total: bool = False) -> TopicRow:
    return TopicRow(node.id, node.name, node.short_name, found.of(node.id), is_total)


def _all(user: Reader, tree: Tree) -> list[Node]:
    return tree.children.get(None, []) if sees_all_figures(user) else []


def _path(tree: Tree, unit_id: int) -> list[int]:
    return [node.id for node in tree.path(unit_id)]


def _worst_first(found: UnitTopics, rows: list[TopicRow]) -> list[tuple[int, str]]:
    """The topics by what everybody within the reach understood of them; hidden ones last."""
    shares = rows[0].shares if rows else {}

    def worth(topic: tuple[int, str]) -> tuple[bool, float, str]:
        share = shares.get(topic[0], TopicShare(None)).share
        return share is None, share or 0.0, topic[1]

    return sorted(found.names.items(), key=worth)

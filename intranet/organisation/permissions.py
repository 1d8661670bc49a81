"""Who may read what is addressed to whom, and who may see whose participation.

Everything is closed by default: an account without a person on the roll of the day belongs to no
audience, and without a permission or a led unit nobody sees a figure. What is asked several times
in one request is kept on the user object, which lives as long as the request.
"""

import datetime
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from intranet.accounts.models import User
from intranet.organisation.frames import EveryDay, Frame, RulesAndPassings
from intranet.organisation.json_rows import JsonRows, StillJson
from intranet.organisation.models import (
    Audience,
    Exemption,
    Membership,
    Person,
    Succession,
    UnitPeriod,
)
from intranet.organisation.models.audiences import RULE_COLUMNS, rules_of
from intranet.organisation.models.people import LEADING_ROLES
from intranet.organisation.models.units import PASSING_COLUMNS
from intranet.organisation.succession import Passing, closed_predecessors
from intranet.organisation.tree import Tree

Reader = User | AnonymousUser
Kept = TypeVar("Kept")

VIEW_FIGURES = "organisation.view_participation"
VIEW_NAMES = "organisation.view_participants"
REORGANISE = "organisation.reorganise"


def person_of(user: Reader) -> Person | None:
    """The person behind the account, if there is one."""
    if not user.is_authenticated:
        return None
    return _kept(user, "person", lambda: _person(user))


def frame_of(user: Reader, day: datetime.date) -> Frame:
    """Units and audiences of the day, read once in the request of the account."""
    today = timezone.localdate()
    every_day = EveryDay(lambda: _rules_and_passings(user))
    first = _kept(user, f"frame {today}", lambda: Frame(today, every_day))
    return _kept(user, f"frame {day}", lambda: first.on(day))


def unit_name_of(user: Reader) -> str:
    """Today's name of the unit that the person belongs to, empty off the roll."""
    if not user.is_authenticated:
        return ""
    posts = _posts(user, timezone.localdate())
    return next((post.unit_name or "" for post in posts if post.is_primary), "")


def unit_ids_of(user: Reader) -> dict[int, bool]:
    """Units that the person belongs to today, and whether by the primary membership."""
    if not user.is_authenticated:
        return {}
    posts = sorted(_posts(user, timezone.localdate()), key=lambda post: post.is_primary)
    return {post.unit_id: post.is_primary for post in posts}


def audience_ids_of(user: Reader) -> list[int]:
    """Ids of the audiences that the person behind the account belongs to today."""
    if not user.is_authenticated:
        return []
    day = timezone.localdate()
    return _kept(user, f"audiences {day}", lambda: _audience_ids(user, day))


def exemptions_of(user: Reader) -> set[tuple[str, str]]:
    """Kind and key of each duty that the person need not fulfil; rarely there are any to read."""
    person = person_of(user)
    if person is None or not user.is_authenticated:
        return set()
    posts = _posts(user, timezone.localdate())
    if posts and not posts[0].is_exempted:
        return set()
    return set(person.exemptions.values_list("duty_kind", "duty_key"))


def can_reorganise(user: Reader) -> bool:
    """Whether the account may carry out acts of reorganisation."""
    return user.has_perm(REORGANISE)


def can_view_participation(user: Reader) -> bool:
    """Whether there is any unit whose figures the account may see."""
    return sees_all_figures(user) or bool(_led_unit_ids(user, timezone.localdate()))


def sees_all_figures(user: Reader) -> bool:
    """Whether the account may see the figures of all units."""
    return user.has_perm(VIEW_FIGURES) or user.has_perm(VIEW_NAMES)


def led_now(user: Reader) -> set[int]:
    """Units led today as head, deputy or by delegation: all that counts where today's tree does."""
    return _led_unit_ids(user, timezone.localdate())


def led_unit_ids(user: Reader) -> set[int]:
    """Units led today as head, deputy or by delegation, and the closed ones that they took over.

    Those below them are not named: whoever stands below a led unit has its id on the path.
    """
    day = timezone.localdate()
    led = _led_unit_ids(user, day)
    if not led:
        return set()
    return led | _kept(user, f"taken over {day}", lambda: _taken_over(user, led, day))


def sees_figures(user: Reader, path_ids: Collection[int]) -> bool:
    """Whether the account may see the figures of a unit, given the ids from the top down to it.

    The path is that of the tree on which the figures stand, so a closed duty is judged by where the
    unit stood then.
    """
    return sees_all_figures(user) or _leads_on(user, path_ids)


def sees_names(user: Reader, path_ids: Collection[int]) -> bool:
    """Whether the account may see who took part in a unit; the path is as in `sees_figures`."""
    return user.has_perm(VIEW_NAMES) or _leads_on(user, path_ids)


def visible_units(user: Reader, tree: Tree) -> set[int]:
    """Units of the tree whose figures the account may see: `sees_figures` for a whole tree."""
    if sees_all_figures(user):
        return set(tree.nodes)
    return _with_all_below(led_unit_ids(user), tree)


def _leads_on(user: Reader, path_ids: Collection[int]) -> bool:
    """Whether a led unit stands on the path; what it took over is read only if need be."""
    led = _led_unit_ids(user, timezone.localdate())
    return not led.isdisjoint(path_ids) or not led_unit_ids(user).isdisjoint(path_ids)


def _taken_over(user: Reader, led: set[int], day: datetime.date) -> set[int]:
    return closed_predecessors(led, frame_of(user, day).passings, day)


def _with_all_below(unit_ids: set[int], tree: Tree) -> set[int]:
    return set[int]().union(*(tree.descendants(unit_id) for unit_id in unit_ids))


def _posts(user: User, day: datetime.date) -> list[Any]:
    """The person's memberships of the day: who, where and what is led, in one statement."""
    return _kept(user, f"posts {day}", lambda: list(_posts_on(user=user.pk, day=day)))


def _posts_on(user: int, day: datetime.date) -> QuerySet[Membership]:
    """Memberships with `unit_name`, what the unit is called that day, and `delegated_id`.

    That is a unit led by delegation that day: a membership stands there once for each of those,
    so off the roll a delegation is nothing. `is_exempted` says whether the person is from anything.
    `rule_rows` and `passing_rows` come along, since almost every request asks for them next.
    """
    unit_name = UnitPeriod.objects.on(day).filter(unit=OuterRef("unit")).values("name")[:1]
    posts = Membership.objects.on(day).filter(person__user_id=user).select_related("person")
    delegation = FilteredRelation(
        "person__delegations",
        condition=Q(person__delegations__valid_from__lte=day)
        & (Q(person__delegations__valid_to=None) | Q(person__delegations__valid_to__gt=day)),
    )
    return posts.annotate(unit_name=Subquery(unit_name), delegation=delegation).annotate(
        delegated_id=F("delegation__unit_id"),
        is_exempted=Exists(Exemption.objects.filter(person=OuterRef("person"))),
        rule_rows=JsonRows(Audience.objects.all(), *_RULE_JSON),
        passing_rows=JsonRows(Succession.objects.passed_on(), *PASSING_COLUMNS),
    )


_RULE_JSON = tuple(
    StillJson(column) if column == "staff_categories" else column for column in RULE_COLUMNS
)


def _rules_and_passings(user: Reader) -> RulesAndPassings:
    """How audiences were chosen and who took over from whom, as memberships bring it along."""
    posts = _posts(user, timezone.localdate()) if user.is_authenticated else []
    if not posts:
        return Audience.objects.rules_and_passings()
    return rules_of(posts[0].rule_rows), list(map(Passing.of_json, posts[0].passing_rows))


def _person(user: User) -> Person | None:
    """The person by way of today's memberships, else by the account alone."""
    posts = _posts(user, timezone.localdate())
    return posts[0].person if posts else Person.objects.filter(user_id=user.pk).first()


def _led_unit_ids(user: Reader, day: datetime.date) -> set[int]:
    """Ids of the units led as head, deputy or by delegation, without those below them."""
    if not user.is_authenticated:
        return set()
    posts = _posts(user, day)
    led = {post.unit_id for post in posts if post.role in LEADING_ROLES}
    return led | {post.delegated_id for post in posts if post.delegated_id is not None}


def _audience_ids(user: User, day: datetime.date) -> list[int]:
    """Two statements where audiences are for everybody or by category, up to four with units."""
    primary = next((post for post in _posts(user, day) if post.is_primary), None)
    if primary is None:
        return []
    return [
        audience_id
        for audience_id, circle in frame_of(user, day).circles.items()
        if circle.includes(primary.unit_id, primary.staff_category)
    ]


def _kept(user: Reader, key: str, compute: Callable[[], Kept]) -> Kept:
    """Compute once per user object."""
    answers: dict[str, Kept] | None = getattr(user, "_organisation_answers", None)
    if answers is None:
        answers = {}
        setattr(user, "_organisation_answers", answers)  # noqa: B010  (not a field of the model)
    if key not in answers:
        answers[key] = compute()
    return answers[key]

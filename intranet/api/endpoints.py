"""The addresses of the interface, version 1; what they say is defined in `schemas`."""

import datetime
import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from intranet.accounts.log_lines import note
from intranet.accounts.models import User
from intranet.api import schemas
from intranet.api.models import AccessToken, Scope
from intranet.api.problems import UNKNOWN, name_problems, register_handlers
from intranet.api.reading import duties_for, rows_within
from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.models import Unit
from intranet.organisation.participation import Participation, UnitRow, participation
from intranet.organisation.permissions import (
    can_view_participation,
    frame_of,
    sees_all_figures,
    sees_names,
    visible_units,
)
from intranet.organisation.tree import Node
from intranet.reports.figures import Figures
from intranet.reports.names import Filter, Group, Together, group_of, names_of, path_to
from intranet.reports.people import frame_for, people_of

READ_NAMES = "api.names_read"
ONE_HOUR = 60 * 60
REFUSALS = dict.fromkeys((401, 403, 404, 422, 429), schemas.Problem)


class Bearer(HttpBearer):
    """Describes the token in the schema; `door.by_token` has proved it before anything else."""

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The token that the door let in."""
        let_in: AccessToken = request.access_token  # type: ignore[attr-defined]
        return let_in


api = NinjaAPI(
    title="Mạng nội bộ: số liệu tham gia",
    version="1.0.0",
    description="Chỉ đọc. Tài liệu: docs/api.md.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=Bearer(),
)
register_handlers(api)


def strict(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse words of the query that the view does not know.

    A misspelt «unit» would otherwise answer with the figures of all.
    """
    known = set(inspect.signature(view).parameters)

    @functools.wraps(view)
    def asked(request: HttpRequest, **values: Any) -> Any:
        unknown = sorted(set(request.GET) - known)
        if unknown:
            raise ValidationError([{"loc": ["query", name], "type": UNKNOWN} for name in unknown])
        return view(request, **values)

    return asked


@api.get("/openapi.json", include_in_schema=False, url_name="openapi")
def openapi(request: HttpRequest) -> Any:
    """The description of the interface."""
    described: dict[str, Any] = api.get_openapi_schema()
    for methods in described["paths"].values():
        for operation in methods.values():
            name_problems(operation["responses"])
    return described


@api.get(
    "/units",
    response={200: schemas.Units, **REFUSALS},
    operation_id="list_units",
    url_name="units",
)
@strict
def units(
    request: HttpRequest,
    limit: schemas.PageSize = 100,
    offset: schemas.Start = 0,
) -> Any:
    """Today's units whose figures the token opens, in the order of the tree."""
    _refuse_without_reach(request)
    today = timezone.localdate()
    tree = frame_of(request.user, today).tree
    visible = visible_units(request.user, tree)
    found = [(node, depth) for node, depth in tree.walk() if node.id in visible]
    page = found[offset : offset + limit]
    ids = [node.id for node, _depth in page]
    codes = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code"))
    items = [
        {
            "id": node.id,
            "code": codes[node.id],
            "name": node.name,
            "short_name": node.short_name,
            "kind": node.kind,
            "parent_id": node.parent_id,
            "level": depth,
        }
        for node, depth in page
    ]
    return {"day": today, **_slice(len(found), limit, offset), "items": items}


@api.get(
    "/duties",
    response={200: schemas.Duties, **REFUSALS},
    operation_id="list_duties",
    url_name="duties",
)
@strict
def list_duties(
    request: HttpRequest,
    limit: schemas.PageSize = 100,
    offset: schemas.Start = 0,
) -> Any:
    """Duties that have opened, the newest first."""
    _refuse_without_reach(request)
    moment = timezone.now()
    found = duties_for(request.user, moment)
    items = [_duty(duty, moment) for duty in found[offset : offset + limit]]
    return {**_slice(len(found), limit, offset), "items": items}


@api.get(
    "/duties/{kind}/{key}/participation",
    response={200: schemas.ParticipationOut, **REFUSALS},
    operation_id="read_participation",
    url_name="participation",
)
@strict
def read_participation(
    request: HttpRequest,
    kind: schemas.Name,
    key: schemas.Name,
    unit: schemas.Id | None = None,
    limit: schemas.PageSize = 100,
    offset: schemas.Start = 0,
) -> Any:
    """The figures of a duty by unit, in the order of the tree."""
    _refuse_without_reach(request)
    moment, duty = timezone.now(), _find(kind, key)
    frame = frame_for(request.user, duty, moment)
    figures = participation(duty, moment=moment, frame=frame)
    rows = rows_within(request.user, figures, unit)
    if not rows and not (sees_all_figures(request.user) and _has(figures, unit)):
        raise Http404
    return {
        "duty": _duty(duty, moment),
        "cut_off": figures.cut_off,
        "roll_day": duty.roll_day(moment),
        "frozen_at": figures.frozen_at,
        "total": _figures(Figures(figures.total, figures.hiding), duty),
        **_slice(len(rows), limit, offset),
        "items": [_unit_figures(row, level, duty) for row, level in rows[offset : offset + limit]],
    }


@api.get(
    "/duties/{kind}/{key}/people",
    response={200: schemas.People, **REFUSALS},
    operation_id="list_people",
    url_name="people",
)
@strict
def list_people(
    request: HttpRequest,
    kind: schemas.Name,
    key: schemas.Name,
    unit: schemas.Id,
    state: Group | None = None,
    limit: schemas.PageSize = 100,
    offset: schemas.Start = 0,
) -> Any:
    """Who has taken part and who has not; only with a token that opens names."""
    token: AccessToken = request.access_token  # type: ignore[attr-defined]
    if token.scope != Scope.NAMES:
        raise PermissionDenied(_("This token opens figures, not names."))
    _refuse_without_reach(request)
    moment, duty = timezone.now(), _find(kind, key)
    people = people_of(request.user, duty, moment)
    path = path_to(people, unit)
    if not path:
        raise Http404
    if not sees_names(request.user, [node.id for node in path]):
        raise PermissionDenied
    chosen = Together.DONE if state is Group.DONE else state
    names = names_of(people, path, duty, moment, Filter(choice=chosen))
    _note_names(token, duty, path[-1])
    return {
        "duty": _duty(duty, moment),
        "cut_off": people.cut_off,
        "frozen_at": people.frozen_at,
        "unit_id": names.unit_id,
        "unit_name": names.unit_name,
        **_slice(names.total, limit, offset),
        "items": [
            {
                "staff_code": staff_code,
                "full_name": full_name,
                "unit_id": unit_id,
                "unit_name": names.unit_names.get(unit_id, ""),
                "state": group_of(excused, reached, duty),
                "excused": excused,
                "at": None if excused else at,
            }
            for _id, full_name, staff_code, unit_id, excused, reached, at, _reminded in names.rows[
                offset : offset + limit
            ]
        ],
    }


@api.get("/", include_in_schema=False, url_name="root")
def root(request: HttpRequest) -> Any:
    """The beginning of all addresses."""
    raise Http404


@api.get("/{path:rest}", include_in_schema=False, url_name="nothing")
def nothing(request: HttpRequest, rest: str) -> Any:
    """Any other address."""
    raise Http404


def _refuse_without_reach(request: HttpRequest) -> None:
    """403 for an owner who sees no figures, before anything is counted."""
    if not can_view_participation(request.user):
        raise PermissionDenied(_("The account that the token belongs to sees no figures."))


def _find(kind: str, key: str) -> Duty:
    duty = duties.find(kind, key)
    if duty is None:
        raise Http404
    return duty


def _has(figures: Participation, unit_id: int | None) -> bool:
    """Whether the unit is there, although nobody of it was asked; without a unit there are all."""
    return unit_id is None or figures.view(unit_id) is not None


def _slice(count: int, limit: int, offset: int) -> dict[str, int]:
    return {"count": count, "limit": limit, "offset": offset}


def _duty(duty: Duty, moment: datetime.datetime) -> dict[str, Any]:
    return {
        "kind": duty.kind,
        "key": duty.key,
        "kind_label": str(duty.kind_label),
        "title": duty.title,
        "opens_at": duty.opens_at,
        "due_at": duty.due_at,
        "closes_at": duty.closes_at,
        "is_open": duty.is_open(moment),
        "has_pass_mark": duty.has_pass_mark,
        "has_score": bool(duty.score_label),
    }


def _figures(figures: Figures, duty: Duty) -> dict[str, Any]:
    """The same figures as the screen shows; passing and scores only where the duty has them."""
    counts, share, average = figures.counts, figures.done_share, figures.average
    return {
        "assigned": counts.assigned,
        "excused": counts.excused,
        "not_started": counts.not_started,
        "in_progress": counts.in_progress,
        "done": counts.done,
        "done_share": {
            "numerator": counts.done,
            "denominator": counts.assigned,
            "percent": None if share is None else float(share),
        },
        "passed": figures.passed if duty.has_pass_mark else None,
        "average_score": float(average) if duty.score_label and average is not None else None,
        "hidden": figures.hiding,
    }


def _unit_figures(row: UnitRow, level: int, duty: Duty) -> dict[str, Any]:
    return {
        "unit_id": row.node.id,
        "unit_name": row.node.name,
        "parent_id": row.node.parent_id,
        "level": level,
        **_figures(Figures(row.total, row.hiding), duty),
    }


def _note_names(token: AccessToken, duty: Duty, unit: Node) -> None:
    """A line in the log of the owner: which names were read; one an hour for the same list."""
    told = f"{duty.kind}:{duty.key}"
    if cache.add(f"api-names:{token.pk}:{told}:{unit.id}", True, ONE_HOUR):
        data = {"token": str(token), "title": duty.title, "unit": unit.name, "duty": told}
        owner = token.owner
        note(model=User, key=owner.pk, label=str(owner), action=READ_NAMES, user=owner, data=data)

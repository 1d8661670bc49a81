"""What the interface says, field by field; a change here is a new version of it."""

import datetime
from typing import Annotated, Literal

from ninja import Field, Schema

LARGEST_ID = 2**63 - 1

Id = Annotated[int, Field(ge=0, le=LARGEST_ID, description="A unit, with all below it.")]
PageSize = Annotated[int, Field(ge=1, le=500)]
Start = Annotated[int, Field(ge=0, le=10_000_000)]
Name = Annotated[str, Field(min_length=1, max_length=50)]


class Fault(Schema):
    """One field of a request that is not right."""

    field: str
    detail: str


class Problem(Schema):
    """A refusal (RFC 9457); `detail` is a Vietnamese sentence."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None


class Slice(Schema):
    """Which part of a list this is: `count` is the length of the whole."""

    count: int
    limit: int
    offset: int


class UnitOut(Schema):
    """A unit as it is called and stands today; `level` counts from the top of the tree."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    level: int


class Units(Slice):
    """The units whose figures the token opens, in the order of the tree."""

    day: datetime.date
    items: list[UnitOut]


class DutyOut(Schema):
    """Something that people are asked to do."""

    kind: str
    key: str
    kind_label: str
    title: str
    opens_at: datetime.datetime | None
    due_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    is_open: bool
    has_pass_mark: bool
    has_score: bool


class Duties(Slice):
    """Duties that have opened, the newest first."""

    items: list[DutyOut]


class Share(Schema):
    """A share with what it is of, both numbers of people."""

    numerator: int
    denominator: int
    percent: float | None


class FiguresOut(Schema):
    """Numbers of people; those excused stand outside the assigned.

    `hidden` says why `passed` and `average_score` are not told: «few» where they would rest on
    fewer than five people, «along» where such a unit could be worked out from them.
    """

    assigned: int
    excused: int
    not_started: int
    in_progress: int
    done: int
    done_share: Share
    passed: int | None
    average_score: float | None
    hidden: Literal["few", "along"] | None


class UnitFigures(FiguresOut):
    """Figures of a unit with all below it, under the name that it had at the cut-off.

    The unit 0 stands for people whose unit did not exist on that day.
    """

    unit_id: int
    unit_name: str
    parent_id: int | None
    level: int


class ParticipationOut(Slice):
    """The figures of a duty by the roll of `cut_off`.

    They are final where `frozen_at` is set; `total` is the whole body.
    """

    duty: DutyOut
    cut_off: datetime.datetime
    roll_day: datetime.date
    frozen_at: datetime.datetime | None
    total: FiguresOut
    items: list[UnitFigures]


class PersonOut(Schema):
    """Where a person stands with a duty: no answer and no score."""

    staff_code: str
    full_name: str
    unit_id: int
    unit_name: str
    state: str
    excused: str
    at: datetime.datetime | None


class People(Slice):
    """Everybody asked in a unit with all below it, who has not begun first, then by name."""

    duty: DutyOut
    cut_off: datetime.datetime
    frozen_at: datetime.datetime | None
    unit_id: int
    unit_name: str
    items: list[PersonOut]

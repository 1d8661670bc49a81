"""What programs read: the figures of the screens, within the rights of the owner."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.api.models import Scope
from intranet.organisation.models import Audience, StaffCategory
from intranet.organisation.participation import participation
from tests.api.conftest import PERSONS, address, program_of
from tests.factories import make_audience, make_person, make_unit, signed_in
from tests.reports.conftest import passed

pytestmark = pytest.mark.django_db

# owner: (units, figures, names of the first room, its part, the second room, the whole)
RIGHTS = {
    "own head": (200, 200, 200, 200, 403, 403),
    "deputy": (200, 200, 200, 200, 403, 403),
    "acting head": (200, 200, 200, 200, 403, 403),
    "head of the part": (200, 200, 403, 200, 403, 403),
    "head of the other": (200, 200, 403, 403, 200, 403),
    "former head": (403, 403, 403, 403, 403, 403),
    "civil servant": (403, 403, 403, 403, 403, 403),
    "Director": (200, 200, 403, 403, 403, 403),
    "Office": (200, 200, 200, 200, 200, 200),
    "editor": (403, 403, 403, 403, 403, 403),
    "IT officer": (403, 403, 403, 403, 403, 403),
}
SEEN = {
    "own head": {"Phòng Một", "Tổ Một A"},
    "deputy": {"Phòng Một", "Tổ Một A"},
    "acting head": {"Phòng Một", "Tổ Một A"},
    "head of the part": {"Tổ Một A"},
    "head of the other": {"Phòng Hai"},
    "Director": {"Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"},
    "Office": {"Sở Thử nghiệm", "Phòng Một", "Tổ Một A", "Phòng Hai"},
}


def test_the_table_knows_everybody():
    assert set(RIGHTS) == set(PERSONS)


@pytest.mark.parametrize("person", RIGHTS)
def test_addresses_open_by_the_table(body, people, person):
    program = program_of(people[person])
    units = (body.first, body.part, body.second, body.department)
    answers = [
        program.get("units").status_code,
        program.get(address(body.duty, "participation")).status_code,
        *(
            program.get(address(body.duty, "people"), {"unit": unit.pk}).status_code
            for unit in units
        ),
    ]
    assert tuple(answers) == RIGHTS[person]


@pytest.mark.parametrize("person", RIGHTS)
def test_one_unit_opens_as_on_the_screen(body, people, person):
    program, client = program_of(people[person]), signed_in(people[person])
    empty = make_unit(parent=body.first)
    for unit in (body.first.pk, body.part.pk, body.second.pk, body.department.pk, empty.pk, 10**9):
        screen = reverse("report_below", args=[body.duty.kind, body.duty.key, unit])
        answer = program.get(address(body.duty, "participation"), {"unit": unit})
        assert answer.status_code == client.get(screen).status_code, unit


@pytest.mark.parametrize("person", RIGHTS)
def test_names_stay_closed_to_a_token_for_figures(body, people, person):
    program = program_of(people[person], Scope.FIGURES)
    answer = program.get(address(body.duty, "people"), {"unit": body.first.pk})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("person", SEEN)
def test_the_units_are_those_of_the_owner(body, people, person):
    program = program_of(people[person], Scope.FIGURES)
    units = program.get("units").json()
    figures = program.get(address(body.duty, "participation")).json()
    assert {unit["name"] for unit in units["items"]} == SEEN[person]
    assert {unit["unit_name"] for unit in figures["items"]} == SEEN[person]
    assert figures["count"] == units["count"] == len(SEEN[person])


def test_figures_are_those_of_the_screen(body, people):
    figures = program_of(people["Office"]).get(address(body.duty, "participation")).json()
    export = signed_in(people["Office"]).get(
        reverse("report_csv", args=[body.duty.kind, body.duty.key])
    )
    lines = export.getvalue().decode("utf-8-sig").splitlines()[1:]
    in_file = {line.split(";")[0]: line.split(";")[2:8] for line in lines}

    def as_in_file(row):
        numbers = [
            row[name] for name in ("assigned", "excused", "not_started", "in_progress", "done")
        ]
        share = f"{row['done_share']['percent']:.1f}".replace(".", ",")
        return [*(str(number) for number in numbers), share]

    told = {row["unit_name"]: as_in_file(row) for row in figures["items"]}
    both = told.keys() & in_file.keys()
    assert both
    assert {name: told[name] for name in both} == {name: in_file[name] for name in both}


def test_every_figure_is_that_of_the_one_arithmetic(body, people):
    told = program_of(people["Office"]).get(address(body.duty, "participation")).json()
    counted = participation(body.duty, moment=timezone.now())
    expected = {row.node.name: row.total for row in counted.rows}
    for row in told["items"]:
        counts = expected[row["unit_name"]]
        assert (row["assigned"], row["excused"], row["done"]) == (
            counts.assigned,
            counts.excused,
            counts.done,
        )
    assert told["total"]["assigned"] == counted.total.assigned


def test_numerator_denominator_and_roll_are_named(body, people):
    figures = program_of(people["own head"]).get(address(body.duty, "participation")).json()
    (first,) = [row for row in figures["items"] if row["unit_name"] == "Phòng Một"]
    assert first["done_share"] == {
        "numerator": first["done"],
        "denominator": first["assigned"],
        "percent": pytest.approx(100 * first["done"] / first["assigned"], abs=0.06),
    }
    assert figures["roll_day"] == timezone.localdate().isoformat()
    assert figures["frozen_at"] is None
    assert figures["total"]["assigned"] > first["assigned"]


def test_what_few_people_understood_is_null_with_the_reason(body, people):
    body.provider.done[body.duty.key][body.staff["part"][0].pk] = passed()
    figures = program_of(people["Office"]).get(address(body.duty, "participation")).json()
    by_name = {row["unit_name"]: row for row in figures["items"]}
    assert by_name["Tổ Một A"]["hidden"] == "few"
    assert by_name["Tổ Một A"]["passed"] is None
    assert by_name["Tổ Một A"]["average_score"] is None
    assert by_name["Sở Thử nghiệm"]["hidden"] is None
    assert by_name["Sở Thử nghiệm"]["passed"] == 11


def test_one_unit_comes_with_all_below_it(body, people):
    program = program_of(people["Office"])
    answer = program.get(address(body.duty, "participation"), {"unit": body.first.pk}).json()
    assert [(row["unit_name"], row["level"]) for row in answer["items"]] == [
        ("Phòng Một", 1),
        ("Tổ Một A", 2),
    ]


@pytest.mark.parametrize(("limit", "offset", "names"), [
    (2, 0, ["Sở Thử nghiệm", "Phòng Một"]),
    (2, 2, ["Tổ Một A", "Phòng Hai"]),
    (2, 40, []),
])  # fmt: skip
def test_lists_come_in_parts(body, people, limit, offset, names):
    program = program_of(people["Office"])
    query = {"limit": limit, "offset": offset}
    answer = program.get(address(body.duty, "participation"), query).json()
    assert [row["unit_name"] for row in answer["items"]] == names
    assert answer["count"] == 4
    assert [u["name"] for u in program.get("units", query).json()["items"]] == names


def test_a_duty_of_others_is_not_even_named(people, duty_of_others):
    for person, is_theirs in (("own head", False), ("head of the other", True), ("Office", True)):
        program = program_of(people[person])
        titles = {duty["title"] for duty in program.get("duties").json()["items"]}
        assert (duty_of_others.title in titles) == is_theirs
        status = program.get(address(duty_of_others, "participation")).status_code
        assert status == (200 if is_theirs else 404)


def test_the_people_are_those_of_the_list_without_scores(body, people):
    program = program_of(people["own head"])
    screen = signed_in(people["own head"]).get(
        reverse("report_unit", args=[body.duty.kind, body.duty.key, body.first.pk])
    )
    answer = program.get(address(body.duty, "people"), {"unit": body.first.pk}).json()
    assert [row["full_name"] for row in answer["items"]] == [
        row["name"] for row in screen.context["rows"]
    ]
    assert answer["count"] == len(answer["items"])
    assert set(answer["items"][0]) == {
        "staff_code", "full_name", "unit_id", "unit_name", "state", "excused", "at",
    }  # fmt: skip


def test_the_people_of_one_state(body, people):
    program = program_of(people["Office"])
    query = {"unit": body.first.pk, "state": "dang-lam"}
    answer = program.get(address(body.duty, "people"), query).json()
    assert [row["state"] for row in answer["items"]] == ["dang-lam"]
    assert answer["count"] == 1


def test_who_is_done_has_passed_or_not_where_there_is_a_pass_mark(body, people):
    program = program_of(people["Office"])

    def states(state):
        query = {"unit": body.first.pk, "state": state}
        answer = program.get(address(body.duty, "people"), query).json()
        assert answer["count"] == len(answer["items"])
        return [row["state"] for row in answer["items"]]

    assert body.duty.has_pass_mark
    assert set(states("da-lam")) == {"dat", "chua-dat"}
    assert len(states("da-lam")) == len(states("dat")) + len(states("chua-dat"))


def test_a_state_that_the_duty_does_not_know_is_nobodys(body, people, provider):
    program = program_of(people["Office"])
    plain = provider.add(Audience.objects.everybody())
    for state in ("dat", "chua-dat"):
        answer = program.get(address(plain, "people"), {"unit": body.first.pk, "state": state})
        assert (answer.status_code, answer.json()["count"], answer.json()["items"]) == (200, 0, [])


def test_names_that_were_read_are_in_the_log_once_an_hour(body, people):
    program = program_of(people["Office"])
    for _ in range(3):
        program.get(address(body.duty, "people"), {"unit": body.first.pk})
    entry = ModelLogEntry.objects.get(action="api.names_read")
    assert entry.user == people["Office"]
    assert "Phòng Một" in entry.message


def test_a_duty_without_result_tells_none(body, people, provider):
    duty = provider.add(make_audience(body.first), title="Xác nhận đã đọc")
    row = program_of(people["Office"]).get(address(duty, "participation")).json()["items"][0]
    assert row["passed"] is None
    assert row["average_score"] is None


def test_a_closed_duty_tells_when_it_was_frozen(body, people, provider):
    from intranet.organisation.freezing import freeze

    closed = replace(body.duty, closes_at=timezone.now() - datetime.timedelta(hours=1))
    provider.known[closed.key] = closed
    program = program_of(people["Office"])
    asked = program.get(address(closed, "participation")).json()["total"]["assigned"]
    freeze(closed, timezone.now())
    make_person(body.first)

    figures = program.get(address(closed, "participation")).json()
    assert figures["frozen_at"]
    cut_off = datetime.datetime.fromisoformat(figures["cut_off"])
    assert abs(cut_off - closed.closes_at) < datetime.timedelta(milliseconds=1)
    assert figures["total"]["assigned"] == asked
    names = program.get(address(closed, "people"), {"unit": body.first.pk}).json()
    assert names["frozen_at"] == figures["frozen_at"]


@pytest.mark.parametrize("what", ["units", "duties", "participation", "people"])
def test_statements_do_not_grow(body, people, provider, sql, what):
    program = program_of(people["Office"])
    path = what if what in ("units", "duties") else address(body.duty, what)
    query = {"unit": body.first.pk} if what == "people" else {}

    def more():
        for _ in range(20):
            unit = make_unit(parent=body.first)
            make_person(unit, staff_category=StaffCategory.CIVIL_SERVANT)
            provider.add(make_audience(unit))

    sql.flat(lambda: program.get(path, query).json()["count"], more, maximum=12)


@pytest.mark.parametrize("what", ["units", "duties", "participation", "people"])
def test_statements_of_a_head_do_not_grow(body, people, provider, sql, what):
    program = program_of(people["own head"])
    path = what if what in ("units", "duties") else address(body.duty, what)
    query = {"unit": body.first.pk} if what == "people" else {}

    def more():
        for _ in range(20):
            make_person(make_unit(parent=body.first))

    sql.flat(lambda: program.get(path, query).json()["count"], more, maximum=12)

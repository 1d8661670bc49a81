"""Documents to be confirmed as programs read them: as a duty, its figures, its people."""

import pytest
from django.utils import timezone

from intranet.organisation import duties
from intranet.policies.duties import KIND
from tests.api.conftest import address, program_of
from tests.factories import make_person, make_unit, make_user
from tests.factories_pages import make_site
from tests.policies.test_must_read import changed, confirm, must_read

pytestmark = pytest.mark.django_db

OFFICE = ["organisation.view_participation", "organisation.view_participants"]


@pytest.fixture
def page(db):
    return must_read(make_site())


@pytest.fixture
def unit(db):
    return make_unit("Phòng Người có công")


@pytest.fixture
def program(unit):
    return program_of(make_user("van-phong", permissions=OFFICE))


def duty_of(page):
    return duties.find(KIND, str(page.pk))


def test_a_document_stands_among_the_duties_with_its_last_day(page, program):
    (item,) = program.get("duties").json()["items"]

    assert (item["kind"], item["key"], item["title"]) == (KIND, str(page.pk), page.title)
    assert item["closes_at"] is None
    due = timezone.datetime.fromisoformat(item["due_at"])
    assert timezone.localtime(due).date() == page.must_read_due


def test_figures_and_names_say_who_has_confirmed_the_text_asked_for(page, unit, program):
    done, _waiting = (make_person(unit, user=True) for _n in range(2))
    confirm(done, page)

    def read():
        figures = program.get(address(duty_of(page), "participation")).json()["total"]
        people = program.get(address(duty_of(page), "people"), {"unit": unit.pk}).json()["items"]
        return (
            figures["assigned"],
            figures["done"],
            {one["full_name"]: one["state"] for one in people},
        )

    assigned, number, states = read()
    assert (assigned, number) == (2, 1)
    assert states[done.full_name] == "da-lam"
    changed(page)
    assigned, number, states = read()
    assert (assigned, number) == (2, 0)
    assert set(states.values()) == {"chua-lam"}


def test_a_document_that_is_withdrawn_is_no_duty_any_more(page, program):
    page.unpublish()

    assert program.get("duties").json()["items"] == []
    gone = f"duties/{KIND}/{page.pk}/participation"
    assert program.get(gone).status_code == 404

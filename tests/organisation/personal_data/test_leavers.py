"""Names of leavers go when their time is over; every figure stays."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from intranet.accounts.models import Session, User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from intranet.organisation.models import (
    Audience,
    CorrectionRequest,
    Exemption,
    Membership,
    Person,
    PersonalDataRules,
)
from intranet.organisation.participation import participation
from intranet.organisation.personal_data import leavers
from intranet.pages.clock import registered_jobs
from quiz.duties import QuizDuties
from quiz.models import Attempt
from quiz.services import submit_attempt
from tests.factories import LONG_AGO, make_person, make_unit, make_user
from tests.factories_pages import make_site
from tests.factories_quiz import make_attempt, make_quiz, right_answers, save
from tests.organisation.counting import rows_of

pytestmark = pytest.mark.django_db

SCREEN = "/quan-tri/nguoi-da-roi/"


def today():
    return timezone.localdate()


def years_ago(years):
    return today() - datetime.timedelta(days=365 * years + 1)


def make_leaver(unit=None, *, left_on=None, **fields):
    return make_person(unit or make_unit(), valid_to=left_on or years_ago(2), **fields)


def test_who_is_due():
    unit = make_unit()
    due = make_leaver(unit)
    make_leaver(unit, left_on=years_ago(1))
    make_person(unit)
    make_person()
    back = make_leaver(unit)
    Membership.objects.create(person=back, unit=unit, valid_from=years_ago(1))
    make_leaver(unit, user=make_user(is_superuser=True))

    assert list(leavers.due_on(today())) == [due]


def test_the_time_of_keeping_is_a_setting():
    person = make_leaver(left_on=today() - datetime.timedelta(days=40))
    assert not leavers.due_on(today())

    rules = PersonalDataRules.load()
    rules.months_after_leaving = 1
    rules.save()

    assert list(leavers.due_on(today())) == [person]


def test_everything_that_names_the_person_goes():
    person = make_leaver(user=True, full_name="Trần Thị Hồng Nhung")
    person.work_email, person.phone = "nhung@so.example", "0239.123"
    person.save()
    account = person.user
    Session.objects.create(
        session_key="x" * 32, user=account, expire_date=timezone.now(), session_data=""
    )
    asked = CorrectionRequest.objects.create(
        person=person, asked_by=account, text="Tên tôi là Nhung", due_on=today()
    )
    exemption = Exemption.objects.create(
        person=person, duty_kind="quiz", duty_key="1", reason="other", note="Trần Thị Hồng Nhung ốm"
    )
    log(account, "accounts.sign_in", user=account, data={"address": "10.1.2.3", "device": "Edge"})
    other = make_person(make_unit())
    log(other, "wagtail.edit", data={"note": "thay Trần Thị Hồng Nhung (nhung@so.example)"})

    leavers.deidentify([person])

    person.refresh_from_db()
    new_name = f"Người đã rời cơ quan · {person.pk}"
    assert person.full_name == str(person) == new_name
    assert (person.work_email, person.phone, person.user) == ("", "", None)
    assert person.deidentified_at is not None
    assert not Person.objects.matching("nhung")
    assert not User.objects.filter(pk=account.pk or 0).exists()
    assert not Session.objects.filter(session_key="x" * 32).exists()
    asked.refresh_from_db()
    exemption.refresh_from_db()
    assert (asked.text, exemption.note) == ("", f"{new_name} ốm")
    kept = "".join(f"{line.label}{line.data}{line.message}" for line in ModelLogEntry.objects.all())
    for trace in ("Nhung", "nhung", "10.1.2.3", "Edge", "NV-", "0239"):
        assert trace not in kept
    assert ModelLogEntry.objects.filter(action=leavers.ACTION).count() == 1


def test_another_person_of_the_same_name_keeps_it():
    leaver, stays = (make_leaver(full_name="Lê Văn An"), make_person(full_name="Lê Văn An"))
    log(stays, "wagtail.edit")
    log(leaver, "wagtail.edit")

    leavers.deidentify([leaver])

    labels = dict(
        ModelLogEntry.objects.filter(action="wagtail.edit").values_list("object_id", "label")
    )
    assert labels[str(stays.pk)] == "Lê Văn An"
    assert "An" not in labels[str(leaver.pk)]


def test_every_figure_stays():
    so = make_unit()
    units = [make_unit(parent=so), make_unit(parent=so)]
    closes = timezone.now() - datetime.timedelta(days=800)
    started = closes - datetime.timedelta(days=10)
    quiz = make_quiz(
        audience=Audience.objects.everybody(), opens_at=started, closes_at=closes, pass_mark=50
    )
    people = [make_leaver(unit, user=True) for unit in units for _ in range(3)]
    for person in people[::2]:
        attempt = make_attempt(quiz, person, now=started)
        save(attempt, right_answers(attempt), now=started)
        submit_attempt(attempt=attempt, now=started)
    duty = QuizDuties().get(str(quiz.pk))

    def figures():
        found = participation(duty, moment=timezone.now())
        return (
            [(row.node.id, row.total) for row in found.rows],
            found.total,
            rows_of(duty, moment=timezone.now()),
            sorted(Attempt.objects.values_list("person_id", "unit_id", "score", "is_passed")),
            Membership.objects.count(),
        )

    before = figures()
    assert before[1].done == 3

    leavers.deidentify(people)

    assert figures() == before
    assert not Person.objects.filter(deidentified_at=None)


def test_the_clock_does_it_once_a_day_and_twice_is_safe():
    job = registered_jobs()["remove_names_of_leavers"]
    make_leaver()

    assert job(now=timezone.now()) == 1
    make_leaver()
    assert job(now=timezone.now()) == 0
    cache.clear()
    assert job(now=timezone.now()) == 1
    cache.clear()
    assert job(now=timezone.now()) == 0


def test_many_leavers_read_the_log_once(sql):
    people = [make_leaver() for _ in range(6)]
    with sql.capture() as statements:
        leavers.deidentify(people)
    asked = ("SELECT", "DECLARE")  # PostgreSQL reads long tables through a cursor
    reads = [text for text in statements if text.startswith(asked) and "modellogentry" in text]
    assert len(reads) == 1


@pytest.mark.parametrize(
    ("role", "expected"), [(None, 403), (EDITORS, 302), (OFFICE, 302), (IT_OFFICERS, 200)]
)
def test_who_sees_the_preview_and_who_may_begin(client, role, expected):
    make_site()
    sync_roles()
    user = make_user()
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    person = make_leaver(full_name="Hồ Thị Cúc")

    preview = client.get(SCREEN)
    assert preview.status_code == expected
    assert ("Hồ Thị Cúc" in preview.text) is (role == IT_OFFICERS)
    client.post(SCREEN)

    person.refresh_from_db()
    assert (person.deidentified_at is not None) is (role == IT_OFFICERS)


def test_the_preview_costs_the_same_at_any_size(client, sql):
    make_site()
    sync_roles()
    officer = make_user()
    officer.groups.add(Group.objects.get(name=IT_OFFICERS))
    client.force_login(officer)
    make_leaver(user=True)

    sql.flat(
        lambda: client.get(SCREEN),
        lambda: [make_leaver(user=True, valid_from=LONG_AGO) for _ in range(15)],
    )

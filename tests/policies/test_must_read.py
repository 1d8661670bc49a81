"""Confirming that a document was read: on the screen, as a duty, again after a material change."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.notices.services import remind
from intranet.organisation import duties
from intranet.organisation.duties import State
from intranet.organisation.freezing import freeze_due
from intranet.organisation.models import FrozenRoster, MembershipRole
from intranet.organisation.personal_data.registry import Owner, sections_about
from intranet.organisation.roster import last_day
from intranet.policies.duties import KIND, MustReadDuties
from intranet.policies.models import Acknowledgement, PolicyPage, PublishedVersion
from tests.factories import (
    make_audience,
    make_person,
    make_unit,
    make_user,
    signed_in,
    standings_of,
)
from tests.factories_pages import make_policy, make_site, part
from tests.policies.test_versions import published

pytestmark = pytest.mark.django_db

provider = MustReadDuties()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def unit():
    return make_unit("Phòng Người có công")


@pytest.fixture
def reader(unit):
    return make_person(unit, user=True)


@pytest.fixture
def page(site):
    return must_read(site)


def must_read(site, **fields):
    """A document that everybody has to confirm, published now."""
    values = {"is_must_read": True, "must_read_due": timezone.localdate() + 7 * DAY, **fields}
    return published(make_policy(site.policies, **values))


def confirm(person, page, number=1, **extra):
    address = reverse("policy_confirm", args=[page.pk])
    return signed_in(person.user).post(address, {"phien-ban": number}, follow=True, **extra)


def text_of(person, page):
    return signed_in(person.user).get(page.url).content.decode()


def confirmed(page):
    return set(
        Acknowledgement.objects.filter(version__page=page).values_list(
            "person_id", "version__number"
        )
    )


def changed(page, **fields):
    """Publish a change that everybody has to confirm again."""
    body = [
        part(1, "I.", "I", title="MỤC ĐÍCH"),
        part(2, "1.", "I.1", title="Mục đích", text="Nâng cao trách nhiệm."),
        part(2, "2.", "I.2", text="Nhiệm vụ mới."),
    ]
    values = {"change_is_material": True, "change_note": "Thêm nhiệm vụ 2.", **fields}
    draft = page.get_latest_revision_as_object()
    draft.body = [(one["type"], one["value"]) for one in body]
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return PolicyPage.objects.get(pk=page.pk)


def test_the_reader_confirms_the_version_shown_once(page, reader):
    assert 'name="phien-ban" value="1"' in text_of(reader, page)
    for _again in range(2):
        confirm(reader, page)

    assert confirmed(page) == {(reader.pk, 1)}
    assert 'name="phien-ban"' not in text_of(reader, page)


def test_a_document_that_nobody_must_confirm_asks_nothing(site, reader):
    page = published(make_policy(site.policies))

    assert 'id="xac-nhan"' not in text_of(reader, page)
    confirm(reader, page)
    assert confirmed(page) == set()


def test_the_address_typed_leads_to_the_document_and_stores_nothing(page, reader):
    answer = signed_in(reader.user).get(reverse("policy_confirm", args=[page.pk]))

    assert answer.status_code == 302
    assert answer.url.startswith(page.url)
    assert confirmed(page) == set()


def test_another_version_published_meanwhile_stores_nothing_and_shows_what_changed(page, reader):
    confirm(reader, page)
    changed(page)
    changed_again = changed(page, abstract="Khác nữa", change_note="Đổi trích yếu.")

    answer = confirm(reader, changed_again, number=2).content.decode()

    assert confirmed(page) == {(reader.pk, 1)}
    assert "Thêm nhiệm vụ 2." in answer
    assert "Đổi trích yếu." in answer
    assert "<ins>" in answer


def test_a_material_change_asks_again_with_what_changed(page, reader):
    confirm(reader, page)
    page = changed(page)
    text = text_of(reader, page)

    assert "Thêm nhiệm vụ 2." in text
    assert 'href="#I.2"' in text
    assert 'name="phien-ban" value="2"' in text
    confirm(reader, page, number=2)
    assert confirmed(page) == {(reader.pk, 1), (reader.pk, 2)}


def test_a_small_change_asks_nobody_again(page, reader):
    confirm(reader, page)
    page = changed(page, change_is_material=False)

    assert 'name="phien-ban"' not in text_of(reader, page)
    assert provider.progress_of(reader, [provider.get(str(page.pk))])[str(page.pk)].state == (
        State.DONE
    )


def test_whoever_comes_late_confirms_the_latest_version(page, reader):
    page = changed(page, change_is_material=False)
    confirm(reader, page, number=2)

    assert confirmed(page) == {(reader.pk, 2)}
    assert standings_of(provider.get(str(page.pk)), timezone.now()).keys() == {reader.pk}


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "2", "²", "9" * 40])
def test_a_number_that_no_version_has_stores_nothing(page, reader, number):
    answer = confirm(reader, page, number=number)

    assert answer.status_code == 200
    assert confirmed(page) == set()


def readers(unit):
    """Who asks, and whether the confirmation is stored."""
    leaver = make_person(unit, user=True, valid_to=timezone.localdate() - DAY)
    return {
        "of the audience": (make_person(unit, user=True).user, 200, True),
        "of another unit": (make_person(make_unit(), user=True).user, 404, False),
        "without a person": (make_user(), 404, False),
        "gone": (leaver.user, 404, False),
        "superuser": (make_user(is_superuser=True), 404, False),
    }


def test_rights(site, unit):
    page = must_read(site, audience=make_audience(unit))
    for who, (user, status, is_stored) in readers(unit).items():
        Acknowledgement.objects.all().delete()
        answer = signed_in(user).post(
            reverse("policy_confirm", args=[page.pk]), {"phien-ban": 1}, follow=True
        )
        assert answer.status_code == status, who
        assert bool(confirmed(page)) is is_stored, who


def test_strangers_are_led_to_the_sign_in(page, client):
    answer = client.post(reverse("policy_confirm", args=[page.pk]), {"phien-ban": 1})

    assert answer.status_code == 302
    assert confirmed(page) == set()


def test_readers_of_a_public_page_who_are_not_asked_are_told_so(site, unit):
    page = published(make_policy(site.public, is_must_read=True, audience=make_audience(unit)))
    outsider, nobody = make_person(make_unit(), user=True).user, make_user()

    for user in (outsider, nobody):
        text = signed_in(user).get(page.url).content.decode()
        assert 'id="xac-nhan"' in text
        assert 'name="phien-ban"' not in text
        signed_in(user).post(reverse("policy_confirm", args=[page.pk]), {"phien-ban": 1})
    assert confirmed(page) == set()


def test_an_unknown_or_withdrawn_document_is_not_found(page, reader):
    page.unpublish()

    for pk in (page.pk, 10**18):
        answer = signed_in(reader.user).post(reverse("policy_confirm", args=[pk]), {"phien-ban": 1})
        assert answer.status_code == 404


# As a duty


def test_the_duty_opens_with_the_version_asked_for_and_is_due_at_the_end_of_the_day(page):
    duty = duties.find(KIND, str(page.pk))

    assert duty.opens_at == page.versions.get().published_at
    assert timezone.localtime(duty.due_at).date() == page.must_read_due
    assert last_day(duty) == page.must_read_due
    assert duty.due_at + datetime.timedelta(seconds=1) == timezone.make_aware(
        datetime.datetime.combine(page.must_read_due + DAY, datetime.time.min)
    )
    assert duty.closes_at is None
    again = changed(page)
    assert duties.find(KIND, str(page.pk)).opens_at == again.versions.get(number=2).published_at


@pytest.mark.parametrize("key", ["0", "x", "", "-1", "²", "9" * 30])
def test_an_unknown_key_is_no_duty(key):
    assert provider.get(key) is None


def test_drafts_and_withdrawn_documents_are_no_duties(site, page):
    published(make_policy(site.policies))
    make_policy(site.policies, live=False, is_must_read=True)
    assert [duty.key for duty in provider.duties(timezone.now())] == [str(page.pk)]
    page.unpublish()

    assert provider.duties(timezone.now()) == []
    assert provider.get(str(page.pk)) is None
    assert [duty.url for duty in provider.kept([str(page.pk)])] == [""]


def test_my_duties_and_participation_know_the_confirmation(page, unit, reader):
    other = make_person(unit, user=True)
    assert [mine.is_done for mine in duties.my_duties(reader.user, timezone.now())] == [False]
    confirm(reader, page)

    fresh = type(reader.user).objects.get(pk=reader.user.pk)
    assert [mine.is_done for mine in duties.my_duties(fresh, timezone.now())] == [True]
    assert standings_of(provider.get(str(page.pk)), timezone.now()).keys() == {reader.pk}
    assert other.pk not in standings_of(provider.get(str(page.pk)), timezone.now())


def test_standings_of_an_earlier_moment_are_those_of_then(page, reader):
    first = page.versions.get()
    PublishedVersion.objects.filter(pk=first.pk).update(published_at=timezone.now() - 30 * DAY)
    Acknowledgement.objects.create(person=reader, version=first, at=timezone.now() - 20 * DAY)
    changed(page)
    duty = provider.get(str(page.pk))

    assert standings_of(duty, timezone.now()) == {}
    assert standings_of(duty, timezone.now() - 10 * DAY).keys() == {reader.pk}
    assert standings_of(duty, timezone.now() - 25 * DAY) == {}


def test_report_names_and_interface_show_who_has_confirmed(page, unit, reader):
    head = make_person(unit, role=MembershipRole.HEAD, user=True)
    late = make_person(unit, full_name="Trần Thị Chậm")
    confirm(reader, page)
    browser = signed_in(head.user)

    for name, arguments in (
        ("report", [KIND, page.pk]),
        ("report_unit", [KIND, page.pk, unit.pk]),
        ("report_unit_csv", [KIND, page.pk, unit.pk]),
    ):
        assert browser.get(reverse(name, args=arguments)).status_code == 200, name
    names = browser.get(reverse("report_unit", args=[KIND, page.pk, unit.pk])).content.decode()
    assert late.full_name in names


def test_those_who_owe_it_are_reminded(page, unit, reader):
    owing = make_person(unit, user=True)
    confirm(reader, page)
    duty = duties.find(KIND, str(page.pk))

    done = remind(
        by=make_user(), duty=duty, person_ids=[reader.pk, owing.pk], moment=timezone.now()
    )

    assert (done.told, done.not_owing) == (1, 1)


def test_each_quarter_is_frozen_as_it_was_then(page, reader):
    first = page.versions.get()
    long_ago = timezone.now() - 100 * DAY
    PublishedVersion.objects.filter(pk=first.pk).update(published_at=long_ago)
    Acknowledgement.objects.create(person=reader, version=first, at=long_ago + DAY)

    freeze_due(now=timezone.now())
    changed(page)
    roster = FrozenRoster.objects.frozen().filter(duty_kind=KIND).latest("cut_off")

    assert (roster.title, roster.is_of_quarter) == (page.title, True)
    assert roster.people.filter(person=reader, state=State.DONE).exists()
    assert standings_of(provider.get(str(page.pk)), timezone.now()) == {}
    page.unpublish()
    assert duties.find(KIND, str(page.pk)).title == page.title


def test_my_data_name_what_i_confirmed(page, reader):
    confirm(reader, page)
    sections = {section.key: section.rows for section in sections_about(Owner(reader.user, reader))}

    assert [row[0] for row in sections["acknowledgements"]] == [page.title]


def test_the_screen_takes_as_many_statements_for_a_long_history(page, reader, sql):
    browser = signed_in(reader.user)
    confirm(reader, page)
    changed(page)

    def grow():
        for number in range(4):
            changed(page, abstract=f"Lần {number}", change_note=f"Lần {number}")

    sql.flat(lambda: browser.get(page.url), grow, maximum=20)


def test_listing_duties_takes_one_statement_for_any_number(site, sql):
    must_read(site)
    sql.flat(lambda: provider.duties(timezone.now()), lambda: [must_read(site) for _n in range(5)])


def test_the_words_that_changed_stand_without_empty_lines(page, reader):
    confirm(reader, page)
    again = changed(page)

    (_before, *texts) = text_of(reader, again).split('<p class="changes__text">')
    assert texts
    assert not any(text.startswith("\n") for text in texts)

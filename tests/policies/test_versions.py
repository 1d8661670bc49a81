"""Publishing a document makes a version; what was published is kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from intranet.pages.models.publication import PublicationRefusedError
from intranet.policies.backlog import keep_missing_versions
from intranet.policies.models import Acknowledgement, PolicyPage, PublishedVersion
from tests.factories import make_person, make_unit, make_user
from tests.factories_pages import make_policy, make_site, part

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


def published(page, **changes):
    """Publish the page with changes, as an approval does."""
    page = PolicyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return PolicyPage.objects.get(pk=page.pk)


def versions_of(page):
    return [
        (version.number, version.is_material, version.asked_from)
        for version in PublishedVersion.objects.filter(page=page)
    ]


def test_the_first_publication_is_material(site):
    page = published(make_policy(site.policies))

    assert versions_of(page) == [(1, True, 1)]


def test_the_same_text_makes_no_second_version(site):
    page = published(make_policy(site.policies))
    published(page, editor_note="Nghi sai năm.", review_due=datetime.date(2030, 1, 1))

    assert versions_of(page) == [(1, True, 1)]


def test_a_later_change_is_material_only_if_said_so(site):
    page = published(make_policy(site.policies))
    published(page, abstract="Sửa lỗi chính tả")
    published(page, abstract="Khác", change_is_material=True, change_note="Thêm nhiệm vụ.")
    published(page, abstract="Khác nữa")

    assert versions_of(page) == [(1, True, 1), (2, False, 1), (3, True, 3), (4, False, 3)]


def test_what_was_said_of_a_change_holds_once_in_the_draft_too(site):
    page = published(make_policy(site.policies))
    page = published(page, abstract="Khác", change_is_material=True, change_note="Thêm nhiệm vụ.")

    for one in (page, page.get_latest_revision_as_object()):
        assert (one.change_is_material, one.change_note) == (False, "")
    assert page.versions.get(number=2).change_note == "Thêm nhiệm vụ."


def test_a_material_change_says_what_it_is(site):
    page = published(make_policy(site.policies))
    draft = page.get_latest_revision_as_object()
    draft.change_is_material = True

    with pytest.raises(ValidationError) as error:
        draft.full_clean()
    assert set(error.value.message_dict) == {"change_note"}
    with pytest.raises(PublicationRefusedError):
        draft.save_revision(clean=False).publish()
    assert versions_of(page) == [(1, True, 1)]


def test_whoever_asks_again_names_a_day_to_come(site):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    page = published(make_policy(site.policies), is_must_read=True, must_read_due=yesterday)
    draft = page.get_latest_revision_as_object()
    draft.change_is_material, draft.change_note = True, "Thêm nhiệm vụ."

    with pytest.raises(ValidationError) as error:
        draft.full_clean()
    assert set(error.value.message_dict) == {"must_read_due"}


def test_each_number_is_given_once(site):
    page = published(make_policy(site.policies))
    version = page.versions.get()
    version.pk = None

    with pytest.raises(IntegrityError):
        version.save()


def test_pages_published_earlier_get_their_first_version_from_the_clock(site):
    page = make_policy(site.policies)

    assert keep_missing_versions(now=timezone.now()) >= 1
    assert versions_of(page) == [(1, True, 1)]
    assert keep_missing_versions(now=timezone.now()) == 0


def test_a_published_document_can_be_withdrawn_but_not_deleted(site, client):
    page = published(make_policy(site.policies, live=True))
    person = make_person(make_unit())
    Acknowledgement.objects.create(person=person, version=page.versions.get(), at=timezone.now())
    page.unpublish()
    client.force_login(make_user(is_staff=True, is_superuser=True))

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)

    assert page.title in answer.content.decode()
    assert PolicyPage.objects.filter(pk=page.pk).exists()
    assert Acknowledgement.objects.count() == 1


def test_a_draft_that_was_never_published_can_be_deleted(site, client):
    page = make_policy(site.policies, live=False)
    client.force_login(make_user(is_staff=True, is_superuser=True))

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert not PolicyPage.objects.filter(pk=page.pk).exists()


def test_a_version_keeps_its_parts_as_they_were(site):
    page = published(make_policy(site.policies, body=[part(1, "I.", title="MỤC ĐÍCH")]))
    published(page, body=[("part", {"level": 1, "label": "I.", "title": "YÊU CẦU", "anchor": "I"})])

    first, second = page.versions.all()
    assert first.content["parts"][0]["title"] == "MỤC ĐÍCH"
    assert second.content["parts"][0]["title"] == "YÊU CẦU"

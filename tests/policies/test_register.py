"""Relations between documents, what they do to the effect, and who is responsible."""

import datetime

import pytest
from django.utils import timezone

from intranet.policies.models import DocumentRelation, RelationKind, UpdateNote
from tests.factories import make_audience, make_person, make_unit, signed_in
from tests.factories_pages import make_policy, make_site

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def reader():
    return make_person(make_unit(), user=True)


def relate(page, kind, target=None, **fields):
    return DocumentRelation.objects.create(page=page, kind=kind, target=target, **fields)


def text_of(reader, page):
    return " ".join(signed_in(reader.user).get(page.url).content.decode().split())


@pytest.mark.parametrize(
    ("kind", "days", "is_over"),
    [
        (RelationKind.REPLACES, -1, True),
        (RelationKind.REPLACES, 0, True),
        (RelationKind.REPEALS, -1, True),
        (RelationKind.REPLACES, 1, False),
        (RelationKind.AMENDS, -1, False),
        (RelationKind.BASIS, -1, False),
    ],
)
def test_another_document_ends_the_effect_on_its_day(site, reader, kind, days, is_over):
    old, new = make_policy(site.policies), make_policy(site.policies, number="99")
    relate(new, kind, old, effective_from=TODAY + days * DAY)
    text = text_of(reader, old)

    assert ("document__banner--danger" in text) is is_over
    assert "99/KH-SLĐTBXH" in text
    assert new.url in text


def test_without_a_day_of_its_own_the_relation_counts_from_the_document(site, reader):
    old = make_policy(site.policies)
    new = make_policy(site.policies, effective_from=datetime.date(2022, 3, 1))
    relate(new, RelationKind.REPLACES, old)

    assert "01/03/2022" in text_of(reader, old)


def test_drafts_do_nothing_to_others(site, reader):
    old = make_policy(site.policies)
    relate(make_policy(site.policies, live=False), RelationKind.REPEALS, old)

    assert "document__banner" not in text_of(reader, old)


def test_a_document_addressed_to_others_is_not_named(site, reader):
    old = make_policy(site.policies)
    closed = make_policy(site.policies, number="77", audience=make_audience(make_unit()))
    relate(closed, RelationKind.REPLACES, old)
    relate(old, RelationKind.IMPLEMENTS, closed)
    text = text_of(reader, old)

    assert "document__banner--danger" in text
    assert "77/KH" not in text
    assert closed.url not in text


def test_a_document_that_is_not_in_the_register_is_named_as_cited(site, reader):
    page = make_policy(site.policies)
    relate(page, RelationKind.IMPLEMENTS, cited_as="Kế hoạch số 493/KH-UBND ngày 21/12/2020")

    assert "493/KH-UBND" in text_of(reader, page)


def test_who_is_responsible_and_what_was_updated_is_told(site, reader):
    page = make_policy(
        site.policies,
        responsible_unit=make_unit("Phòng Bảo trợ xã hội"),
        contact="Bà Hoa, máy lẻ 12",
        review_due=datetime.date(2027, 5, 4),
    )
    UpdateNote.objects.create(page=page, day=datetime.date(2026, 2, 3), text="Đính chính mục II.")
    text = text_of(reader, page)

    for fact in ("Phòng Bảo trợ xã hội", "máy lẻ 12", "04/05/2027", "03/02/2026", "Đính chính"):
        assert fact in text


def test_many_relations_take_as_many_statements_as_one(site, reader, sql):
    page = make_policy(site.policies)
    browser = signed_in(reader.user)

    def grow():
        for _n in range(5):
            relate(make_policy(site.policies), RelationKind.AMENDS, page)
            relate(page, RelationKind.BASIS, make_policy(site.policies))

    grow()
    sql.flat(lambda: browser.get(page.url), grow, maximum=18)

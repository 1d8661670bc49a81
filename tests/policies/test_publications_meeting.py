"""Two editors publish at once: one is stopped within its transaction, the other comes by."""

import datetime

import pytest
from django.core.management import call_command

from intranet.policies import versions
from intranet.policies.models import Citation, PolicyPage
from intranet.policies.versions import content_of_page
from tests.factories_pages import make_policy, make_site, part
from tests.two_sides import Stop

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.date(2021, 1, 22)


@pytest.fixture
def site(db):
    call_command("sync_roles")
    return make_site()


def text(number, words):
    return [part(1, f"{number}.", str(number), text=words)]


def publish(page, words):
    """Publish the document with other words, as a request of its own does."""
    found = PolicyPage.objects.get(pk=page.pk)
    found.body = text(1, words)
    found.save_revision().publish()


def test_two_publications_of_one_document_leave_two_versions_and_the_later_stands(
    site, monkeypatch
):
    page = make_policy(site.policies, body=text(1, "Lúc đầu."))
    publish(page, "Lúc đầu.")

    Stop(monkeypatch, versions, "content_of_page").meet(
        lambda: publish(page, "Người thứ nhất."), lambda: publish(page, "Người thứ hai.")
    )

    kept = list(page.versions.order_by("number"))
    assert [(one.number, one.asked_from) for one in kept] == [(1, 1), (2, 1), (3, 1)]
    assert kept[-1].content == content_of_page(PolicyPage.objects.get(pk=page.pk))


@pytest.mark.parametrize("first", [0, 1], ids=["the one first", "the other first"])
@pytest.mark.parametrize(
    "held",
    [(PolicyPage, "after_publication"), (versions, "content_of_page")],
    ids=["before the lock", "within the lock"],
)
def test_two_that_cite_each_other_find_each_other(site, monkeypatch, first, held):
    pages = [make_policy(site.policies, number=n, body=[], live=True) for n in ("27", "29")]
    names = [f"Kế hoạch số {n}/KH-SLĐTBXH ngày 22/01/2021" for n in ("29", "27")]
    if first:
        for page in pages:
            publish(page, "Chưa dẫn gì.")

    def published(place):
        return lambda: publish(pages[place], f"Theo {names[place]}.")

    Stop(monkeypatch, *held).meet(published(first), published(1 - first))

    for place, page in enumerate(pages):
        (row,) = Citation.objects.of("page", page.pk)
        assert (row.printed, row.target_id) == (names[place], pages[1 - place].pk)
        assert page.versions.count() == 1 + first


def test_a_document_entered_while_another_that_cites_it_is_published_is_found(site, monkeypatch):
    citing = make_policy(site.policies, number="30", body=[])
    missing = make_policy(site.policies, number="31", body=[], live=False, issued_on=DAY)
    words = "Theo Kế hoạch số 31/KH-SLĐTBXH ngày 22/01/2021."

    Stop(monkeypatch, PolicyPage, "after_publication").meet(
        lambda: publish(citing, words), lambda: publish(missing, "Nội dung.")
    )

    (row,) = Citation.objects.of("page", citing.pk)
    assert row.target_id == missing.pk

"""The index follows what is published, withdrawn, moved, deleted or addressed to others."""

import datetime

import pytest
from django.core.management import call_command
from wagtail.models import Page

from intranet.organisation.models import Audience
from intranet.policies.models import DocumentRelation
from search.models import Entry, Passage, Word
from search.models.index import OPEN_CIRCLE
from tests.factories_pages import make_information, make_news, make_policy, make_site, part

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


def entry(page):
    return Entry.objects.get(page=page.pk)


def counted(word):
    return dict(Word.objects.filter(folded=word, entries__gt=0).values_list("circle", "entries"))


def test_a_document_is_kept_with_each_part_under_its_anchor(site):
    page = make_policy(
        site.policies,
        "Kế hoạch tuyên truyền",
        number="28",
        body=[
            part(1, "I.", "I", title="MỤC ĐÍCH"),
            part(2, "1.", "I.1", text="Nâng cao nhận thức."),
        ],
    )
    kept = entry(page)
    assert (kept.kind, kept.number, kept.issuer) == (
        page.get_document_type_display(),
        "28/KH-SLĐTBXH",
        page.issuer,
    )
    passages = kept.passages.values_list("anchor", "heading", "text")
    assert list(passages) == [
        ("I", "I. MỤC ĐÍCH", ""),
        ("I.1", "I. MỤC ĐÍCH › 1.", "Nâng cao nhận thức."),
    ]
    assert list(Entry.objects.search("nang cao nhan thuc")) == [kept]


def test_prose_is_cut_at_its_headings(site):
    page = make_information(
        site.guidance,
        body=[
            {"type": "text", "value": "<p>Trước</p><h2>Giờ làm việc</h2><p>Sáng</p><p>Chiều</p>"}
        ],
    )
    assert list(entry(page).passages.values_list("heading", "text")) == [
        ("", "Trước"),
        ("Giờ làm việc", "Sáng\nChiều"),
    ]


def test_a_draft_is_not_found_until_it_is_published(site):
    page = make_news(site.news, "Cũ", live=False)
    assert not Entry.objects.filter(page=page.pk).exists()
    page.title = "Mới"
    revision = page.save_revision()
    assert not Entry.objects.filter(page=page.pk).exists()
    revision.publish()
    assert entry(page).title == "Mới"
    page.title = "Bản thảo"
    page.save_revision()
    assert entry(page).title == "Mới"


def test_what_is_withdrawn_leaves_the_index(site):
    page = make_news(site.news, "Độc nhất")
    assert counted("nhat")
    page.unpublish()
    assert not Entry.objects.filter(page=page.pk).exists()
    assert not Passage.objects.filter(entry__page=page.pk).exists()
    assert not list(Entry.objects.search("doc nhat"))
    assert not counted("nhat")


def test_what_is_deleted_leaves_the_index_with_all_below(site):
    make_news(site.news, "Độc nhất")
    Page.objects.get(pk=site.news.pk).delete()
    assert not list(Entry.objects.search("doc nhat"))
    assert not counted("nhat")


def test_words_are_counted_for_the_circle_that_may_read_them(site):
    page = make_news(site.news, "Độc nhất")
    everybody = page.audience_id
    assert counted("nhat") == {everybody: 1}
    other = Audience.objects.create(name="Lãnh đạo", kind="chosen")
    page.audience = other
    page.save()
    assert counted("nhat") == {other.pk: 1}


def test_words_follow_a_section_that_is_opened_to_everybody(site):
    page = make_news(site.news, "Độc nhất")
    site.news.is_public = True
    site.news.save()
    assert counted("nhat") == {OPEN_CIRCLE: 1}
    page.refresh_from_db()
    page.move(site.guidance, pos="last-child")
    assert counted("nhat") == {page.audience_id: 1}


def test_publishing_again_counts_once(site):
    page = make_news(site.news, "Độc nhất")
    for _ in range(3):
        page.save_revision().publish()
    assert list(counted("nhat").values()) == [1]
    assert Entry.objects.filter(page=page.pk).count() == 1


def test_a_document_that_another_one_ends_is_known_as_ended(site):
    old = make_policy(site.policies)
    new = make_policy(site.policies)
    DocumentRelation.objects.create(
        page=new, kind="thay-the", target=old, effective_from=datetime.date(2024, 5, 1)
    )
    new = type(new).objects.get(pk=new.pk)
    new.save_revision().publish()
    assert entry(old).effective_to == datetime.date(2024, 5, 1)
    new.unpublish()
    assert entry(old).effective_to is None


def test_an_interrupted_rebuild_goes_on(site, monkeypatch):
    from search import indexing

    for number in range(5):
        make_news(site.news, f"Tin {number}")
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    write = indexing.write_entries
    calls = []

    def interrupted(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        write(*args, **kwargs)

    monkeypatch.setattr(indexing, "write_entries", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("update_search", rebuild=True, verbosity=0)
    assert Entry.objects.search("noi dung tin").count() == 5
    monkeypatch.setattr(indexing, "write_entries", write)
    waiting = sum(len(pks) for _model, pks in indexing.waiting_pages())
    assert 0 < waiting < Page.objects.live().count()
    call_command("update_search", verbosity=0)
    assert not list(indexing.waiting_pages())


def test_a_rebuild_counts_words_anew(site):
    make_news(site.news, "Độc nhất")
    Word.objects.update(entries=7)
    call_command("update_search", rebuild=True, verbosity=0)
    assert list(counted("nhat").values()) == [1]

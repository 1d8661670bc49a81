"""The index of citations: what is published, changed, withdrawn, entered, and how often."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from intranet.policies.citations import indexing
from intranet.policies.citations.sources import PageTexts
from intranet.policies.models import Citation, DocumentType, PublishedVersion
from tests.factories_pages import make_campaign, make_news, make_policy, make_site, part

pytestmark = pytest.mark.django_db

PLAN_27 = "Kế hoạch số 27/KH-SLĐTBXH ngày 22/01/2021"
DECREE = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020"


@pytest.fixture
def site():
    return make_site()


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def citing(site, *texts: str, **fields):
    body = [part(1, f"{n}.", str(n), text=text) for n, text in enumerate(texts, 1)]
    return publish(make_policy(site.policies, symbol="BC-VP", body=body, **fields))


def entered(site, number: str, symbol: str, **fields):
    return publish(make_policy(site.policies, number=number, symbol=symbol, body=[], **fields))


def decree(site, **fields):
    values = {"document_type": DocumentType.DECREE, "issuer": "Chính phủ"}
    day = datetime.date(2020, 3, 5)
    return entered(site, "30", "2020/NĐ-CP", issued_on=day, **values, **fields)


def rows(page):
    found = Citation.objects.of("page", page.pk)
    return [(row.place, row.printed, row.target_id, row.doubt) for row in found]


def test_a_published_document_is_read_part_by_part_with_its_basis(site):
    page = citing(site, DECREE, f"Theo {PLAN_27}.", basis="Căn cứ Luật Viên chức;\nTheo đề nghị")

    assert rows(page) == [
        ("basis", "Luật Viên chức", None, ""),
        ("1", DECREE, None, ""),
        ("2", PLAN_27, None, ""),
    ]


@pytest.mark.parametrize("make", [make_news, make_campaign])
def test_other_pages_are_read_as_well(site, make):
    section = site.news if make is make_news else site.campaigns
    text = {"type": "text", "value": f"<p>Theo <b>{DECREE}</b> của Chính phủ</p>"}
    page = publish(make(section, body=[text]))

    assert rows(page) == [("body", DECREE, None, "")]


def test_what_is_in_the_register_is_found_at_once(site):
    target = decree(site)

    assert rows(citing(site, DECREE)) == [("1", DECREE, target.pk, "")]


def test_entering_a_missing_document_links_all_that_cite_it(site):
    pages = [citing(site, DECREE), citing(site, "xem Nghị định 30/2020/NĐ-CP")]

    target = decree(site)

    assert [rows(page)[0][2] for page in pages] == [target.pk, target.pk]


def test_a_corrected_number_lets_go_of_what_it_had(site):
    page, target = citing(site, PLAN_27), entered(site, "27", "KH-SLĐTBXH")
    assert rows(page)[0][2] == target.pk

    target.number = "29"
    publish(target)

    assert rows(page)[0][2] is None


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_what_leaves_the_register_is_missing_again(site, leave):
    page, target = citing(site, PLAN_27), entered(site, "27", "KH-SLĐTBXH")

    PublishedVersion.objects.filter(page=target).delete()
    getattr(target, leave)()

    assert rows(page) == [("1", PLAN_27, None, "")]


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_what_is_withdrawn_cites_nothing(site, leave):
    text = {"type": "text", "value": f"<p>{PLAN_27}</p>"}
    page = publish(make_news(site.news, body=[text]))
    pk = page.pk
    assert Citation.objects.filter(source_id=pk).exists()

    getattr(page, leave)()

    assert not Citation.objects.filter(source_id=pk).exists()


def test_publishing_again_reads_anew(site):
    page = citing(site, PLAN_27)
    page.body = [part(1, "1.", "1", text=DECREE)]

    publish(page)

    assert [row[1] for row in rows(page)] == [DECREE]


def test_a_draft_is_not_read(site):
    page = citing(site, PLAN_27)
    page.body = [part(1, "1.", "1", text=DECREE)]
    page.save_revision()

    assert [row[1] for row in rows(page)] == [PLAN_27]


@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("Kế hoạch số 27/KH-SLĐTBXH ngày 22/01/2020", "day_differs"),
        ("Kế hoạch số 27/KH-SLĐTBXH ngày 15/3/2021", "later"),
        ("Kế hoạch số 27/KH-SLĐTBXH ngày 20/01/2021", "day_differs"),
        ("Kế hoạch số 27/KH-SLĐTBXH ngày 31/11/2020", "impossible_day"),
        ("Kế hoạch số 27/KH-SLĐTBXH ngày 09/9/2018", ""),
    ],
)
def test_a_day_that_does_not_agree_is_a_doubt_and_no_link(site, printed, doubt):
    entered(site, "27", "KH-SLĐTBXH")

    assert rows(citing(site, printed)) == [("1", printed, None, doubt)]


def test_a_code_that_stands_once_is_linked_although_its_day_is_in_doubt(site):
    target = decree(site)
    printed = "Nghị định số 30/2020/NĐ-CP ngày 06/3/2020"

    assert rows(citing(site, printed)) == [("1", printed, target.pk, "day_differs")]


def test_of_two_with_one_code_the_day_or_the_issuer_decides(site):
    province = entered(site, "5", "KH-UBND", issuer="UBND tỉnh Hà Tĩnh")
    town = entered(
        site, "5", "KH-UBND", issuer="UBND thị xã Kỳ Anh", issued_on=datetime.date(2021, 1, 5)
    )
    texts = (
        "Kế hoạch số 5/KH-UBND ngày 05/01/2021",
        "Kế hoạch số 5/KH-UBND của UBND tỉnh",
        "Kế hoạch số 5/KH-UBND",
    )

    found = rows(citing(site, *texts))

    assert [row[2:] for row in found] == [(town.pk, ""), (province.pk, ""), (None, "several")]


def test_a_law_is_found_by_its_name_and_year(site):
    law = {"document_type": DocumentType.LAW, "issuer": "Quốc hội", "title": "Luật Lưu trữ"}
    old = entered(site, "1", "2011/QH13", issued_on=datetime.date(2011, 11, 11), **law)
    new = entered(site, "33", "2024/QH15", issued_on=datetime.date(2024, 6, 21), **law)
    day = datetime.date(2025, 1, 1)
    pages = [
        citing(site, text, issued_on=day) for text in ("Luật Lưu trữ năm 2011", "Luật Lưu trữ")
    ]

    assert [rows(page)[0][2] for page in pages] == [old.pk, new.pk]


def test_the_point_is_the_nearest_that_the_document_has(site):
    target = decree(site)
    target.body = [part(1, "Điều 7.", "dieu-7"), part(2, "2.", "dieu-7.2")]
    publish(target)
    page = citing(
        site,
        "điểm a khoản 2 Điều 7 Nghị định số 30/2020/NĐ-CP",
        "Điều 9 Nghị định số 30/2020/NĐ-CP",
    )

    found = Citation.objects.of("page", page.pk).values_list("anchor", flat=True)

    assert list(found) == ["dieu-7.2", ""]


def test_a_new_part_of_the_document_is_linked_when_it_is_published(site):
    target = decree(site)
    page = citing(site, "Điều 7 Nghị định số 30/2020/NĐ-CP")

    target.body = [part(1, "Điều 7.", "dieu-7")]
    publish(target)

    assert Citation.objects.of("page", page.pk).get().anchor == "dieu-7"


def test_two_publications_at_once_find_each_other(site, django_capture_on_commit_callbacks):
    page = make_policy(site.policies, symbol="BC-VP", body=[part(1, "1.", "1", text=PLAN_27)])
    with django_capture_on_commit_callbacks() as later:
        indexing.index(PageTexts(), page.pk)
    target = make_policy(site.policies, number="27")
    indexing.DocumentKey.objects.create(page=target, key="27/khsldtbxh")

    for callback in later:
        callback()

    assert rows(page)[0][2] == target.pk


def test_the_command_finds_everything_and_may_run_again(site):
    page = make_policy(site.policies, symbol="BC-VP", body=[part(1, "1.", "1", text=PLAN_27)])
    target = make_policy(site.policies, number="27", body=[])
    gone = citing(site, DECREE)
    type(gone).objects.filter(pk=gone.pk).update(live=False)

    for _time in range(2):
        call_command("index_citations", stdout=StringIO())
        assert rows(page) == [("1", PLAN_27, target.pk, "")]
        assert Citation.objects.count() == 1


def test_entering_takes_as_many_statements_however_often_it_is_cited(site, sql):
    target = decree(site)
    citing(site, DECREE)

    def cite_often() -> None:
        for _time in range(8):
            citing(site, *[DECREE] * 5)

    def enter_anew() -> None:
        indexing.withdraw(target.pk)
        indexing.enter(target)

    sql.flat(enter_anew, cite_often, maximum=12)


def test_indexing_takes_as_many_statements_however_long_the_text_is(site, sql):
    page = citing(site, DECREE)

    def lengthen() -> None:
        page.body = [part(1, f"{n}.", str(n), text=DECREE) for n in range(40)]
        page.save()

    sql.flat(lambda: indexing.index(PageTexts(), page.pk), lengthen, maximum=8)

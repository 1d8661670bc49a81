"""What editors do for search: synonyms, promoted results, searches in vain; and who may."""

import datetime
import threading

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE
from intranet.pages.models import Abbreviation
from search import counting, lists
from search.counting import MOST_A_DAY, count, remove_old
from search.equivalents import expansions_of, terms_of
from search.models import EmptySearch, SynonymGroup
from search.promotions import promoted
from search.synonyms import expansions
from tests.factories import make_audience, make_person, make_unit, make_user, of_role, signed_in
from tests.factories_pages import make_information, make_news, make_policy

pytestmark = pytest.mark.django_db

REPORT = "empty_search_report"
SYNONYMS = "wagtailsnippets_search_synonymgroup"


@pytest.fixture
def roles(db):
    call_command("sync_roles")


@pytest.fixture
def editor(site, roles):
    return of_role(EDITORS)


def synonyms(*terms):
    group = SynonymGroup(terms="\n".join(terms))
    group.full_clean()
    group.save()
    return group


def somebody(unit):
    person = make_person(unit, full_name="Trần Thị Riêng")
    person.staff_code = "CB-0077"
    person.save()


def promote(words, *pages, **fields):
    query = Query.get(words)
    for place, page in enumerate(pages or [None]):
        SearchPromotion.objects.create(query=query, page=page, sort_order=place, **fields)
    return query


def titles(answer):
    return ["".join(piece.text for piece in one["title"]) for one in answer.context["results"]]


class TestSynonyms:
    def test_terms_stand_for_each_other_and_for_nothing_else(self):
        found = expansions_of(
            [("CCHC", "cải cách hành chính"), ("TTHC", "thủ tục hành chính")],
            [["bằng khen", "Khen thưởng"], ["khen thưởng", "thi đua"]],
        )
        assert found == {
            "cchc": ("cai cach hanh chinh",),
            "cai cach hanh chinh": ("cchc",),
            "tthc": ("thu tuc hanh chinh",),
            "thu tuc hanh chinh": ("tthc",),
            "bang khen": ("khen thuong",),
            "khen thuong": ("bang khen", "thi dua"),
            "thi dua": ("khen thuong",),
        }

    @given(st.lists(st.lists(st.text(alphabet="aăbđ -/1", max_size=5), max_size=4), max_size=5))
    def test_lists_never_grow_beyond_what_was_written(self, groups):
        found = expansions_of([], groups)
        written = sum(len(group) for group in groups)
        assert all(len(others) <= written and key not in others for key, others in found.items())
        assert all(key in found[other] for key, others in found.items() for other in others)

    @pytest.mark.parametrize("circle", [[("a", "b"), ("b", "a")], [("a", "a")], [("a", "b")] * 3])
    def test_circles_end(self, circle):
        assert all(len(others) <= 1 for others in expansions_of(circle, []).values())

    def test_the_list_of_abbreviations_counts_both_ways(self, ask, site):
        Abbreviation.objects.create(short="NPN", long="nghỉ phép năm")
        make_news(site.news, "Quy định nghỉ phép năm")
        make_news(site.news, "Mẫu đơn NPN")
        for text in ("npn", "NPN", "nghi phep nam"):
            assert set(titles(ask(text))) == {"Quy định nghỉ phép năm", "Mẫu đơn NPN"}, text

    def test_what_search_finds_alike_is_one_term(self):
        assert terms_of(" khen  thưởng\n\nKHEN THƯỞNG\nbằng khen ") == ["khen thưởng", "bằng khen"]

    def test_a_synonym_finds_what_says_the_other_word(self, ask, site):
        make_news(site.news, "Quy định về trao bằng khen")
        assert titles(ask("tuyên dương")) == []
        synonyms("bằng khen", "tuyên dương")
        assert titles(ask("tuyen duong")) == ["Quy định về trao bằng khen"]
        SynonymGroup.objects.get().delete()
        assert titles(ask("tuyên dương")) == []

    @pytest.mark.parametrize(
        ("terms", "says"),
        [
            ("", "bắt buộc"),
            ("hành chính", "ít nhất hai"),
            ("hành chính\nHÀNH CHINH", "ít nhất hai"),
            ("hành chính\n…", "không có chữ"),
            ("a\n" + "một hai ba bốn năm sáu bảy tám chín", "quá dài"),
            ("\n".join(f"từ {number}" for number in range(1, 20)), "12"),
            ("khen\nbằng KHEN", "bằng khen = tuyên dương"),
        ],
    )
    def test_what_search_could_not_use_is_refused_and_kept_on_the_screen(self, editor, terms, says):
        synonyms("bằng khen", "tuyên dương")
        answer = signed_in(editor).post(reverse(f"{SYNONYMS}:add"), {"terms": terms})
        assert answer.status_code == 200
        assert says in str(answer.context["form"].errors["terms"])
        assert SynonymGroup.objects.count() == 1

    def test_a_group_may_be_saved_again(self):
        group = synonyms("bằng khen", "tuyên dương")
        group.terms += "\nkhen thưởng"
        group.full_clean()
        group.save()
        with pytest.raises(ValidationError):
            synonyms("Khen thưởng", "thưởng")

    def test_the_form_begins_with_the_words_of_the_report(self, editor):
        answer = signed_in(editor).get(reverse(f"{SYNONYMS}:add"), {"tu": "hành chánh"})
        assert answer.context["form"].initial["terms"] == "hành chánh\n"

    def test_another_process_sees_a_change_with_its_next_search(self, sql):
        synonyms("bằng khen", "tuyên dương")
        assert "bang khen" in expansions()
        stale = lists.current()
        synonyms("hành chính", "hành chánh")
        lists._remembered["lists"] = stale  # as in a process that has not asked since
        assert "hanh chanh" in expansions()
        with sql.count(maximum=1):
            expansions()

    def test_a_change_that_is_taken_back_leaves_nothing(self):
        from django.db import transaction

        expansions()
        with transaction.atomic():
            synonyms("bằng khen", "tuyên dương")
            assert "bang khen" in expansions()
            transaction.set_rollback(True)
        assert "bang khen" not in expansions()


class TestPromotions:
    def test_a_promoted_page_stands_first_however_the_words_are_typed(self, ask, site):
        page = make_information(site.guidance, "Cách xin nghỉ")
        promote("Nghỉ  phép năm", page)
        for text in ("nghỉ phép năm", "nghi phep nam", "NGHỈ PHÉP NĂM", "nghỉ-phép năm"):
            answer = ask(text)
            assert [one["title"] for one in answer.context["promoted"]] == ["Cách xin nghỉ"], text
            assert "Được đề xuất" in answer.content.decode()
        assert ask("nghỉ phép").context["promoted"] == []

    def test_synonyms_and_both_spellings_of_a_query_count(self, reader, site):
        first, second = make_news(site.news, "Một"), make_news(site.news, "Hai")
        promote("khen thưởng", first, second)
        promote("khen thuong", second)
        synonyms("khen thưởng", "bằng khen")
        assert [one.title for one in promoted("bang khen", reader)] == ["Một", "Hai"]

    def test_nobody_sees_a_page_that_they_may_not_read(self, reader, site):
        others = make_unit("Phòng khác")
        member = make_person(others, user=True).user
        hidden = make_news(site.news, "Của phòng khác", audience=make_audience(others))
        draft = make_news(site.news, "Chưa đăng", live=False)
        promote("lịch trực", hidden, draft)
        assert promoted("lịch trực", reader) == []
        assert [one.title for one in promoted("lịch trực", member)] == ["Của phòng khác"]

    def test_an_address_elsewhere_is_shown_with_its_words(self, ask, site):
        promote(
            "cổng dịch vụ công",
            external_link_url="https://dichvucong.gov.vn/",
            external_link_text="Cổng Dịch vụ công quốc gia",
        )
        (shown,) = ask("cong dich vu cong").context["promoted"]
        assert shown["title"] == "Cổng Dịch vụ công quốc gia"
        assert shown["url"] == "https://dichvucong.gov.vn/"

    def test_editors_see_how_often_promoted_words_are_asked_for(self, ask, site):
        make_news(site.news, "Nghỉ phép")
        query = promote("nghỉ phép", make_news(site.news, "Cách xin nghỉ"))
        ask("nghi phep")
        ask("Nghỉ phép")
        ask("nghỉ")
        assert query.hits == 2
        assert QueryDailyHits.objects.count() == 1

    def test_statements_do_not_grow_with_what_is_promoted(self, reader, site, sql):
        promote("nghỉ phép", make_news(site.news, "Một"))

        def grow():
            for number in range(5):
                promote("nghi phep", make_policy(site.policies, f"Văn bản {number}"))
                promote(f"từ khác {number}", make_news(site.news, "Khác"))

            promoted("nghỉ phép", reader)  # the lists are read anew after a change

        sql.flat(lambda: promoted("nghỉ phép", reader), grow, maximum=3)

    @pytest.mark.parametrize("words", ["", "  ", "…", "x" * 256])
    def test_words_that_search_could_not_use_are_refused(self, editor, site, words):
        page = make_news(site.news)
        form = {
            "query_string": words,
            "editors_picks-TOTAL_FORMS": "1",
            "editors_picks-INITIAL_FORMS": "0",
            "editors_picks-0-page": page.pk,
            "editors_picks-0-ORDER": "1",
        }
        answer = signed_in(editor).post(reverse("wagtailsearchpromotions:add"), form)
        assert answer.status_code == 200
        assert answer.context["form"].errors["query_string"]
        assert not SearchPromotion.objects.exists()

    def test_an_editor_promotes_from_the_report(self, editor, site, ask):
        page = make_news(site.news, "Cách xin nghỉ")
        count("nghỉ hè", 0)
        (row,) = signed_in(editor).get(reverse(REPORT)).context["object_list"]
        form = signed_in(editor).get(row["ways_out"]["promote_url"])
        assert form.context["form"]["query_string"].value() == "nghỉ hè"
        signed_in(editor).post(
            reverse("wagtailsearchpromotions:add"),
            {
                "query_string": "nghỉ hè",
                "editors_picks-TOTAL_FORMS": "1",
                "editors_picks-INITIAL_FORMS": "0",
                "editors_picks-0-page": page.pk,
                "editors_picks-0-ORDER": "1",
            },
        )
        assert [one["title"] for one in ask("nghi he").context["promoted"]] == ["Cách xin nghỉ"]
        (row,) = signed_in(editor).get(reverse(REPORT)).context["object_list"]
        assert row["ways_out"]["has_promotion"]

    def test_the_list_is_searched_without_marks(self, editor, site):
        promote("nghỉ phép", make_news(site.news))
        promote("khen thưởng", make_news(site.news))
        url = reverse("wagtailsearchpromotions:index_results")
        found = signed_in(editor).get(url, {"q": "nghi"}).context["queries"]
        assert [query.query_string for query in found] == ["nghỉ phép"]


class TestCounting:
    def test_a_search_in_vain_is_counted_by_its_folded_words_and_day(self, ask, site):
        make_news(site.news, "Tin")
        for text in ("xe công vụ", "Xe Công Vụ", "xe cong vu", "tin"):
            ask(text)
        (row,) = EmptySearch.objects.by_words()
        assert (row["folded"], row["total"], row["last"]) == ("xe cong vu", 3, timezone.localdate())
        assert row["shown"] in {"xe công vụ", "Xe Công Vụ"}

    @pytest.mark.parametrize(
        "text",
        [
            "an.nguyen@sldtbxh.gov.vn",
            "0912 345 678",
            "gọi 0912.345.678",
            "(0239) 3855-123",
            "042085001234",
            "cccd 0420 8500 1234",
            "Trần Thị Riêng",
            "tran thi rieng o dau",
            "số điện thoại Trần Thị Riêng",
            "CB-0077",
            "",
            " … ",
            "x",
        ],
    )
    def test_what_tells_of_a_person_or_says_nothing_is_not_kept(self, unit, text):
        somebody(unit)
        count(text, 0)
        assert not EmptySearch.objects.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "28/KH-SLĐTBXH",
            "1234/QĐ-UBND",
            "nghị định 61/2018/NĐ-CP",
            "quyết định ngày 22/01/2021",
            "giai đoạn 2021-2025",
            "trần",
            "trần thị",
            "riêng tư",
        ],
    )
    def test_words_and_numbers_of_documents_are_kept(self, unit, text):
        somebody(unit)
        count(text, 0)
        assert EmptySearch.objects.get().typed == text

    def test_long_ones_are_cut(self, db):
        count("đường " * 100, 0)
        assert len(EmptySearch.objects.get().typed) <= 100

    def test_a_day_has_room_for_so_many(self, db, monkeypatch):
        monkeypatch.setattr(counting, "MOST_A_DAY", 3)
        for text in ("một hai", "hai ba", "ba bốn", "bốn năm", "một hai"):
            count(text, 0)
        assert {row.typed: row.times for row in EmptySearch.objects.all()} == {
            "một hai": 2,
            "hai ba": 1,
            "ba bốn": 1,
        }
        assert MOST_A_DAY > 100

    def test_the_clock_removes_what_is_old(self, db, monkeypatch):
        monkeypatch.setattr(counting.settings, "SEARCHES_KEPT_DAYS", 30)
        with time_machine.travel(timezone.now() - datetime.timedelta(days=31)):
            count("xe công vụ", 0)
        count("xe máy", 0)
        assert remove_old(now=timezone.now()) == 1
        assert remove_old(now=timezone.now()) == 0
        assert EmptySearch.objects.get().typed == "xe máy"

    def test_a_search_is_answered_although_it_cannot_be_counted(self, ask, site, monkeypatch):
        from django.db import OperationalError

        def fail(*_args):
            raise OperationalError("database is locked")

        monkeypatch.setattr(counting, "_count_in_vain", fail)
        assert ask("xe công vụ").context["total"] == 0

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=120))
    def test_any_text_may_be_counted(self, unit, text):
        count(text, 0)


@pytest.mark.django_db(transaction=True)
def test_searches_at_the_same_moment_are_all_counted():
    together = threading.Barrier(2)

    def search():
        together.wait()
        try:
            for _again in range(5):
                count("xe công vụ", 0)
        finally:
            connection.close()

    threads = [threading.Thread(target=search) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert EmptySearch.objects.get().times == 10


class TestReport:
    def test_the_most_frequent_stand_first_with_ways_out(self, editor):
        for text in ("xe công vụ", "lịch họp", "lịch họp"):
            count(text, 0)
        answer = signed_in(editor).get(reverse(REPORT))
        assert [(row["shown"], row["total"]) for row in answer.context["object_list"]] == [
            ("lịch họp", 2),
            ("xe công vụ", 1),
        ]
        html = answer.content.decode()
        assert "?tu=l%E1%BB%8Bch+h%E1%BB%8Dp" in html
        assert "Thêm từ đồng nghĩa cho «lịch họp»" in html

    def test_it_is_searched_without_marks_and_narrowed_by_days(self, editor):
        with time_machine.travel(timezone.now() - datetime.timedelta(days=10)):
            count("lịch họp", 0)
        count("lịch họp", 0)
        count("xe công vụ", 0)
        client = signed_in(editor)
        found = client.get(reverse(REPORT), {"q": "Lịch"}).context["object_list"]
        assert [(row["shown"], row["total"]) for row in found] == [("lịch họp", 2)]
        days = {"day_from": timezone.localdate().isoformat(), "q": "lich hop"}
        found = client.get(reverse(REPORT), days).context["object_list"]
        assert [row["total"] for row in found] == [1]
        assert client.get(reverse(REPORT), {"day_from": "x", "p": "z"}).status_code in {200, 404}

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_it_goes_into_a_file_without_formulas(self, editor, kind):
        count('=HYPERLINK("x")', 0)
        answer = signed_in(editor).get(reverse(REPORT), {"export": kind})
        content = b"".join(answer.streaming_content)
        assert answer.status_code == 200
        if kind == "csv":
            assert "'=HYPERLINK" in content.decode()

    def test_words_that_editors_saw_to_are_marked(self, editor):
        count("hành chánh", 0)
        synonyms("hành chính", "hành chánh")
        assert "Đã có từ đồng nghĩa" in signed_in(editor).get(reverse(REPORT)).content.decode()

    def test_statements_do_not_grow(self, editor, sql):
        count("lịch họp", 0)
        client = signed_in(editor)

        def grow():
            for number in range(10):
                count(f"từ thứ {number}", 0)

        sql.flat(lambda: client.get(reverse(REPORT)), grow)


ADDRESSES = [
    REPORT,
    f"{REPORT}_results",
    f"{SYNONYMS}:list",
    f"{SYNONYMS}:add",
    "wagtailsearchpromotions:index",
    "wagtailsearchpromotions:index_results",
    "wagtailsearchpromotions:add",
    "wagtailsearchpromotions:chooser",
    "wagtailsearchpromotions:chooserresults",
]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    ("who", "may"),
    [(EDITORS, True), (OFFICE, True), (LEADERSHIP, False), (IT_OFFICERS, False), ("", False)],
)
def test_who_may(site, roles, name, who, may):
    user = of_role(who) if who else make_user()
    status = signed_in(user).get(reverse(name)).status_code
    assert (status == 200) if may else (status in {302, 403}), status


@pytest.mark.parametrize("who", [LEADERSHIP, IT_OFFICERS])
def test_others_change_nothing(site, roles, who):
    group = synonyms("bằng khen", "tuyên dương")
    query = promote("khen", make_news(site.news))
    client = signed_in(of_role(who))
    for url in (
        reverse(f"{SYNONYMS}:edit", args=[group.pk]),
        reverse(f"{SYNONYMS}:delete", args=[group.pk]),
        reverse("wagtailsearchpromotions:edit", args=[query.pk]),
        reverse("wagtailsearchpromotions:delete", args=[query.pk]),
    ):
        assert client.post(url, {"terms": "a\nb"}).status_code in {302, 403}
    assert SynonymGroup.objects.get().terms == group.terms
    assert SearchPromotion.objects.count() == 1


def test_the_menus_show_the_screens_to_editors_alone(site, roles):
    shown = signed_in(of_role(EDITORS)).get("/quan-tri/").content.decode()
    hidden = signed_in(of_role(IT_OFFICERS)).get("/quan-tri/").content.decode()
    for name in (REPORT, f"{SYNONYMS}:list", "wagtailsearchpromotions:index"):
        assert reverse(name) in shown
        assert reverse(name) not in hidden

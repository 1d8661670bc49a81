"""The screen of search: what it finds, says, filters and counts; any input has an answer."""

import datetime
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.policies.models import DocumentType
from tests.factories_pages import make_information, make_news, make_policy, make_topic, part

CULTURE = "Quy chế văn hóa công sở"


def titles(answer):
    return ["".join(piece.text for piece in one["title"]) for one in answer.context["results"]]


def shown(answer):
    """The visible text of the answer's results."""
    html = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index("<main") :]))


@pytest.fixture
def plan(site):
    return make_policy(
        site.policies,
        "Kế hoạch tuyên truyền cải cách hành chính năm 2021",
        slug="ke-hoach-28",
        number="28",
        body=[
            part(1, "I.", "I", title="MỤC ĐÍCH, YÊU CẦU"),
            part(2, "1.", "I.1", text="Nâng cao nhận thức của cán bộ, công chức, viên chức."),
            part(1, "II.", "II", title="TỔ CHỨC THỰC HIỆN"),
            part(2, "1.", "II.1", text="Văn phòng Sở theo dõi, đôn đốc; điện thoại 0239 3855 123."),
        ],
    )


@pytest.fixture
def office(site, plan):
    make_policy(
        site.policies,
        f"{CULTURE} (cũ)",
        slug="quy-che-cu",
        number="12",
        symbol="QĐ-SLĐTBXH",
        document_type=DocumentType.REGULATION,
        issued_on=datetime.date(2019, 3, 4),
        effective_to=datetime.date(2022, 1, 1),
    )
    make_policy(
        site.policies,
        CULTURE,
        slug="quy-che-moi",
        number="36",
        symbol="QĐ-SLĐTBXH",
        document_type=DocumentType.REGULATION,
        issued_on=datetime.date(2022, 1, 1),
    )
    make_news(site.news, "Hội nghị cải cách hành chính", slug="hoi-nghi")
    make_information(site.guidance, "Cách đăng ký nghỉ phép", slug="nghi-phep")


def test_an_empty_form_helps(ask):
    assert "CCHC" in shown(ask())
    assert "CCHC" in shown(ask("   "))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("28/KH-SLĐTBXH", "ke-hoach-28"),
        ("28/kh-sldtbxh", "ke-hoach-28"),
        ("số 28", "ke-hoach-28"),
        ("ke hoach 28", "ke-hoach-28"),
        ("28 KH", "ke-hoach-28"),
        ("28KH", "ke-hoach-28"),
        ("22/1/2021", "ke-hoach-28"),
        ("ngày 22 tháng 01 năm 2021 kế hoạch", "ke-hoach-28"),
        ("3855123", "ke-hoach-28"),
        ("02393.855.123", "ke-hoach-28"),
        ("van hoa cong so", "quy-che-moi"),
        ("văn hoá công sở", "quy-che-moi"),
        ("quy che 12", "quy-che-cu"),
        ("cahc nghi phep", "nghi-phep"),
        ("nghiphep", "nghi-phep"),
        ("nghĩ phép bao nhiêu ngày", "nghi-phep"),
        ("cai cahc hanh chinh hoi nghi", "hoi-nghi"),
        ("hành chánh hội nghị", "hoi-nghi"),
        ('"hội nghị cải cách"', "hoi-nghi"),
        ("nhan thuc cua can bo", "ke-hoach-28"),
    ],
)
def test_the_first_result(ask, office, text, first):
    answer = ask(text)
    assert answer.context["results"], text
    assert answer.context["results"][0]["url"].rstrip("/").endswith(first), titles(answer)


def test_a_result_leads_to_the_part_and_marks_the_words_as_they_are_written(ask, plan):
    answer = ask("nang cao nhan thuc")
    section = answer.context["results"][0]["sections"][0]
    assert section["url"].endswith("/ke-hoach-28/#I.1")
    assert "<mark>Nâng cao nhận thức</mark> của cán bộ" in answer.content.decode()


def test_a_fault_is_named_and_what_was_meant_is_offered(ask, office):
    answer = ask("hội nghị cải cahc")
    assert answer.context["correction"] == "hội nghị cải cách"
    assert "Có phải anh/chị muốn tìm hội nghị cải cách?" in shown(answer)


def test_who_typed_without_marks_is_answered_without(ask, office):
    assert ask("hoi nghi cai cahc").context["correction"] == "hoi nghi cai cach"


def test_what_comes_nearest_is_named_as_such(ask, office):
    answer = ask("văn hóa công sở xyzzy")
    assert titles(answer)[0] == CULTURE
    assert answer.context["found"].is_partial


def test_nothing_is_found(ask, office):
    answer = ask("xyzzy plugh")
    assert answer.context["total"] == 0
    assert not answer.context["results"]


def test_filters_count_and_narrow(ask, office):
    answer = ask("cải cách hành chính")
    counts = {
        one.parameter: {choice.value: choice.count for choice in one.choices}
        for one in answer.context["found"].filters
    }
    assert counts["nam"] == {"2026": 1, "2021": 1}
    narrowed = ask("cải cách hành chính", nam="2021")
    assert titles(narrowed) == ["Kế hoạch tuyên truyền cải cách hành chính năm 2021"]
    assert narrowed.context["is_narrowed"]
    assert ask("cải cách hành chính", nam="1066").context["total"] == 2


def test_only_what_is_in_effect(ask, office):
    assert titles(ask("văn hóa công sở")) == [CULTURE, f"{CULTURE} (cũ)"]
    assert titles(ask("văn hóa công sở", **{"hieu-luc": "con"})) == [CULTURE]


def test_topics_are_filters(ask, site, plan):
    topic = make_topic("Văn hóa công sở")
    page = make_news(site.news, "Cải cách từ lời chào")
    page.topics = [topic]
    page.save()
    answer = ask("cải cách", **{"chu-de": str(topic.pk)})
    assert titles(answer) == ["Cải cách từ lời chào"]


def test_results_stand_on_pages(ask, site):
    for number in range(25):
        make_news(site.news, f"Tin cải cách {number}")
    first, third = ask("cai cach"), ask("cai cach", trang="3")
    assert len(titles(first)) == 10
    assert len(titles(third)) == 5
    assert first.context["total"] == 25
    assert "q=cai+cach&amp;trang=2" in first.content.decode()
    assert titles(ask("cai cach", trang="x")) == titles(first)
    assert titles(ask("cai cach", trang="99")) == titles(third)


def test_suggestions(client, reader, office):
    client.force_login(reader)
    answer = client.get("/tim-kiem/goi-y/", {"q": "văn h"})
    assert CULTURE in answer.content.decode()
    assert "<li>" not in client.get("/tim-kiem/goi-y/", {"q": "v"}).content.decode()
    assert "<li>" not in client.get("/tim-kiem/goi-y/").content.decode()


def test_only_reading_and_only_inside(client, reader):
    for address in ("/tim-kiem/", "/tim-kiem/goi-y/"):
        assert client.get(address).status_code == 302
        client.force_login(reader)
        assert client.post(address).status_code in {403, 405}
        client.logout()


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.one_of(st.text(max_size=250), st.text(alphabet="\"«»“”()*:-/&|!<>\\' aáđ0", max_size=60)))
def test_any_text_has_an_answer(ask, plan, text):
    ask(text)


def test_statements_do_not_grow_with_results(client, reader, site, sql):
    def ask(text):
        assert client.get("/tim-kiem/", {"q": text}).status_code == 200

    def grow():
        for number in range(12):
            make_policy(site.policies, f"Kế hoạch cải cách {number}")
            make_news(site.news, f"Tin cải cách {number}")

    make_policy(site.policies, "Kế hoạch cải cách")
    make_news(site.news, "Tin cải cách")
    client.force_login(reader)
    sql.flat(lambda: ask("cai cach"), grow, maximum=10)
    sql.flat(lambda: ask("cai cahc"), grow, maximum=12)
    sql.flat(lambda: ask("cai cach xyzzy"), grow, maximum=13)
    sql.flat(lambda: client.get("/tim-kiem/goi-y/", {"q": "ca"}), grow, maximum=8)

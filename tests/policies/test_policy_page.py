"""The screen of an official document: facts, text with addresses, file, effect, rights, cost."""

import datetime

import pytest
import time_machine

from intranet.policies.effect import Effect, effect_on
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import (
    make_document,
    make_policy,
    make_site,
    make_topic,
    part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def reader(client):
    client.force_login(make_person(make_unit(), user=True).user)
    return client


def html(reader, page) -> str:
    return reader.get(page.url).content.decode()


def test_head_and_foot_say_what_the_paper_says(site, reader):
    page = make_policy(
        site.policies,
        number="28",
        parent_body="UBND tỉnh Hà Tĩnh",
        place="Hà Tĩnh",
        signer_name="Nguyễn Trí Lạc",
        signer_position="Giám đốc",
        recipients="Sở Nội vụ\nLưu: VT, VP",
    )

    text = html(reader, page)

    for fact in (
        "28/KH-SLĐTBXH",
        "UBND tỉnh Hà Tĩnh",
        "Hà Tĩnh, 22/01/2021",
        "Nguyễn Trí Lạc",
        "Lưu: VT, VP",
    ):
        assert fact in text


def test_every_part_can_be_cited(site, reader):
    page = make_policy(
        site.policies,
        body=[
            part(1, "III.", "III", title="NỘI DUNG"),
            part(2, "1.", "III.1", title="Đối với cán bộ"),
            part(3, "c)", "III.1.c", text="Tuyên truyền, phổ biến."),
        ],
    )

    text = html(reader, page)

    assert 'id="III.1.c"' in text
    assert 'href="#III.1"' in text


def test_parts_without_anchor_get_one_when_saved_and_keep_it(site):
    page = make_policy(site.policies, body=[part(1, "III."), part(2, "1."), part(3, "-")])
    page.save_revision().publish()
    page.refresh_from_db()

    assert [block.value["anchor"] for block in page.body] == ["III", "III.1", "III.1-1"]


def test_an_anchor_with_a_space_is_refused_at_its_place(site):
    block = make_policy(site.policies).body.stream_block.child_blocks["part"]
    anchor = block.child_blocks["anchor"]

    with pytest.raises(Exception, match="#"):
        anchor.clean("III 1")


def test_text_is_shown_not_interpreted(site, reader):
    page = make_policy(site.policies, body=[part(1, "I.", text="<script>alert(1)</script>")])

    assert "<script>alert" not in html(reader, page)


def test_the_editors_doubt_stands_beside_the_text_of_its_part(site, reader):
    page = make_policy(
        site.policies, body=[part(1, "I.", text="giai đoạn 2011-2030", note="Nghi sai năm.")]
    )

    assert "Nghi sai năm." in html(reader, page)


def test_the_original_file_can_be_opened(site, reader):
    page = make_policy(site.policies, source_file=make_document("Bản gốc có chữ ký"))

    assert "Bản gốc có chữ ký" in html(reader, page)


def test_topics_are_named(site, reader):
    page = make_policy(site.policies)
    page.topics = [make_topic("Dịch vụ công trực tuyến")]
    page.save()

    assert "Dịch vụ công trực tuyến" in html(reader, page)


START, END = datetime.date(2021, 2, 1), datetime.date(2022, 1, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (START - datetime.timedelta(days=1), Effect.COMING),
        (START, Effect.IN_EFFECT),
        (END - datetime.timedelta(days=1), Effect.IN_EFFECT),
        (END, Effect.ENDED),
    ],
)
def test_effect_ends_before_its_last_date(day, expected):
    assert effect_on(day, effective_from=START, effective_to=END) is expected


def test_a_document_without_an_end_stays_in_effect():
    assert effect_on(END, effective_from=START, effective_to=None) is Effect.IN_EFFECT


@pytest.mark.parametrize(
    ("day", "tone"),
    [("2021-01-25", "warning"), ("2021-03-01", "success"), ("2023-01-01", "neutral")],
)
def test_the_page_says_whether_the_document_is_in_effect(site, reader, day, tone):
    page = make_policy(site.policies, effective_from=START, effective_to=END)

    with time_machine.travel(f"{day}T12:00:00+07:00"):
        reader.force_login(make_person(make_unit(), user=True).user)
        response = reader.get(page.url)

    assert response.context["effect_tone"] == tone


def test_no_badge_claims_an_effect_whose_end_nobody_wrote(site, reader):
    page = make_policy(site.policies, effective_from=START)

    assert reader.get(page.url).context["effect_label"] == ""


def test_a_policy_for_others_is_not_found(site, reader):
    page = make_policy(site.policies, audience=make_audience(make_unit("Phòng khác")))

    assert reader.get(page.url).status_code == 404


def test_a_policy_takes_thirteen_statements_however_long_it_is(site, client, sql):
    user = make_user(permissions=["wagtailadmin.access_admin"])
    make_person(make_unit(), user=user)
    client.force_login(user)
    page = make_policy(site.policies, source_file=make_document())
    page.topics = [make_topic(), make_topic()]
    page.save()

    def lengthen() -> None:
        page.body = [
            part(1 + n % 4, f"{n}.", title=f"Mục {n}", text="Chữ " * 50) for n in range(200)
        ]
        page.save()

    sql.flat(lambda: client.get(page.url), lengthen, maximum=13)


def test_a_copy_waits_for_a_number_of_its_own(site):
    page = make_policy(site.policies)
    copy = page.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"}, keep_live=False)
    assert (copy.number, copy.symbol) == ("", page.symbol)
    assert copy.get_latest_revision_as_object().number == ""

"""A document as PDF in the national layout: what it says, who may have it, how long it may be."""

import datetime
import io

import pypdf
import pytest

from intranet.pages.blocks import table_value
from intranet.policies import paper
from intranet.policies.layout import layout, place_and_day
from intranet.policies.models import DocumentRelation, PolicyPage
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import make_policy, make_site, part

pytestmark = pytest.mark.django_db

TABLE = table_value(caption="Phân công", head=["Việc", "Đơn vị"], rows=[["Niêm yết", "Văn phòng"]])
BODY = [
    part(3, "Điều 1.", title="Phạm vi", text="Tuyên truyền.\nPhổ biến."),
    part(1, "Chương II", title="NỘI DUNG"),
    part(6, "a)", title="Sâu hơn hẳn"),
    part(2, "2.", text='#set page(width: 1cm) $x^2$ "[*đậm*]'),
    part(2, "-"),
    {"type": "table", "value": {"level": 1, "anchor": "", "table": TABLE}},
]


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def reader(client):
    client.force_login(make_person(make_unit(), user=True).user)
    return client


def address(page) -> str:
    return f"/van-ban/{page.pk}/ban-in.pdf"


def words(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_has_head_body_and_foot(site, reader):
    page = make_policy(
        site.policies,
        number="8",
        document_type="quyet-dinh",
        symbol="QĐ-SLĐTBXH",
        parent_body="UBND tỉnh Hà Tĩnh",
        place="Hà Tĩnh",
        authority="GIÁM ĐỐC SỞ",
        basis="Căn cứ Luật Việc làm;",
        formula="QUYẾT ĐỊNH:",
        addressees="Các phòng\nCác đơn vị",
        recipients="- Như trên;\n- Lưu: VT.",
        signing_capacity="KT. GIÁM ĐỐC",
        signer_position="PHÓ GIÁM ĐỐC",
        signer_name="Nguyễn Văn Đông",
        body=BODY,
    )

    text = words(reader.get(address(page)))

    for said in (
        "UBND TỈNH HÀ TĨNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 08/QĐ-SLĐTBXH",
        "Hà Tĩnh, ngày 22 tháng 01 năm 2021",
        "QUYẾT ĐỊNH",
        "Căn cứ Luật Việc làm;",
        "Điều 1. Phạm vi",
        "Phổ biến.",
        '2. #set page(width: 1cm) $x^2$ "[*đậm*]',
        "Văn phòng",
        "Các đơn vị",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "Nguyễn Văn Đông",
        "không phải bản gốc có chữ ký",
    ):
        assert said in text, said


def test_the_note_says_what_others_have_done_to_the_document(site, reader):
    page = make_policy(site.policies)
    other = make_policy(site.policies, number="99", issued_on=datetime.date(2022, 3, 1))
    DocumentRelation.objects.create(page=other, kind="thay-the", target=page)

    assert "99/KH-SLĐTBXH" in words(reader.get(address(page)))


def test_only_readers_of_the_page_have_the_paper(site, client, reader):
    closed = make_policy(site.policies, audience=make_audience(make_unit("Phòng khác")))
    draft = make_policy(site.policies, live=False)
    empty = make_policy(site.policies, body=[])

    for page in (closed, draft, empty):
        assert reader.get(address(page)).status_code == 404
    assert reader.get("/van-ban/999999999/ban-in.pdf").status_code == 404
    reader.logout()
    assert reader.get(address(draft)).status_code == 302


def test_it_is_read_only(site, reader):
    assert reader.post(address(make_policy(site.policies))).status_code == 405


def test_who_asks_too_often_waits(site, reader, settings):
    exports = settings.RATE_LIMITS["exports"]
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "exports": {**exports, "times": 1}}
    page = make_policy(site.policies)

    assert [reader.get(address(page)).status_code for _ in range(2)] == [200, 429]


def test_what_is_too_long_is_left_to_the_browser(site, reader, monkeypatch):
    monkeypatch.setattr(paper, "LETTERS_ON_PAPER", 5)
    page = make_policy(site.policies)

    response = reader.get(address(page), follow=True)

    assert response.redirect_chain == [(page.url, 302)]
    assert "quá dài" in response.content.decode()


def test_sixty_pages_come_as_one_file(site, reader):
    text = "Nâng cao nhận thức, trách nhiệm của cán bộ, công chức, viên chức. " * 4
    body = [part(1, f"Điều {number}.", title="Nhiệm vụ", text=text) for number in range(1, 561)]

    response = reader.get(address(make_policy(site.policies, body=body)))

    assert len(pypdf.PdfReader(io.BytesIO(response.content)).pages) >= 60
    assert "Điều 560. Nhiệm vụ" in words(response)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (datetime.date(2020, 3, 5), "Hà Tĩnh, ngày 05 tháng 3 năm 2020"),
        (datetime.date(2021, 2, 22), "Hà Tĩnh, ngày 22 tháng 02 năm 2021"),
        (datetime.date(2021, 12, 1), "Hà Tĩnh, ngày 01 tháng 12 năm 2021"),
    ],
)
def test_days_are_printed_as_the_decree_wants(day, printed):
    assert place_and_day("Hà Tĩnh", day) == printed


def test_a_letter_has_its_subject_below_the_number():
    letter = PolicyPage(
        document_type="cong-van",
        number="5",
        symbol="SNV-VP",
        issued_on=datetime.date(2021, 1, 1),
        abstract="Về việc báo cáo quý I",
    )

    shown = layout(letter)

    assert (shown["subject"], shown["kind"], shown["number"]) == (
        "V/v báo cáo quý I",
        "",
        "Số: 05/SNV-VP",
    )


def test_a_document_of_the_party_bears_no_national_name():
    shown = layout(PolicyPage(number="18", symbol="-NQ/TW", issued_on=datetime.date(2017, 10, 25)))

    assert (shown["nation"], shown["motto"]) == ("", "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert shown["number"] == "Số 18-NQ/TW"

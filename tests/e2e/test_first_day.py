"""The IT officer's first day: from an empty database to people who sign in, move and leave."""

import datetime
import io
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from intranet.organisation.roll.template_file import HEADINGS
from tests.demo_site import DemoSite, Server
from tests.e2e.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

OFFICER, OFFICER_NAME = "cntt", "Phan Hữu Tài"
OWN = "hoa-sen-mua-ha-2026"
BODY, OFFICE, DIVISION = "Sở Nội vụ", "Văn phòng", "Phòng Cải cách hành chính"
ANH, DO, SON = "Nguyễn Thị Ánh", "Trần Đình Độ", "Lê Viết Sơn"
TODAY = datetime.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
START = TODAY - datetime.timedelta(days=30)
MADE = "from scripts.preparation import migrate, collect_static, load_settings as load; load(); "


class NewSite(DemoSite):
    """A site as a new installation makes it, without any of the demonstration."""

    def __init__(self):
        folder = Path(tempfile.mkdtemp(prefix="intranet-new-"))
        Server.__init__(self, folder, "intranet.wsgi")

    def __enter__(self):
        self.run("-c", f"{MADE}migrate(); collect_static()")
        whose = ("--body", BODY, "--username", OFFICER, "--name", OFFICER_NAME)
        said = self.run("manage.py", "begin_site", *whose)
        self.first_password = re.search(r"Mật khẩu lần đầu, chỉ hiện lúc này: (\S+)", said)[1]
        return Server.__enter__(self)

    def posts(self, code):
        """Where the person was, in order: unit, role, first day, day after the last."""
        return self.rows(
            "SELECT period.name, post.role, post.valid_from, post.valid_to"
            " FROM organisation_membership AS post"
            " JOIN organisation_person AS person ON person.id = post.person_id"
            " JOIN organisation_unitperiod AS period ON period.unit_id = post.unit_id"
            " WHERE person.staff_code = ? ORDER BY post.valid_from",
            code,
        )


@pytest.fixture
def new_site(browser):
    """A new site, removed afterwards."""
    with NewSite() as site:
        yield site
    shutil.rmtree(site.folder, ignore_errors=True)


def roll(*people):
    """A workbook with the headings of the template."""
    workbook = Workbook()
    for values in (HEADINGS, *people):
        workbook.active.append(list(values))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def person(code, name, unit, role="Thành viên"):
    """A row of the template."""
    return (code, name, unit, "", BODY, role, "Công chức", "", "", "", "")


def sign_in(page, username, password):
    """Fill in the form and wait for what follows it."""
    page.goto("/dang-nhap/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)


def choose_own_password(page):
    """Nothing but the form for the own password opens; choose one."""
    page.goto("/viec-cua-toi/")
    expect(page).to_have_url(re.compile("/mat-khau/lan-dau/$"))
    expect(page.locator("h1")).to_have_text("Đặt mật khẩu của riêng anh/chị")
    page.fill("[name=new_password1]", OWN)
    page.fill("[name=new_password2]", OWN)
    page.press("[name=new_password2]", "Enter")
    page.wait_for_url(lambda url: "/mat-khau/" not in url)


def import_roll(page, content, day, *, is_complete=False):
    """Take a file in and stop at its dry run."""
    page.goto("/quan-tri/nhap-danh-sach/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file = {"name": "danh-sach.xlsx", "mimeType": kind, "buffer": content}
    page.set_input_files("[name=file]", file)
    page.fill("[name=effective_on]", day.isoformat())
    page.set_checked("[name=is_complete]", is_complete)
    page.locator("form.roll__form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/nhap-danh-sach/\d+/$"))
    shown = page.locator(".roll__counts div").all_inner_texts()
    counts = (text.split("\n") for text in shown)
    return {label: int(count) for label, count in counts if int(count)}


def apply_roll(page):
    """Press the button below the dry run."""
    page.locator("form[action*='/nhap-danh-sach/'] .button:not(.button-secondary)").first.click()
    expect(page.get_by_text("Đã cập nhật danh sách.")).to_be_visible()


def print_slips(page):
    """Give out accounts to the whole body; return name, user name and password of each slip."""
    page.goto("/quan-tri/cap-tai-khoan/")
    value = page.locator("[name=unit] option", has_text=BODY).first.get_attribute("value")
    page.select_option("[name=unit]", value)
    page.click("main form[method=get] button[type=submit]")
    expect(page.locator("[name=person]:checked")).to_have_count(3)
    page.click("main form[method=post] button[type=submit]")
    slips = page.locator(".slip")
    expect(slips).to_have_count(3)
    return {
        slip.locator("h2").inner_text(): slip.locator(".typed").all_inner_texts()
        for slip in slips.all()
    }


def edit_person(page, name):
    """Open the person from the list of people."""
    page.goto("/quan-tri/nguoi/")
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url(re.compile(r"/quan-tri/nguoi/edit/\d+/$"))
    page.wait_for_load_state("networkidle")


def save(page):
    """Save the form of the admin and wait for its confirmation."""
    page.locator("main form footer button[type=submit], main form button[type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_the_first_day(new_site, open_page):
    officer = open_page(site=new_site, viewport=DESKTOP)
    sign_in(officer, OFFICER, new_site.first_password)
    choose_own_password(officer)

    # The roll goes in.
    people = [person("01", ANH, OFFICE), person("02", DO, OFFICE), person("03", SON, DIVISION)]
    counts = import_roll(officer, roll(*people), START)
    assert counts == {"Đơn vị mới": 3, "Mới về": 3}
    assert new_site.posts("01") == []
    apply_roll(officer)
    assert new_site.posts("01") == [(OFFICE, "member", str(START), None)]

    # Slips are printed, and one of them opens the door on a phone.
    slips = print_slips(officer)
    assert set(slips) == {ANH, DO, SON}
    phone = open_page(site=new_site, viewport=PHONE)
    sign_in(phone, *slips[ANH])
    choose_own_password(phone)
    expect(phone.get_by_text("Đã đặt mật khẩu.")).to_be_visible()
    assert phone.goto("/").status == 200
    assert phone.goto("/bao-cao/").status == 403

    # The head is appointed: the membership of before ends, a new one begins.
    edit_person(officer, ANH)
    officer.fill("[name=memberships-0-valid_to]", TODAY.isoformat())
    add_membership(officer, 1, OFFICE, "head")
    save(officer)
    assert new_site.posts("01") == [
        (OFFICE, "member", str(START), str(TODAY)),
        (OFFICE, "head", str(TODAY), None),
    ]
    assert phone.goto("/bao-cao/").status == 200

    leaver = open_page(site=new_site, viewport=PHONE)
    sign_in(leaver, *slips[SON])
    choose_own_password(leaver)
    assert leaver.goto("/").status == 200

    # One is moved and one leaves, by the next complete list.
    later = [person("01", ANH, OFFICE, "Cấp trưởng"), person("02", DO, DIVISION)]
    counts = import_roll(officer, roll(*later), TODAY, is_complete=True)
    assert counts == {"Chuyển đơn vị": 1, "Rời đi": 1, "Giữ nguyên": 1}
    expect(officer.locator("main")).to_contain_text(SON)
    apply_roll(officer)
    assert new_site.posts("02") == [
        (OFFICE, "member", str(START), str(TODAY)),
        (DIVISION, "member", str(TODAY), None),
    ]
    assert new_site.posts("03") == [(DIVISION, "member", str(START), str(TODAY))]
    assert new_site.posts("01")[-1] == (OFFICE, "head", str(TODAY), None)
    new_site.run("manage.py", "run_due")
    leaver.goto("/")
    expect(leaver).to_have_url(re.compile("/dang-nhap/"))

    # The log says who did it.
    officer.goto("/quan-tri/nhat-ky/")
    for words in ("1 chuyển đơn vị, 0 thay đổi, 1 rời đi", "Cấp mật khẩu lần đầu"):
        row = officer.locator("main tr", has_text=words).first
        expect(row).to_contain_text(OFFICER_NAME)


def add_membership(page, number, unit, role):
    """Fill in one more line of where the person belongs."""
    prefix = f"[name=memberships-{number}-"
    line = page.locator(f"{prefix}unit]")
    for _press in range(3):  # on a busy machine the first may only close the calendar
        page.keyboard.press("Escape")
        page.locator("#id_memberships-ADD").click()
        with suppress(AssertionError):
            expect(line).to_have_count(1)
            break
    expect(line).to_have_count(1)
    value = page.locator(f"{prefix}unit] option", has_text=unit).first.get_attribute("value")
    page.select_option(f"{prefix}unit]", value)
    page.select_option(f"{prefix}role]", role)
    page.select_option(f"{prefix}staff_category]", "civil_servant")
    page.fill(f"{prefix}valid_from]", TODAY.isoformat())
    page.keyboard.press("Escape")

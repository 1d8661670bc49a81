"""`make screenshots`: photographs the main screens of the demonstration into docs/screenshots/.

Readers' screens are taken on a phone and on a desktop, those of the IT officer and of authors on a
desktop; all are reduced to a palette, so that the pictures stay small in the repository. Names
given on the command line (`python -m scripts.screenshots late silent`) take those screens alone.
"""

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from intranet.policies.reading.document import read_text
from quiz.formats.sheets.template import write_template
from tests.browser import find_program, launch, sign_in_by_form
from tests.demo_site import DemoSite
from tests.e2e.author_workbook import filled
from tests.policies.reading.papers import pdf_file

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
DECISION = Path(__file__).parents[1] / "tests/policies/reading/documents/quyet-dinh.txt"
NOTICE = "thong-bao-minh-hoa-01"
LARGEST = 150 * 1024
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}


@dataclass(frozen=True)
class Screen:
    """A screen by its file name, whoever sees it, and the way there."""

    name: str
    username: str | None
    show: Callable[[Page, DemoSite], None]
    sizes: tuple[str, ...] = ("phone", "desktop")


def at(path: str) -> Callable[[Page, DemoSite], None]:
    """Return the way to an address."""
    return lambda page, _site: open_path(page, path)


def page_of(model: str) -> Callable[[Page, DemoSite], None]:
    """Return the way to a page of the type."""
    return lambda page, site: open_path(page, str(site.page_path(model)))


def open_path(page: Page, path: str) -> None:
    """Open an address and insist on getting it."""
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{path} did not answer with a page")


def first_report(page: Page, site: DemoSite) -> None:
    """Open the report that the list of reports names first."""
    open_path(page, "/bao-cao/")
    page.locator("main .report-card h2 a").first.click()


def closed_report(page: Page, _site: DemoSite) -> None:
    """Open the report of the duty that closed last."""
    open_path(page, "/bao-cao/?xem=da-dong")
    page.locator("main .closed-card__title a").first.click()


def differences(page: Page, site: DemoSite) -> None:
    """Open what has changed since the figures of that duty were frozen."""
    closed_report(page, site)
    page.locator("main a[href$='/chenh-lech/']").click()


def letters(page: Page, site: DemoSite) -> None:
    """Have the letters that wait sent, and open those to oneself."""
    site.run("manage.py", "db_worker", "--batch", "-v", "0")
    open_path(page, "/thu-gui-thu/")
    page.locator("main .panel").first.evaluate("letter => letter.scrollIntoView()")


def names_of_unit(page: Page, site: DemoSite) -> None:
    """Open the names of those of the unit head's own unit who are not done."""
    first_report(page, site)
    page.locator("main a[href*='trang-thai=chua-xong']").first.click()


def reminder(page: Page, site: DemoSite) -> None:
    """Open the screen that asks before people are reminded."""
    first_report(page, site)
    page.locator("main a[href$='/nhac/']").first.click()


def quiz_step(page: Page, site: DemoSite) -> None:
    """Begin the current quiz, or go on with it."""
    open_path(page, str(site.page_path("QuizPage")))
    page.locator("main form[action*='bat-dau'] button, main a[href*='/bai-lam/']").first.click()
    page.wait_for_url("**/bai-lam/**")


def result(page: Page, site: DemoSite) -> None:
    """Answer every question with its first option, hand in and show what comes back."""
    quiz_step(page, site)
    while page.locator("fieldset.question:visible").count():
        for options in page.locator("fieldset.question:visible .options").all():
            options.locator("input").first.check()
        page.locator("[data-move='1']").click()
    page.locator("button[form=nop-bai]").click()
    page.wait_for_url("**/ket-qua/")


def dry_run(page: Page, _site: DemoSite) -> None:
    """Take a workbook with faults in and show the first of them."""
    open_path(page, "/quan-tri/nhap-cau-hoi/")
    content = filled(write_template())
    file = {"name": "cau-hoi-mot-cua.xlsx", "mimeType": "application/zip", "buffer": content}
    page.set_input_files("[name=file]", file)  # type: ignore[arg-type]  # a file in memory
    page.select_option("[name=topic]", index=1)
    page.click("main form button[type=submit]")
    page.locator(".import__cards .import__problem--critical").first.wait_for()
    page.locator("#cau-6").scroll_into_view_if_needed()


def wrong_key(page: Page, site: DemoSite) -> None:
    """Look at what another key changes for those who answered."""
    question = site.run("-m", "tests.e2e.wrong_key").split()[-1]
    open_path(page, f"/quan-tri/dap-an-sai/cau-hoi/{question}/")
    page.check("input[name=act][value=accept]")
    page.locator("input[name=options]").nth(1).check()
    page.click("button[value=preview]")
    page.locator(".bank-figures").scroll_into_view_if_needed()


def looked_through(page: Page, _site: DemoSite) -> None:
    """Take a decision in and show what was read of it beside the source."""
    open_path(page, "/quan-tri/nhap-van-ban/")
    content = pdf_file(read_text(DECISION.read_text(encoding="utf-8")))
    file = {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": content}
    page.set_input_files("[name=file]", file)  # type: ignore[arg-type]  # a file in memory
    page.locator("main form button[type=submit]").click()
    page.locator("#truong-form").wait_for()


def must_read_panel(page: Page, site: DemoSite) -> None:
    """Open the part of the editor that says who confirms a document."""
    ((page_id,),) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = ?", NOTICE)
    open_path(page, f"/quan-tri/pages/{page_id}/edit/")
    page.locator("[name=is_must_read]").evaluate("box => box.closest('section').scrollIntoView()")


def asked_again(page: Page, _site: DemoSite) -> None:
    """Show what changed to whoever confirmed the text before."""
    open_path(page, f"/van-ban/{NOTICE}/")
    page.locator("#xac-nhan").evaluate("panel => panel.scrollIntoView()")


def record_meeting(page: Page, site: DemoSite) -> None:
    """Open the screen on which a meeting about the plan is recorded."""
    open_path(page, str(site.page_path("PolicyPage")))
    page.locator("#xac-nhan a[href*='quan-triet']").click()


# What the IT officer works with, at a desk: file name and address in the admin.
OFFICER_SCREENS = {
    "units": "don-vi",
    "roll": "nhap-danh-sach",
    "accounts": "cap-tai-khoan",
    "reorganisation": "sap-xep",
    "log": "nhat-ky",
}

# What authors of questions work with, at a desk.
AUTHORS_SCREENS: list[tuple[str, Callable[[Page, DemoSite], None]]] = [
    ("bank", at("/quan-tri/snippets/quiz/question/")),
    ("import", at("/quan-tri/nhap-cau-hoi/")),
    ("dry-run", dry_run),
    ("export", at("/quan-tri/xuat-cau-hoi/?dinh-dang=gift")),
    ("wrong-key", wrong_key),
]

# What editors do with official documents, at a desk.
EDITORS_SCREENS: list[tuple[str, Callable[[Page, DemoSite], None]]] = [
    ("import", looked_through),
    ("must-read", must_read_panel),
    ("missing", at("/quan-tri/reports/vien-dan/chua-co/")),
    ("doubtful", at("/quan-tri/reports/vien-dan/")),
]

SCREENS = [
    Screen("sign-in", None, at("/dang-nhap/")),
    Screen("home", "canbo", at("/")),
    Screen("policy", "canbo", page_of("PolicyPage")),
    Screen("campaign", "canbo", page_of("CampaignPage")),
    Screen("quiz", "canbo", page_of("QuizPage")),
    Screen("my-tasks", "canbo", at("/viec-cua-toi/")),
    Screen("report", "vanphong", first_report),
    Screen("reports", "truongphong", at("/bao-cao/"), ("phone",)),
    Screen("unit-report", "truongphong", names_of_unit),
    Screen("remind", "truongphong", reminder, ("phone",)),
    Screen("overview", "giamdoc", at("/bao-cao/tong-quan/")),
    Screen("league", "vanphong", at("/bao-cao/xep-hang/"), ("desktop",)),
    Screen("topics", "giamdoc", at("/bao-cao/chu-de/"), ("desktop",)),
    Screen("silent", "vanphong", at("/bao-cao/im-lang/"), ("phone",)),
    Screen("late", "vanphong", at("/bao-cao/tre-han/?nhiem-vu=da-dong"), ("phone",)),
    Screen("closed-report", "vanphong", closed_report),
    Screen("differences", "vanphong", differences, ("desktop",)),
    Screen("wishes", "canbo", at("/viec-cua-toi/nhac-viec/"), ("phone",)),
    Screen("letters", "canbo", letters, ("phone",)),
    Screen("quiz-step", "canbo", quiz_step),
    Screen("quiz-result", "canbo", result),
    *(
        Screen(f"cntt-{name}", "quantri", at(f"/quan-tri/{path}/"), ("desktop",))
        for name, path in OFFICER_SCREENS.items()
    ),
    Screen("asked-again", "canbo", asked_again),
    Screen("meeting", "vanphong", record_meeting),
    *(Screen(f"van-ban-{name}", "bientap", show, ("desktop",)) for name, show in EDITORS_SCREENS),
    *(Screen(f"soan-{name}", "bientap", show, ("desktop",)) for name, show in AUTHORS_SCREENS),
]


def reduced(png: bytes) -> bytes:
    """Return the picture in as few colours as its size asks for."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        file = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


def photograph(browser: Browser, site: DemoSite, size: str, screens: list[Screen]) -> None:
    """Take the screens in one size."""
    width, height = SIZES[size]
    for screen in screens:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": height}, locale="vi-VN"
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        if screen.username:
            sign_in_by_form(page, screen.username)
        screen.show(page, site)
        page.wait_for_load_state("networkidle")
        path = FOLDER / f"{screen.name}-{size}.png"
        path.write_bytes(reduced(page.screenshot()))
        print(f"{path.name}: {path.stat().st_size // 1024} KB")
        context.close()


def main(names: Sequence[str]) -> int:
    """Photograph everything, or what is named, each size on a fresh demonstration."""
    unknown = set(names) - {screen.name for screen in SCREENS}
    if unknown:
        print(f"unknown screens: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 1
    wanted = [screen for screen in SCREENS if not names or screen.name in names]
    program = find_program()
    if program is None:
        print("chromium is not installed", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright, program)
        for size in SIZES:
            screens = [screen for screen in wanted if size in screen.sizes]
            if screens:
                with DemoSite() as site:
                    photograph(browser, site, size, screens)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

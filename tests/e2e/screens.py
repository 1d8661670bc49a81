"""The screens of the site by name, and how each is reached in a signed-in browser window."""

from wagtail.models import get_page_models

OWN_APPS = ("campaigns", "pages", "policies", "quiz")


def page_types():
    """Return the names of our page types, so that a new one is tested without being listed."""
    return sorted(
        model.__name__ for model in get_page_models() if model._meta.app_label in OWN_APPS
    )


def open_page_type(page, site, name):
    """Open a page of the type from the demonstration."""
    path = site.page_path(name)
    assert path, f"the demonstration has no {name}"
    page.goto(path)


def open_report(page, _site):
    """Open the newest report from the list of reports."""
    page.goto("/bao-cao/")
    page.locator("main .report-card h2 a").first.click()


def open_unit_report(page, site):
    """Open the names of those of the unit who are not done, from the newest report."""
    open_report(page, site)
    page.locator("main a[href*='trang-thai=chua-xong']").first.click()


def open_reminder(page, site):
    """Open the screen that asks before those of the unit who are not done are reminded."""
    open_report(page, site)
    page.locator("main a[href$='/nhac/']").first.click()


def open_understanding(page, site):
    """Open what was understood of the quiz that most have taken."""
    ((number,),) = site.rows(
        "SELECT quiz_id FROM quiz_attempt GROUP BY quiz_id ORDER BY count(*) DESC LIMIT 1"
    )
    page.goto(f"/bao-cao/quiz/{number}/hieu-bai/")
    for item in page.locator("details.item > summary").all()[:3]:
        item.click()


def open_closed_report(page, _site):
    """Open the report of what closed last."""
    page.goto("/bao-cao/?xem=da-dong")
    page.locator("main .closed-card__title a").first.click()


def open_differences(page, site):
    """Open what has changed since its figures were frozen."""
    open_closed_report(page, site)
    page.locator("main a[href$='/chenh-lech/']").click()


def open_attempt(page, site):
    """Start or resume the current quiz."""
    open_page_type(page, site, "QuizPage")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/bai-lam/**")


def open_overview(page, site):
    """Open the screen before handing in."""
    open_attempt(page, site)
    number = page.url.split("/bai-lam/")[1].split("/")[0]
    page.goto(f"/bai-lam/{number}/kiem-tra/")


def open_result(page, site):
    """Hand in the current quiz as it is, unanswered questions included."""
    open_overview(page, site)
    page.locator("button[form=nop-bai]").click()
    page.wait_for_url("**/ket-qua/")


def at(path):
    """Return a way to open the address."""
    return lambda page, _site: page.goto(path)


# Name of the screen → the account that sees it (None: signed out) and the way there.
SCREENS = {
    "sign in": (None, at("/dang-nhap/")),
    "password change": ("canbo", at("/doi-mat-khau/")),
    "notice about personal data": (None, at("/du-lieu-ca-nhan/")),
    "my data": ("canbo", at("/tai-khoan/du-lieu/")),
    "request about my data": ("canbo", at("/tai-khoan/du-lieu/yeu-cau/")),
    "my tasks": ("canbo", at("/viec-cua-toi/")),
    "reports": ("vanphong", at("/bao-cao/")),
    "report": ("truongphong", open_report),
    "unit report": ("truongphong", open_unit_report),
    "reminder": ("truongphong", open_reminder),
    "closed report": ("vanphong", open_closed_report),
    "differences": ("vanphong", open_differences),
    "overview of duties": ("giamdoc", at("/bao-cao/tong-quan/")),
    "ranking": ("vanphong", at("/bao-cao/xep-hang/")),
    "topics and units": ("vanphong", at("/bao-cao/chu-de/")),
    "silent units": ("vanphong", at("/bao-cao/im-lang/")),
    "overdue": ("vanphong", at("/bao-cao/tre-han/?nhiem-vu=da-dong")),
    "wishes about reminders": ("canbo", at("/viec-cua-toi/nhac-viec/")),
    "letters of the demonstration": ("canbo", at("/thu-gui-thu/")),
    "understanding": ("vanphong", open_understanding),
    "understanding of a unit": ("truongphong", open_understanding),
    "attempt": ("canbo", open_attempt),
    "overview": ("canbo", open_overview),
    "result": ("canbo", open_result),
    "not found": ("canbo", at("/khong-co-trang-nay/")),
    "no right": ("canbo", at("/bao-cao/")),
    "component catalogue": ("bientap", at("/quan-tri/thanh-phan/")),
}
KEY_SCREENS = ("sign in", "attempt", "result", "report", "my tasks")
CHANGING = ("attempt", "overview", "result")


def all_screens():
    """Return every screen: one of each page type, and those that are no pages."""
    types = {
        name: ("canbo", lambda page, site, name=name: open_page_type(page, site, name))
        for name in page_types()
    }
    return {**types, **SCREENS}

"""The main screens by keyboard: where the focus goes, and what is said about it."""

import pytest

from tests.e2e.conftest import DESKTOP
from tests.e2e.screens import open_attempt, open_report, open_unit_report

pytestmark = pytest.mark.browser

STEADY = {"reduced_motion": "reduce"}
STOPS = 200
IS_COVERED = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const label = top && top.closest("label");
    return !top || !(document.activeElement.contains(top) || top.contains(document.activeElement)
        || (label && label.control === document.activeElement));
}"""


def focused(page):
    """Return role, name, description and states of what has the focus, as a reader is told them."""
    session = page.context.new_cdp_session(page)
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        states = {
            state["name"]: state["value"].get("value") for state in node.get("properties", [])
        }
        role = node["role"]["value"]
        if states.get("focused") and role != "RootWebArea":
            text = {key: node.get(key, {}).get("value", "") for key in ("name", "description")}
            return {"role": role, **text, **states}
    return None


def stops(page):
    """Press Tab from the top to the end of the page and return the places where it stopped."""
    found = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        place = focused(page)
        if place is None:
            return found
        assert not page.evaluate(IS_COVERED), place["name"]
        found.append(place)
    raise AssertionError(f"{page.url} has no end: {found[-1]['name']}")


def test_every_stop_of_my_tasks_has_a_name_and_none_is_covered(sign_in):
    page = sign_in("canbo", viewport=DESKTOP, **STEADY)
    page.goto("/viec-cua-toi/")
    found = stops(page)
    assert all(place["name"] for place in found)
    assert found[0]["name"] == "Đi thẳng đến nội dung"
    assert [place["name"] for place in found[3:5]] == ["Tìm kiếm", "Tìm"]  # after letters and home
    assert found[5]["name"].startswith("Tài khoản ")


def test_an_error_is_said_and_leads_to_its_field(sign_in):
    page = sign_in("canbo", **STEADY)
    page.goto("/doi-mat-khau/")
    page.fill("[name=old_password]", "sai")
    page.press("[name=old_password]", "Enter")
    page.wait_for_load_state("networkidle")
    summary = focused(page)
    assert summary["role"] == "alert"
    assert summary["name"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = focused(page)
    assert field["role"] == "textbox"
    assert field["invalid"] == "true"
    assert field["description"].startswith("Lỗi:")


def test_headings_of_a_document_are_its_words_and_links_to_parts_differ(sign_in, site):
    page = sign_in("canbo", viewport=DESKTOP, **STEADY)
    page.goto(site.page_path("PolicyPage"))
    names = [place["name"] for place in stops(page)]
    parts = [name for name in names if name.startswith("Đường dẫn: ")]
    assert len(parts) > 5
    assert len(set(parts)) == len(parts)
    assert "Mục lục" not in names
    assert page.get_by_role("heading", name="III. NỘI DUNG", exact=True).count() == 1


def test_answers_are_chosen_by_arrows_and_the_next_question_is_one_tab_away(sign_in, own_site):
    page = sign_in("canbo", site=own_site, **STEADY)
    open_attempt(page, own_site)
    page.locator("main fieldset input").first.focus()
    page.keyboard.press("Space")
    chosen = focused(page)
    assert chosen["checked"] == "true"
    if chosen["role"] == "radio":
        page.keyboard.press("ArrowDown")
        assert focused(page)["name"].startswith("B. ")
        assert page.locator("main input:checked").count() == 1
    address = page.url
    while focused(page)["name"] != "Câu tiếp":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != address)
    page.keyboard.press("Tab")
    assert focused(page)["role"] in ("radio", "checkbox")


def test_the_time_left_is_not_spoken_every_second(sign_in, own_site):
    page = sign_in("canbo", site=own_site, **STEADY)
    open_attempt(page, own_site)
    clock = page.get_by_role("timer")
    before = clock.inner_text()
    page.wait_for_function(
        "text => document.querySelector('[role=timer]').innerText !== text", arg=before
    )
    assert page.locator("[data-timer-say]").inner_text() == ""


def test_tables_of_a_report_are_told_apart_and_stop_nobody_where_they_fit(sign_in, site):
    page = sign_in("truongphong", viewport=DESKTOP, **STEADY)
    open_report(page, site)
    captions = [caption.strip() for caption in page.locator("main caption").all_text_contents()]
    assert len(set(captions)) == len(captions) == 2
    assert all(captions)
    assert not [place for place in stops(page) if place["role"] == "region"]
    open_unit_report(page, site)
    assert all(place["name"] for place in stops(page))

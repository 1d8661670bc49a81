"""How an editor hands a draft in and the Office approves it."""

from playwright.sync_api import expect

MORE_ACTIONS = "footer [data-w-dropdown-target=toggle]"


def submit(page):
    """Hand the draft in for approval."""
    button = page.locator("[name=action-submit]")
    if not button.is_visible():
        page.locator(MORE_ACTIONS).last.click()
    button.click()
    page.wait_for_load_state()
    expect(page.locator(".messages, [data-w-messages-target]").first).to_be_attached()


def approve(page, title):
    """Approve what the dashboard says is waiting."""
    page.goto("/quan-tri/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/edit/")
    page.locator(MORE_ACTIONS).last.click()
    page.locator("button[data-workflow-action-name=approve]").first.click()
    page.wait_for_url("**/quan-tri/pages/*/")

"""A browser and the demonstration site.

`sign_in("canbo")` opens a page as that person, on a phone unless told otherwise. `site` is shared
and only read; a test that changes something takes `own_site` and `sign_in(…, site=own_site)`.
"""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import find_program, launch, sign_in_by_form
from tests.demo_site import DemoSite
from tests.e2e.sitting import begin, forget_attempts

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser():
    """Return a headless Chromium, or skip with a plain line where none is installed."""
    program = find_program()
    if program is None:
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail("chromium is not installed, and nothing may be skipped here")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = launch(playwright, program)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser):
    """Return the demonstration site that all reading tests share."""
    with DemoSite() as site:
        yield site


@pytest.fixture
def own_site(browser):
    """Return a demonstration site of the test's own, to be changed at will."""
    with DemoSite() as site:
        yield site


@pytest.fixture(scope="session")
def quiz_site(browser):
    """Return a demonstration site with a short quiz, for tests that take it again and again."""
    with DemoSite() as site:
        site.short_quiz = site.run("-m", "tests.e2e.short_quiz")
        yield site
        site.kill()


@pytest.fixture
def sit(quiz_site, sign_in):
    """Return a function that lets the civil servant begin the short quiz in a new window."""
    forget_attempts(quiz_site, "canbo")

    def sit(**options):
        page = sign_in("canbo", site=quiz_site, **options)
        return begin(page, quiz_site, f"/{quiz_site.short_quiz}")

    return sit


@pytest.fixture
def open_page(browser, request):
    """Return a function that opens an empty page in a browser window of its own, signed out."""
    contexts = []

    def open_page(site=None, viewport=PHONE, **options):
        site = site or request.getfixturevalue("site")
        context = browser.new_context(
            base_url=site.url, viewport=viewport, locale="vi-VN", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sessions():
    """Return the sessions already opened, so that each account signs in once per site."""
    return {}


@pytest.fixture
def sign_in(open_page, sessions, request):
    """Return a function that opens a page as one of the demonstration accounts."""

    def sign_in(username, site=None, **options):
        site = site or request.getfixturevalue("site")
        known = sessions.get((site.folder, username))
        page = open_page(site=site, storage_state=known, **options)
        if known is None or not is_signed_in(page):
            sign_in_by_form(page, username)
            sessions[site.folder, username] = page.context.storage_state()
        return page

    return sign_in


def is_signed_in(page):
    """Return whether the session still holds: another test may have signed out of it."""
    return page.request.get("/viec-cua-toi/", max_redirects=0).status == 200

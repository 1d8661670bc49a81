"""Chromium as Debian ships it, for browser tests and screenshots alike."""

import os
import shutil

from playwright.sync_api import Browser, Page, Playwright

from tests.demo_site import PASSWORD

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def find_program() -> str | None:
    """Return the path of the installed browser, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def launch(playwright: Playwright, program: str) -> Browser:
    """Start the browser without a window; root has to leave its sandbox out."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=program, args=arguments)


def sign_in_by_form(page: Page, username: str) -> None:
    """Fill in the sign-in form as a demonstration account and wait for what follows it."""
    answer = page.goto("/dang-nhap/")
    assert answer is not None
    assert answer.status == 200, f"{page.url} answered {answer.status}"
    fill_sign_in_form(page, username)


def fill_sign_in_form(page: Page, username: str) -> None:
    """Fill in the sign-in form that is open and wait for what follows it."""
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)

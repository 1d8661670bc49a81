"""Components, catalogue and error pages: they render, say what they take and break no rule."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils.translation import override

from intranet.pages.catalogue import component_catalogue, example_context
from intranet.pages.catalogue_examples import ICONS

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
OURS = [
    *COMPONENTS,
    *(TEMPLATES / "navigation").glob("*.html"),
    *(TEMPLATES / "registration").glob("*.html"),
    *TEMPLATES.glob("*.html"),
]
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def component(component_name: str, /, **variables: object) -> str:
    """Return the HTML of a component with whitespace folded."""
    html = render_to_string(f"components/{component_name}.html", variables)
    return re.sub(r"\s+", " ", html)


@pytest.fixture(scope="module")
def catalogue() -> str:
    """Return the page of all components, in the language of the site."""
    with override("vi"):
        return render_to_string("components/catalogue.html", example_context())


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_begins_by_naming_its_variables(path):
    if path.stem != "catalogue":
        assert path.read_text().startswith("{% comment %}")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_template_has_nothing_inline(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?! type=\"module\" src)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_stands_in_the_catalogue(path):
    text = (TEMPLATES / "components" / "catalogue.html").read_text()
    inner = {"catalogue", "card", "form_field_notes", "legend_mark", "meta_line", "outline_items"}
    shown_by_base = {"messages"}
    if path.stem not in inner | shown_by_base:
        assert f'"components/{path.name}"' in text


def test_catalogue_shows_content_and_leaves_no_template_sign(catalogue):
    assert "Các thành phần giao diện" in catalogue
    assert "{%" not in catalogue
    assert "{{" not in catalogue


def test_every_icon_named_in_the_catalogue_is_in_the_sprite():
    sprite = (settings.BASE_DIR / "intranet" / "static" / "icons" / "sprite.svg").read_text()
    assert set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == set(ICONS)


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(r'\{% include "wagtailadmin/.*?%\}', "", path.read_text())  # icons of its own
        named |= set(re.findall(r'components/icon\.html" with name="([\w-]+)"', text))
        named |= set(re.findall(r'\bicon="([\w-]+)"', text))
    assert named <= set(ICONS)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_needs_neither_context_nor_database(name):
    with override("vi"):
        html = render_to_string(name)
    assert html.count("<h1>") == 1
    assert 'lang="vi"' in html


def test_numbers_inside_drawings_keep_the_point():
    row = {"label": "VP", "share": 12.5, "numerator": 1.5, "denominator": 1200, "secondary": 2.5}
    with override("vi"):
        html = component("bars", caption="x", rows=[row])
    assert 'viewBox="0 0 1200 1"' in html
    assert 'width="1.5"' in html
    assert "12,5&nbsp;%" in html


def test_hidden_share_shows_a_dash_and_no_bar():
    row = {"label": "VP", "share": None, "numerator": None, "denominator": 4}
    html = component("bars", caption="x", rows=[row])
    assert "<svg" not in html
    assert "–" in html


def test_strip_without_anybody_draws_nothing():
    html = component("participation_strip", done=0, in_progress=0, not_started=0, total=0)
    assert "bar--strip" not in html


@pytest.mark.parametrize(
    ("is_key", "is_chosen", "words"),
    [
        (True, True, "Your answer, right"),
        (False, True, "Your answer, wrong"),
        (True, False, "The right answer"),
        (False, False, ""),
    ],
)
def test_result_says_in_words_what_colour_says(is_key, is_chosen, words):
    with override(None):
        html = component("result_option", text="A", is_key=is_key, is_chosen=is_chosen)
    assert words in html
    assert ("result__mark" in html) == bool(words)


def test_texts_of_people_are_escaped():
    html = component("card", title="<b>x</b>", url="/", text="<script>")
    assert "&lt;b&gt;x" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2021, 1, 22), date(2021, 12, 31), ["22/01/2021", "–", "31/12/2021"]),
        (date(2021, 1, 22), None, ["22/01/2021"]),
        (None, date(2021, 12, 31), ["31/12/2021"]),
    ],
)
def test_period_prints_what_is_known(start, end, expected):
    html = component("period", start=start, end=end)
    assert all(part in html for part in expected)


def test_file_link_takes_bytes_and_text():
    with override("vi"):
        assert "17,8" in component("file_link", name="a", url="/", kind="pdf", size=18200)
        assert "1,2 MB" in component("file_link", name="a", url="/", size="1,2 MB")


def person(*, may_enter: bool) -> SimpleNamespace:
    """Return somebody signed in, with or without entry to the administration."""
    return SimpleNamespace(is_authenticated=True, has_perms=lambda permissions: may_enter)


def test_catalogue_is_closed_to_readers(rf):
    request = rf.get("/quan-tri/thanh-phan/")
    request.user = person(may_enter=False)
    with pytest.raises(PermissionDenied):
        component_catalogue(request)


def test_catalogue_asks_strangers_to_sign_in(rf):
    request = rf.get("/quan-tri/thanh-phan/")
    request.user = AnonymousUser()
    assert component_catalogue(request).status_code == 302

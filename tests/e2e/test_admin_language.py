"""No English in the admin: every screen that an editor, the Office or the IT officer can reach."""

import re

import polib
import pytest
from bs4 import BeautifulSoup

from scripts.catalogue import ALL
from tests.e2e.conftest import DESKTOP

pytestmark = pytest.mark.browser

START = "/quan-tri/"
FEWEST_SCREENS = 50  # kinds of screens; fewer means that the crawl has lost its way
NUMBER = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]{27}")
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt")
# Names, formats and what the code calls itself; nobody would put them into Vietnamese.
NAMES = {"wagtail", "django", "csv", "xlsx", "pdf", "docx", "html", "json", "url", "id", "qr"}
# Texts of one English word that no catalogue holds go unseen, those of several words do not.
ENGLISH_WORDS = frozenset(
    "the this that these of and or is are was you your to in for with without from by on as be"
    " has have not no all any add edit delete remove save cancel close open view choose select"
    " search filter page pages image images document documents user users group groups title"
    " status type name date time settings history usage more new show hide upload download".split()
)
RAW = {"True", "False", "None", "Root"}
WORD = re.compile(r"[A-Za-z]+")
ADDRESS = re.compile(rf'"({START}[^"?#&<> {{}}]*)')
LABEL = re.compile(r'"(?:label|title|text)": "([^"\\\\]+)"')
VARIABLE = re.compile(r"%%|%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def english_messages():
    """What the catalogues put into Vietnamese, as patterns; whoever reads one reads English."""
    texts = set()
    for path in ALL:
        for entry in polib.pofile(str(path)):
            sources = {entry.msgid, entry.msgid_plural} - {""}
            texts |= sources - {entry.msgstr, *entry.msgstr_plural.values()}
    plain = {shown(text) for text in texts if not VARIABLE.search(text)}
    return {text for text in plain if WORD.search(text) and text.lower() not in NAMES} | RAW


def shown(text):
    """The text as a browser shows it."""
    return " ".join(BeautifulSoup(text, "html.parser").get_text().split())


def texts_of(html):
    """What a screen says, in its texts and in the attributes that are read out."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.find_all(hidden=True):
        hidden.decompose()
    for drawn in soup("script", type="application/json"):
        yield from LABEL.findall(drawn.get_text())
    for unspoken in soup(["script", "style", "template", "svg", "code", "pre"]):
        unspoken.decompose()
    yield from (" ".join(text.split()) for text in soup.stripped_strings)
    for tag in soup.find_all(True):
        yield from (tag[name] for name in SPOKEN_ATTRIBUTES if tag.get(name))


def is_english(text, messages):
    """Whether somebody forgot to say it in Vietnamese."""
    words = [word.lower() for word in WORD.findall(text)]
    if not text.isascii() or not set(words) - NAMES:
        return False
    return text in messages or (len(words) > 1 and len(ENGLISH_WORDS.intersection(words)) > 1)


def addresses_in(html):
    """Addresses of the admin on the screen, those of the menu that a script draws included."""
    for address in ADDRESS.findall(html):
        if "/logout/" not in address:
            yield address


@pytest.mark.parametrize("username", ["bientap", "vanphong", "quantri"])
def test_every_screen_is_vietnamese(site, sign_in, username):
    page = sign_in(username, site=site, viewport=DESKTOP)
    messages = english_messages()
    waiting, seen, found = [START], {START}, {}
    while waiting:
        address = waiting.pop()
        answer = page.request.get(address)
        if not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        html = answer.text()
        said = {text for text in texts_of(html) if is_english(text, messages)}
        found |= dict.fromkeys(said - found.keys(), address)
        for other in addresses_in(html):
            kind = NUMBER.sub("0", other)
            if kind not in seen:
                seen.add(kind)
                waiting.append(other)
    assert len(seen) > FEWEST_SCREENS
    assert not found, "\n".join(f"{address}: {text}" for text, address in sorted(found.items()))

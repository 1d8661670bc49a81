"""Every code of Moodle XML has its words, and no words are left over."""

import re
from pathlib import Path

from quiz.formats import moodle_xml, pictures
from quiz.importing.wording import message
from quiz.importing.wording.moodle_xml import MESSAGES

FAULTS = (
    pictures.TOO_LARGE,
    pictures.TOO_MANY_PIXELS,
    pictures.UNREADABLE,
    pictures.TWO_KINDS,
)


def test_codes_and_words_agree():
    sources = Path(moodle_xml.__file__).parent.glob("*.py")
    said = {
        code
        for source in sources
        for code in re.findall(r'"(xml_[a-z_]+)"', source.read_text(encoding="utf-8"))
    }
    said |= {f"xml_picture_{fault}" for fault in FAULTS}
    assert said == set(MESSAGES)


def test_words_can_be_said_without_details():
    for code in MESSAGES:
        said = message(code)
        assert "%(" not in said.what
        assert said.what

"""The rules of the Vietnamese catalogue, each on a message that breaks it."""

import polib
import pytest

from scripts.catalogue import complaints_about


@pytest.mark.parametrize(
    ("msgid", "msgstr", "complaint"),
    [
        ("Save", "Lưu", None),
        ("Save", "", "is not translated"),
        ("Save", "Lu\u031b\u0309", "is not in NFC"),
        ("%(count)d people", "%(count)d người", None),
        ("%(count)d people", "%(so)d người", "has other placeholders"),
        ("{name} is late", "quá hạn", "has other placeholders"),
    ],
)
def test_a_message_is_complete_composed_and_keeps_its_variables(msgid, msgstr, complaint):
    found = list(complaints_about(polib.POEntry(msgid=msgid, msgstr=msgstr)))
    assert bool(found) == bool(complaint)
    assert complaint is None or found[0].startswith(complaint)


def test_a_guess_of_gettext_is_no_translation():
    entry = polib.POEntry(msgid="Save", msgstr="Lưu lại", flags=["fuzzy"])
    assert "is fuzzy" in list(complaints_about(entry))


def test_the_vietnamese_plural_has_one_form():
    entry = polib.POEntry(msgid="%d page", msgid_plural="%d pages", msgstr_plural={0: "%d trang"})
    assert list(complaints_about(entry)) == []

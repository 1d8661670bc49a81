"""The rules of the Vietnamese catalogue, each on a message that breaks it."""

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog

from scripts.catalogue import check_packages, complaints_about
from scripts.package_messages import lacking


@pytest.mark.parametrize(
    ("msgid", "msgstr", "complaint"),
    [
        ("Save", "Lưu", None),
        ("Save", "", "is not translated"),
        ("Save", "Lu\u031b\u0309", "is not in NFC"),
        ("%(count)d people", "%(count)d người", None),
        ("%(count)d people", "%(so)d người", "has other placeholders"),
        ("{name} is late", "quá hạn", "has other placeholders"),
        ("<b>Late</b>", "<b>Quá hạn</b>", None),
        ("<b>Late</b>", "Quá hạn", "has other tags"),
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


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package that says two things in English and one of them in Vietnamese."""
    write_messages(tmp_path / "en", {"Save": "", "Publish": ""})
    write_messages(tmp_path / "vi", {"Save": "Lưu", "Publish": ""})
    monkeypatch.setattr("scripts.package_messages._folders", lambda: [tmp_path])


def write_messages(folder, translations):
    file = folder / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    catalogue_of(translations).save(str(file))


def catalogue_of(translations):
    catalogue = polib.POFile()
    catalogue.extend(polib.POEntry(msgid=key, msgstr=text) for key, text in translations.items())
    return catalogue


@pytest.mark.usefixtures("package")
class TestPackages:
    """What an installed package leaves in English is seen."""

    def test_what_the_package_translates_itself_does_not_lack(self):
        assert [msgid for _context, msgid in lacking("django")] == ["Publish"]

    @pytest.mark.parametrize(
        ("said", "complaints"),
        [
            ({"Publish": "Xuất bản"}, []),
            ({"Publish": "Xuất bản", "Save": "Lưu lại"}, []),
            ({}, ["'Publish' of an installed package has no Vietnamese; run make messages"]),
            (
                {"Publish": "Xuất bản", "Gone": "Đã bỏ"},
                ["'Gone' is in no installed package; run make messages"],
            ),
        ],
    )
    def test_the_catalogue_holds_exactly_what_is_lacking_or_said_better(self, said, complaints):
        assert list(check_packages(catalogue_of(said), "django")) == complaints


def test_what_is_said_for_packages_reaches_python_and_javascript():
    with translation.override("vi"):
        assert gettext("Unpublish selected pages") == "Gỡ xuất bản các trang đã chọn"
        catalogue = JavaScriptCatalog()
        catalogue.translation = DjangoTranslation("vi", domain="djangojs")
        assert catalogue.get_catalog()["Main menu"] == "Trình đơn chính"

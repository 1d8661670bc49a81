"""Forms of the import: taking a document in, its fields, one part of its outline."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.pages.models import SectionPage
from intranet.policies.blocks import DEEPEST_LEVEL
from intranet.policies.importing.permissions import sections_for
from intranet.policies.models import DocumentType, PolicyPage
from intranet.policies.reading.files import LARGEST

LONGEST_TEXT = 1_000_000
LONGEST_TITLE = 255
LONGEST_PART = 200_000
ACCEPTED = ".pdf,.docx,.txt"
KINDS = frozenset(ACCEPTED.replace(".", "").split(","))
UNKNOWN_TYPE = ("", _("not recognised: please choose"))


def _longest(field: str) -> int | None:
    length: int | None = PolicyPage._meta.get_field(field).max_length
    return length


class DocumentUploadForm(forms.Form):
    """A file or pasted text."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF with text, Word (.docx) or plain text (.txt), at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("The file is empty. Choose the file once more.")},
    )
    text = forms.CharField(
        label=_("Or paste the text of the document here"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        help_text=_("From the national name to the recipients, line by line as it is printed."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB. Please divide it."))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of file and text."""
        cleaned: dict[str, Any] = super().clean() or {}
        has_text = bool((cleaned.get("text") or "").strip())
        if not self.errors:
            if not cleaned.get("file") and not has_text:
                self.add_error("file", _("Choose a file, or paste the text below."))
            elif cleaned.get("file") and has_text:
                self.add_error("text", _("Either a file or a text, please: remove one of them."))
        return cleaned

    @property
    def content(self) -> bytes:
        """The bytes as they came; of a pasted text those of its letters."""
        file = self.cleaned_data["file"]
        return bytes(file.read()) if file else self.cleaned_data["text"].encode()

    @property
    def file_name(self) -> str:
        """The name of the file without any folder; pasted text has none."""
        file = self.cleaned_data["file"]
        return PurePath(file.name).name if file else ""


def _line(label: Any, name: str, *, required: bool = False, **options: Any) -> forms.CharField:
    """A field of one line, as long as the page allows."""
    return forms.CharField(label=label, required=required, max_length=_longest(name), **options)


def _text(label: Any, name: str, *, required: bool = False, **options: Any) -> forms.CharField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": options.pop("rows", 3)})
    return forms.CharField(
        label=label, required=required, max_length=_longest(name), widget=widget, **options
    )


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class DocumentForm(forms.Form):
    """Every field of the page that a paper says something about, and where the page is to stand."""

    section = forms.ModelChoiceField(
        label=_("Section"), queryset=SectionPage.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Title of the page"), max_length=LONGEST_TITLE)
    number = _line(
        _("Number"), "number", help_text=_("28 of 28/KH-SLĐTBXH; empty if it has none yet.")
    )
    symbol = _line(
        _("Symbol"),
        "symbol",
        required=True,
        help_text=_("KH-SLĐTBXH; with the year 2019/QĐ-UBND; of the Party -NQ/TW."),
    )
    document_type = forms.ChoiceField(
        label=_("Type"), choices=[UNKNOWN_TYPE, *DocumentType.choices]
    )
    parent_body = _line(_("Parent body"), "parent_body")
    issuer = _line(_("Issuer"), "issuer", required=True)
    place = _line(_("Place of issue"), "place")
    issued_on = _day(_("Date of issue"), required=True)
    effective_from = _day(_("In effect from"), help_text=_("Empty: from the date of issue."))
    effective_to = _day(_("In effect until before"))
    abstract = _text(_("Abstract"), "abstract", required=True, rows=2)
    basis = _text(_("Basis"), "basis", help_text=_("One per line, as printed."))
    authority = _line(_("Authority that decides"), "authority")
    formula = _line(_("Formula of decision"), "formula")
    addressees = _text(_("Addressees"), "addressees", rows=2, help_text=_("One per line."))
    recipients = _text(_("Recipients"), "recipients", help_text=_("One per line."))
    signing_capacity = _line(
        _("Signing capacity"), "signing_capacity", help_text=_("KT., TM., TL.")
    )
    signer_position = _line(_("Position of the signer"), "signer_position")
    signer_name = _line(_("Signer"), "signer_name")
    editor_note = _text(
        _("Editor's note"),
        "editor_note",
        help_text=_("Doubts about the printed text; shown beside it, never changed in it."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_for(user)  # type: ignore[attr-defined]  # a choice of pages

    def clean(self) -> dict[str, Any]:
        """The end of the effect comes after its beginning."""
        cleaned: dict[str, Any] = super().clean() or {}
        start = cleaned.get("effective_from") or cleaned.get("issued_on")
        end = cleaned.get("effective_to")
        if start and end and end <= start:
            self.add_error("effective_to", _("The end must be later than the beginning."))
        return cleaned

    @classmethod
    def typed(cls, data: Any) -> dict[str, str]:
        """What was typed, field by field, before anybody asks whether it is right."""
        return {
            name: data.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
            for name in cls.base_fields
            if name != "seen"
        }


class PartForm(forms.Form):
    """One part of the outline; a table has its level only."""

    level = forms.IntegerField(
        label=_("Level"),
        min_value=1,
        max_value=DEEPEST_LEVEL,
        help_text=_("1 for I, II, III; 2 for 1, 2, 3; 3 for a, b, c; one more for a dash below."),
    )
    label = forms.CharField(label=_("Number as printed"), required=False, max_length=60)
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_table: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_table:
            for name in ("label", "title", "text"):
                del self.fields[name]

"""What an import says: why a file is refused, what to look at, why text is left over."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_SAVE_UTF8 = _(
    "Please open it in the program it was written in and save it as «UTF-8», then choose that file."
)
_SAVE_ANEW = _("Please open it in Word, save it as «Word Document (.docx)» and choose it again.")
_CONVERT = _(
    "Please convert it to Unicode, for instance with UniKey («Công cụ», Ctrl+Shift+F6), and "
    "choose that file."
)
_DIVIDE = _("Please divide it into several files.")

# Why a file is not taken in, and what to do.
REFUSALS: dict[str, tuple[Any, Any]] = {
    "empty": (_("There is no text in it."), _("Please choose another file.")),
    "kind": (
        _("Only PDF with text, Word (.docx) and plain text (.txt) can be read."),
        _("Please save the document as one of these, or paste its text below."),
    ),
    "too_large": (_("The file is larger than 20 MB."), _DIVIDE),
    "too_long": (_("The document is longer than can be read at once."), _DIVIDE),
    "binary": (
        _("The file holds no text."),
        _("Please save it as text in UTF-8 and choose that file, or paste its text below."),
    ),
    "encoding": (
        _(
            "The letters of the file cannot be read: from line %(line)s on it is neither "
            "Unicode nor an old Vietnamese code that is certain."
        ),
        _SAVE_UTF8,
    ),
    "lost_letters": (
        _(
            "Vietnamese letters were lost when the file was saved: question marks stand in "
            "their place, from line %(line)s on."
        ),
        _("Please take the original and save it as «UTF-8», then choose that file."),
    ),
    "old_font_tcvn3": (
        _(
            "The text is written for TCVN3 (ABC) fonts such as .VnTime, and not all of it can "
            "be converted for certain."
        ),
        _CONVERT,
    ),
    "old_font_vni": (
        _(
            "The text is written for VNI fonts such as VNI-Times, and not all of it can be "
            "converted for certain."
        ),
        _CONVERT,
    ),
    "old_font_utf_8_twice": (
        _(
            "The letters were damaged by saving in a wrong code (such as «Cáº£i» for «Cải»), "
            "and not all of them can be restored."
        ),
        _SAVE_UTF8,
    ),
    "docx_not_word": (_("This is no Word document (.docx)."), _SAVE_ANEW),
    "docx_unreadable": (_("The Word document is damaged or incomplete."), _SAVE_ANEW),
    "docx_locked": (
        _("The Word document is locked with a password."),
        _("Please save it without a password and choose it again."),
    ),
    "docx_macros": (
        _("The Word document contains programs (macros)."),
        _("Please save it as «Word Document (.docx)», which has none."),
    ),
    "docx_too_large": (
        _("The Word document unpacks to more than may be read."),
        _("Please take out large pictures, or divide it into several files."),
    ),
    "docx_declarations": (
        _("The Word document contains declarations that Word itself never writes."),
        _SAVE_ANEW,
    ),
    "pdf_password": (
        _("The PDF is protected by a password."),
        _("Please save it without a password and choose it again."),
    ),
    "pdf_damaged": (
        _("The PDF is damaged, incomplete, or no PDF at all."),
        _("Please ask for the file once more, or paste its text below."),
    ),
    "pdf_without_text": (
        _("The PDF is a scan: it holds pictures of pages and no text."),
        _("Please ask the issuer for the Word file or the signed PDF, or type the text below."),
    ),
    "secret": (
        _(
            "The document is marked as a state secret («MẬT»). Such documents must not be put into "
            "this network; neither the file nor its text has been kept."
        ),
        _("Please handle it as the rules on state secrets say."),
    ),
}

# What the editor should look at. Those of the second kind are settled once the field has a value.
REMARKS: dict[str, Any] = {
    "head_missing": _("No head was found: neither the national name nor a number."),
    "many_leftovers": _("Much of the text belongs to no field; see what is left over below."),
    "another_document": _(
        "A second document begins in this file: «%(line)s». It was left over; take it in on its "
        "own."
    ),
    "text_after_signature": _(
        "Text follows the signature without saying what it is; it was taken as an annex."
    ),
    "annex": _("An annex begins here: «%(title)s»."),
    "columns_in_text": _(
        "These lines stand in columns and are probably a table: «%(line)s». A table is kept as one "
        "from a Word file only."
    ),
    "symbol_without_hyphen": _("The symbol «%(symbol)s» seems to have lost its hyphen."),
    "symbol_of_other_type": _("The symbol «%(symbol)s» names another type than «%(type)s»."),
    "year_of_symbol": _(
        "The symbol names the year %(symbol)s, the date of issue is %(day)s. Keep what is printed, "
        "and say so in the editor's note."
    ),
    "several_signers": _("Several people signed; they stand one after the other in the field."),
    "odd_letter": _("The letter «%(label)s» is none of the Vietnamese order; it stays as printed."),
    "numbering_gap": _("After «%(before)s» comes «%(label)s»; the numbers stay as printed."),
    "number_repeated": _("The number «%(label)s» occurs twice in a row; it stays as printed."),
    "urgent": _("The document is marked «%(text)s»."),
    "draft": _("The document is marked «%(text)s»: is it the one that was issued?"),
    "copy": _("This is a copy («%(text)s»); the facts of the copy are no part of the document."),
    "circulation": _("The circulation is restricted («%(text)s»): see who may read the page."),
    "page_without_text": _("Page %(page)s holds a picture and no text; nothing was read of it."),
    "converted": _(
        "The text was written in an old code (%(encoding)s) and was converted to Unicode."
    ),
    "recomposed": _("Letters with separate marks were put together (Unicode NFC)."),
    "docx_picture": _("The document has pictures; they are in the original only."),
    "docx_picture_elsewhere": _("A picture is only linked and does not stand in the file."),
    "docx_drawing": _("A drawing, diagram or embedded object was not taken in."),
    "docx_equation": _("An equation was taken in as plain letters."),
    "docx_symbol": _("A sign of an unknown font was replaced by «�»."),
    "docx_note_mark": _("The document has footnotes; their texts are among what is left over."),
    "docx_removed": _("The file has text marked as deleted; it was left out."),
    "docx_added": _(
        "The file has insertions that nobody has accepted in Word; they were taken in."
    ),
    "docx_hidden": _("The file has text that is hidden in Word; it was taken in."),
    "number_missing": _("The number was not found; it may be put on the paper at signing."),
    "symbol_missing": _("The symbol was not found."),
    "date_missing": _("The date of issue was not found."),
    "date_incomplete": _("The date of issue is not complete, or is no day."),
    "issuer_missing": _("The issuer was not found."),
    "abstract_missing": _("The abstract was not found."),
    "signer_missing": _("The name of the signer was not found."),
    "type_missing": _("The type of the document was not found."),
}
SETTLED_BY = {
    "number_missing": "number",
    "symbol_missing": "symbol",
    "date_missing": "issued_on",
    "date_incomplete": "issued_on",
    "issuer_missing": "issuer",
    "abstract_missing": "abstract",
    "signer_missing": "signer_name",
    "type_missing": "document_type",
}

# Why text belongs to no field.
LEFTOVERS = {
    "page_number": _("page number"),
    "running_head": _("head or foot of the page, repeated on each"),
    "rule": _("line drawn with signs"),
    "repeated_head": _("head of the document, printed once more before an annex"),
    "second_foot": _("second foot"),
    "other_document": _("another document in the same file"),
    "beside": _("header, footer, footnote or comment of the Word file"),
    "unknown": _("not recognised"),
    "removed": _("taken out of the outline"),
}

# What the places in the source are places of.
FIELDS = {
    "national": _("National name and motto"),
    "document_type": _("Type"),
    "parent_body": _("Parent body"),
    "issuer": _("Issuer"),
    "number": _("Number"),
    "symbol": _("Symbol"),
    "place": _("Place of issue"),
    "issued_on": _("Date of issue"),
    "abstract": _("Abstract"),
    "attached_to": _("Attached to"),
    "authority": _("Authority that decides"),
    "formula": _("Formula of decision"),
    "basis": _("Basis"),
    "addressees": _("Addressees"),
    "recipients": _("Recipients"),
    "signing_capacity": _("Signing capacity"),
    "signer_position": _("Position of the signer"),
    "signer_name": _("Signer"),
    "signed_note": _("Note beside the signature"),
    "marks": _("Marks"),
    "stamps": _("Digital signature"),
    "parts": _("Body"),
    "leftovers": _("Left over"),
}


def refusal(code: str, details: Mapping[str, Any]) -> str:
    """Why a file was not taken in, and what to do."""
    reason, advice = REFUSALS[code]
    return f"{str(reason) % details} {advice}"


def remark(code: str, details: Mapping[str, Any]) -> str:
    """What the editor should look at."""
    return str(REMARKS[code]) % details

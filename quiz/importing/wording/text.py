"""What is said about a file before its format is known, and about its letters."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_SAVE_UTF8 = _(
    "Please open it in the program it was written in and save it as «UTF-8», then choose that file."
)
_SAVE_AGAIN = _(
    "Please open it in the program it was made with, save it as XLSX, DOCX or text in UTF-8, "
    "and choose that file."
)
_CONVERT = _(
    "Please convert it to Unicode, for instance with UniKey («Công cụ», Ctrl+Shift+F6), and "
    "choose that file."
)
_CHOOSE_A_WORD_ = _("Please choose a Word, Excel or text file.")
_SAVE_DOCX = _("Please open it in Word or LibreOffice, save it as DOCX and choose that file.")

MESSAGES = {
    "text_empty": Message(
        _("The file is empty."),
        _("Please choose another file."),
    ),
    "text_encoding": Message(
        _(
            "The letters of the file cannot be read: from line %(line)s on it is neither "
            "Unicode nor an old Vietnamese code that is certain."
        ),
        _SAVE_UTF8,
    ),
    "text_binary": Message(
        _("The file holds no text."),
        _SAVE_AGAIN,
    ),
    "text_old_font_tcvn3": Message(
        _(
            "The text is written for TCVN3 (ABC) fonts such as .VnTime, and not all of it can "
            "be converted for certain."
        ),
        _CONVERT,
    ),
    "text_old_font_vni": Message(
        _(
            "The text is written for VNI fonts such as VNI-Times, and not all of it can be "
            "converted for certain."
        ),
        _CONVERT,
    ),
    "text_old_font_utf_8_twice": Message(
        _(
            "The letters were damaged by saving in a wrong code (such as «Cáº£i» for «Cải»), "
            "and not all of them can be restored."
        ),
        _SAVE_UTF8,
    ),
    "text_lost_letters": Message(
        _(
            "Vietnamese letters were lost when the file was saved: question marks stand in "
            "their place, from line %(line)s on."
        ),
        _("Please take the original and save it as «UTF-8», then choose that file."),
    ),
    "text_letters_lost": Message(
        _(
            "Vietnamese letters seem to be lost in this file: question marks stand in their "
            "place («%(text)s»)."
        ),
        _("Please compare with the original before you go on."),
    ),
    "text_converted": Message(
        _("The text was written in an old code (%(encoding)s) and was converted to Unicode."),
        _("Please look at the question as it will appear."),
    ),
    "text_pdf": Message(
        _("This is a PDF file; questions cannot be read from it."),
        _("Please choose the Word or Excel file that it was made from."),
    ),
    "text_picture": Message(
        _("This is a picture; questions cannot be read from it."),
        _CHOOSE_A_WORD_,
    ),
    "text_rtf": Message(
        _("This is an RTF document."),
        _SAVE_DOCX,
    ),
    "text_odt": Message(
        _("This is a LibreOffice text document."),
        _SAVE_DOCX,
    ),
    "text_old_word": Message(
        _("This is a Word document of an old kind (.doc)."),
        _SAVE_DOCX,
    ),
    "text_slides": Message(
        _("This is a presentation; questions cannot be read from it."),
        _CHOOSE_A_WORD_,
    ),
    "text_html": Message(
        _("This is a web page, even if its name says otherwise; some programs export tables so."),
        _("Please open it in Excel or LibreOffice, save it as XLSX and choose that file."),
    ),
    "text_archive": Message(
        _("This is an archive of other files."),
        _("Please unpack it and choose the file with the questions."),
    ),
    "text_unknown": Message(
        _("This is no file of questions."),
        _CHOOSE_A_WORD_,
    ),
    "text_password": Message(
        _("The file is protected by a password."),
        _("Please remove the password and choose the file again."),
    ),
    "text_damaged": Message(
        _("The file is damaged and cannot be opened."),
        _SAVE_AGAIN,
    ),
    "text_bomb": Message(
        _("The file unpacks to more than a file of questions ever has."),
        _("Please split the file into several and take them in one after the other."),
    ),
}

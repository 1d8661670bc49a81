"""What is said about Word documents."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_SAVE_ANEW = _("Please open it in Word, save it as «Word Document (.docx)» and choose it again.")
_SEE_KEY = _("Please see that the key is right.")
_LOOK = _("Please look at the question.")

MESSAGES = {
    "docx_not_word": Message(_("This is no Word document (.docx)."), _SAVE_ANEW),
    "docx_unreadable": Message(_("The Word document is damaged or incomplete."), _SAVE_ANEW),
    "docx_locked": Message(
        _("The Word document is locked with a password."),
        _("Please save it without a password and choose it again."),
    ),
    "docx_macros": Message(
        _("The Word document contains programs (macros)."),
        _("Please save it as «Word Document (.docx)», which has none."),
    ),
    "docx_too_large": Message(
        _("The Word document unpacks to more than may be read."),
        _("Please take out large pictures, or divide it into several files."),
    ),
    "docx_too_long": Message(
        _("The Word document has more than %(most)s paragraphs."),
        _("Please divide it into several files."),
    ),
    "docx_declarations": Message(
        _("The Word document contains declarations that Word itself never writes."), _SAVE_ANEW
    ),
    "docx_converted": Message(
        _("The document was typed with an old font (%(family)s); its letters were converted."),
        _("Please look at the questions before you take them in."),
    ),
    "docx_key_from_bold": Message(_("Option %(marked)s counts as right: it is bold."), _SEE_KEY),
    "docx_key_from_underline": Message(
        _("Option %(marked)s counts as right: it is underlined."), _SEE_KEY
    ),
    "docx_key_from_colour": Message(
        _("Option %(marked)s counts as right: it has a colour of its own."), _SEE_KEY
    ),
    "docx_key_from_highlight": Message(
        _("Option %(marked)s counts as right: it is highlighted."), _SEE_KEY
    ),
    "docx_mark_unclear": Message(
        _("Some options look different from others, but not so that one could tell which are "
          "right."),
        _("Please mark the right option here."),
    ),
    "docx_removed": Message(
        _("This text is marked as deleted and was left out: «%(text)s»."),
        _("Please accept or reject all changes in Word if it should be there."),
    ),
    "docx_added": Message(
        _("This text is marked as inserted, which nobody has accepted in Word yet: «%(text)s»."),
        _("It was taken in."),
    ),
    "docx_hidden": Message(
        _("This text is hidden in Word and was read all the same: «%(text)s»."), _LOOK
    ),
    "docx_equation": Message(
        _("An equation was taken in as plain letters: «%(text)s»."),
        _("Please write it so that it can be understood, or add it as a picture."),
    ),
    "docx_symbol": Message(
        _("A sign of the font «%(text)s» is not known; «�» stands in its place."),
        _("Please write the sign that is meant."),
    ),
    "docx_note_mark": Message(
        _("A footnote belongs to this question; its text was not taken in."),
        _("Please write it into the question or the explanation if it is needed."),
    ),
    "docx_drawing": Message(
        _("A drawing, diagram or embedded object (such as an equation) was not taken in."),
        _("Please save it as a picture and add it to the question."),
    ),
    "docx_picture_in_option": Message(
        _("The picture in the option «%(text)s» was not taken in: only questions have pictures."),
        _("Please describe it in words, or put one picture with all options into the question."),
    ),
    "docx_picture_elsewhere": Message(
        _("A picture is only linked and does not stand in the file."),
        _("Please insert the picture itself into the Word document."),
    ),
    "docx_picture_outside": Message(
        _("A picture belongs to no question and was not taken in."), _("Please see if it should.")
    ),
    "docx_more_pictures": Message(
        _("The question has %(count)s pictures; only the first was taken in."),
        _("Please put them together into one picture."),
    ),
    "docx_text_box": Message(
        _("This text stands in a text box and was not read: «%(text)s»."),
        _("Please move it out of the box, into the running text."),
    ),
    "docx_header": Message(
        _("This text stands at the head or foot of the page and was not read: «%(text)s»."),
    ),
    "docx_footnote": Message(
        _("This text stands in a footnote and was not read: «%(text)s»."),
        _("Please write it into the question or the explanation if it is needed."),
    ),
    "docx_comment": Message(
        _("This is a comment in Word and was not read: «%(text)s»."),
        _("Please see whether it asks for a change."),
    ),
}  # fmt: skip

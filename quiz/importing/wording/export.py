"""What is said about questions on their way out."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

MESSAGES = {
    "export_picture_lost": Message(
        _("The file of the picture cannot be read: the question goes out without it."),
        _("Please put the picture at the question anew, then export once more."),
    ),
}

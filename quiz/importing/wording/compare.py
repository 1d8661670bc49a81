"""What is said about a question beside those that the bank has already."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

MESSAGES = {
    "compare_same_stem": Message(
        _("The bank has a question with this wording, but with other options: «%(text)s»."),
        _("It is added beside that one. Please leave it out if it is meant to be the same."),
    ),
    "compare_near": Message(
        _("The bank has a question that is nearly the same: «%(text)s»."),
        _("Please leave this one out if it asks the same."),
    ),
    "compare_reversed": Message(
        _("The bank has a question that differs in «%(words)s» only: «%(text)s»."),
        _("The right answer may be the opposite. Please see that both are meant."),
    ),
    "compare_claimed": Message(
        _("A question before this one in the file already changes «%(text)s» of the bank."),
        _("Please give it a code of its own, or leave one of the two out."),
    ),
    "compare_in_approval": Message(
        _("«%(text)s» of the bank waits for approval with another text."),
        _("Please have that decided first, or leave this question out."),
    ),
    "compare_locked": Message(
        _("«%(text)s» of the bank is locked."),
        _("Please have it unlocked first, or leave this question out."),
    ),
    "compare_key_overruled": Message(
        _("The answer that is right here was found wrong in «%(text)s» and its key repaired."),
        _("Please give the repaired key. If something else is asked, make it a new question."),
    ),
    "compare_key_voided": Message(
        _("«%(text)s» was voided with this wording, these options and this key."),
        _("Please mend what was wrong with it, or leave this question out."),
    ),
    "compare_key_repaired": Message(
        _("The key of «%(text)s» was repaired; the answer given here counts as right."),
        _("Please see that nothing else of the question still follows the old key."),
    ),
    "compare_key_open": Message(
        _("The key of «%(text)s» was found wrong before; this question is not the same any more."),
        _("Please see with special care that the answer given here is right."),
    ),
    "approve_deleted": Message(
        _("«%(text)s» was deleted meanwhile, so that nothing of it was published."),
        _("Nothing is left to do."),
    ),
    "approve_edited": Message(
        _("«%(text)s» was edited after it was handed in."),
        _("Please open it, look at the new text and have it approved by itself."),
    ),
    "approve_locked": Message(
        _("«%(text)s» is locked."), _("Please have it unlocked, then approved by itself.")
    ),
    "approve_in_approval": Message(
        _("«%(text)s» waits for an approval of its own."), _("Please decide it there.")
    ),
    "approve_own": Message(
        _("You wrote at «%(text)s» yourself."), _("Please let somebody else approve it.")
    ),
    "approve_faulty": Message(
        _("The question cannot be published as it is: %(text)s"),
        _("Please open it, correct it and have it approved by itself."),
    ),
    "compare_file_unreadable": Message(
        _("The file could not be read because of a fault in the program."),
        _("Nothing was changed. Please tell the IT officer, and try another format meanwhile."),
    ),
}

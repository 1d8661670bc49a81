"""Sentences about repairing a wrong key."""

from django.utils.translation import gettext_lazy as _

from quiz.correction import Act
from quiz.repair import bank
from quiz.repair.errors import NOTHING_LEFT

ACTS_EXPLAINED = {
    Act.VOID: _(
        "Void the question: it counts for nobody, the maximum of each attempt is one point less."
    ),
    Act.ACCEPT: _("Accept further answers: the key stays right, and these are right as well."),
    Act.CHANGE: _("Change the key: only what is given below is right."),
}

FAULTS = {
    "no_version": _("Choose at least one version."),
    "not_for_kind": _("A question of this kind can only be voided."),
    "nothing_chosen": _("Say what is right."),
    "unknown_option": _("Choose among the options of the question."),
    "not_exactly_one": _("Exactly one option is right in this kind of question."),
    "no_change": _("This is what counts as right already: nothing would change."),
    "too_many_forms": _("Please give at most twenty answers."),
    "duplicate": _("The same answer stands here twice."),
    "too_few": _("Say what is right."),
    "empty": _("Say what is right."),
    "form_too_long": _("One of the answers is longer than anybody may write."),
    "not_a_number": _("Write numbers without a unit, for example 30 or 1.234,5."),
    "no_form": _("Say what is right."),
    "nothing_left": NOTHING_LEFT,
}

IN_BANK = {
    bank.WITHDRAWN: _("The question is withdrawn: nobody is asked it any more."),
    bank.PUBLISHED: _("The question is published with the new key, with the same agreement."),
    bank.DRAFTED: _(
        "The rules of the bank refused the new key; the question waits as a draft to be mended."
    ),
    bank.UNTOUCHED: _(
        "The question itself stays as it is. Where it is still asked, please rewrite it so that "
        "its answer is beyond doubt."
    ),
}

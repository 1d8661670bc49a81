"""What is said about a question, whatever format it came in."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_SHORTEN = _("Please shorten it here, or in the file.")
_LETTERS = _("Correct the letter, or choose «speaks of no other option» for it.")

MESSAGES = {
    "check_no_stem": Message(
        _("The question itself is missing: there are only options."),
        _("Please write the question, or leave it out."),
    ),
    "check_stem_too_long": Message(
        _("The question has %(length)s characters; at most %(longest)s are possible."), _SHORTEN
    ),
    "check_explanation_too_long": Message(
        _("The explanation has %(length)s characters; at most %(longest)s are possible."), _SHORTEN
    ),
    "check_code_too_long": Message(
        _("The code «%(text)s» is longer than %(longest)s characters."), _SHORTEN
    ),
    "check_unit_too_long": Message(
        _("The unit «%(text)s» is longer than %(longest)s characters."), _SHORTEN
    ),
    "check_anchor_too_long": Message(
        _("The part of the policy «%(text)s» is longer than %(longest)s characters."), _SHORTEN
    ),
    "check_source_label_too_long": Message(
        _("The source «%(text)s» is longer than %(longest)s characters."), _SHORTEN
    ),
    "check_option_too_long": Message(
        _("Option %(option)s has %(length)s characters; at most %(longest)s are possible."),
        _SHORTEN,
    ),
    "check_keyword_too_long": Message(
        _("The keyword «%(text)s» is longer than %(longest)s characters."),
        _("Please separate keywords by semicolons, or shorten it."),
    ),
    "check_too_many_keywords": Message(
        _("There are more than %(most)s keywords."), _("Please keep the most important ones.")
    ),
    "check_no_kind": Message(
        _("It is not clear what kind of question this is."),
        _("Please choose its kind here."),
    ),
    "check_kind_unknown": Message(
        _("«%(text)s» is no kind of question that the bank knows."),
        _("Please choose its kind here."),
    ),
    "check_marking_unknown": Message(
        _("«%(text)s» is no way of marking that the bank knows."),
        _("Please choose how it is marked."),
    ),
    "check_difficulty_unknown": Message(
        _("«%(text)s» is no difficulty that the bank knows; «medium» is used."),
        _("Please choose another one here if that is not right."),
    ),
    "check_no_difficulty": Message(
        _("%(count)s questions name no difficulty; new ones become «medium»."),
        _(
            "Please write the difficulty into the file, or choose it at the question, if that is "
            "not right."
        ),
    ),
    "check_tolerance_odd": Message(
        _("«%(text)s» cannot be the tolerance of a number."),
        _("Please write a number that is not below zero, with at most six decimals."),
    ),
    "check_too_few": Message(
        _("The question has fewer than two options."),
        _("Please add an option, or choose another kind of question."),
    ),
    "check_empty": Message(_("An option is empty."), _("Please write its text, or remove it.")),
    "check_duplicate": Message(
        _("Two options say the same: «%(text)s»."), _("Please change one of them, or remove it.")
    ),
    "check_not_exactly_one": Message(
        _("This kind of question has exactly one right answer, but none or several are marked."),
        _("Please mark the right one, or choose «several right answers»."),
    ),
    "check_none_right": Message(_("No option is marked as right."), _("Please mark at least one.")),
    "check_not_two": Message(
        _("A true-or-false question has exactly two options."),
        _("Please remove the others, or choose another kind of question."),
    ),
    "check_no_form": Message(
        _("The right answer is missing."), _("Please write what is accepted as right.")
    ),
    "check_form_too_long": Message(
        _("An accepted answer is longer than anybody may write."), _SHORTEN
    ),
    "check_not_a_number": Message(
        _("The right answer of this question is no number."),
        _("Please write numbers without a unit, for example 30 or 1.234,5."),
    ),
    "check_without_partner": Message(
        _("An option of the matching pairs belongs to nothing."),
        _("Please write what it belongs to."),
    ),
    "check_one_partner": Message(
        _("All options belong to the same."), _("Please give at least one another partner.")
    ),
    "check_too_many_options": Message(
        _("The question has more than %(most)s options."),
        _("Please see whether several questions have run into one in the file."),
    ),
    "check_everything_right": Message(
        _("All options are right: who ticks everything gets the full mark."),
        _("Please see whether the key is right."),
    ),
    "check_reference_no_such_option": Message(
        _("Option %(option)s mentions %(letters)s, but there is no such option: «%(text)s»."),
        _LETTERS,
    ),
    "check_reference_itself": Message(
        _("Option %(option)s mentions itself: «%(text)s»."), _LETTERS
    ),
    "check_reference_nothing_there": Message(
        _("Option %(option)s speaks of options that are not there: «%(text)s»."),
        _("Move it behind the options it means, or choose «speaks of no other option» for it."),
    ),
    "check_reference_nothing_to_rewrite": Message(
        _("Option %(option)s has no letter that could follow the order shown: «%(text)s»."),
        _("Please choose something else for it."),
    ),
    "check_reference_typed_label": Message(
        _("The options begin with letters of their own: «%(text)s»."),
        _("Please remove them: each option gets its letter when it is shown."),
    ),
    "check_reference_rewritten": Message(
        _("Option %(option)s names other options: its letters will follow the order shown."),
    ),
    "check_reference_kept": Message(
        _("Option %(option)s speaks of the others: it will keep its place."),
    ),
    "check_topic_unknown": Message(
        _("There is no topic «%(text)s»; «%(instead)s» is used instead."),
        _("Please choose the topic here if that is not right."),
    ),
    "check_policy_unknown": Message(
        _("There is no policy with the sign «%(text)s»; the source is kept in words only."),
        _("Please choose the policy here once it stands on the site."),
    ),
    "check_code_twice": Message(
        _("The code «%(text)s» stands in the file before, at line %(line)s."),
        _("Please give one of the two another code."),
    ),
    "check_repeated": Message(
        _("The same question stands in the file before, at line %(line)s; it is left out here."),
    ),
    "check_same_stem": Message(
        _(
            "A question with this wording stands in the file before, at line %(line)s, with other "
            "options or another key."
        ),
        _("Please see which of the two is meant."),
    ),
    "check_picture_odd": Message(
        _("The picture «%(text)s» cannot be read, or is of a kind that is not allowed."),
        _(
            "Please save it as PNG or JPEG, or go on without it: the question is taken in without "
            "the picture."
        ),
    ),
}

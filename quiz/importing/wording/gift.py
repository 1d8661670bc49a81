"""What is said about GIFT."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_BRACES = _("Please put the answers of one question into one pair of braces: { … }.")
_ESCAPE = _("If the sign belongs to the text, please write «\\» before it.")
_KEY = _("Please mark what is right, or leave the question out.")
_LOOK = _("Please see whether the question can still be understood and answered.")
_WHICH = _("Please see whether that is meant.")
_NUMBER = _("Please write it like 30, 3,5, 3,5:0,1 (with tolerance) or 10..20 (a range).")

ERRORS = {
    "gift_brace_unclosed": Message(_("The brace opened here is not closed: «%(text)s»."), _BRACES),
    "gift_brace_stray": Message(
        _("A brace is closed here that was not opened: «%(text)s»."), _BRACES
    ),
    "gift_brace_inside": Message(
        _("There is a brace within braces: «%(text)s»."),
        _("If it belongs to the text, please write \\{ and \\}."),
    ),
    "gift_two_groups": Message(
        _("The question has a second group of answers: «%(text)s»."),
        _("Please make two questions of it, or write \\{ and \\} if the braces are text."),
    ),
    "gift_no_blank_line": Message(
        _("There is no blank line before this question: «%(text)s»."),
        _("Please see that both questions were read as meant, and put a blank line between them."),
    ),
    "gift_category_without_blank": Message(
        _("There is no blank line between the category and this question: «%(text)s»."),
        _("Please see that the question was read as meant, and put a blank line between them."),
    ),
    "gift_essay": Message(
        _("An essay cannot be marked automatically."),
        _("Please take it as a survey in own words, or leave it out."),
    ),
    "gift_sign_missing": Message(
        _("«%(text)s» has neither «=» nor «~» before it: nobody knows whether it is right."),
        _("Please write «=» before what is right and «~» before what is wrong."),
    ),
    "gift_one_option": Message(
        _("There is only one option: «%(text)s»."), _("Please add another option.")
    ),
    "gift_few_pairs": Message(
        _("There are fewer than two pairs: «%(text)s»."), _("Please add another pair.")
    ),
    "gift_pair_incomplete": Message(
        _("One side of this pair is missing: «%(text)s»."),
        _("Please write each pair like =left -> right."),
    ),
    "gift_pairs_with_tilde": Message(
        _("Pairs («->») and wrong options («~») stand in one question, near «%(text)s»."),
        _("Please make it either pairs to match or options to choose from."),
    ),
    "gift_several_right": Message(
        _("Several options have «=» before them, «%(text)s» too, but one only can be right so."),
        _("Please leave one, or choose «several right answers»."),
    ),
    "gift_no_right": Message(_("No option is marked as right."), _KEY),
    "gift_no_full_answer": Message(_("No answer earns the whole mark: «%(text)s»."), _KEY),
    "gift_weight_unreadable": Message(
        _("The share cannot be read: «%(text)s»."),
        _("Please write it like %%50%% or %%-25%%."),
    ),
    "gift_weight_on_equals": Message(
        _("«%(text)s» has a share behind «=»."),
        _("Please write ~%%50%% before options that are right together, or «=» without a share."),
    ),
    "gift_sum_of_shares": Message(
        _("The shares of the right options come to %(total)s %%, not to 100 %%."),
        _("Please see which options are right."),
    ),
    "gift_address": Message(
        _("The address «%(text)s» holds the sign «%(sign)s», which begins something new in GIFT."),
        _ESCAPE,
    ),
    "gift_not_a_number": Message(_("«%(text)s» is no number."), _NUMBER),
    "gift_range_reversed": Message(
        _("The range «%(text)s» ends below its beginning."), _("Please exchange the two numbers.")
    ),
    "gift_tolerances_differ": Message(
        _("The right numbers have different tolerances or units: «%(text)s»."),
        _("Please give the question one tolerance, or make several questions of it."),
    ),
    "gift_matches_everything": Message(
        _("The answer «%(text)s» would accept every text as right."), _KEY
    ),
    "gift_wildcard": Message(
        _("The star in «%(text)s» stands for any text in Moodle; here it does not."),
        _("Please write out the answers that are accepted, one by one."),
    ),
    "gift_no_stem": Message(
        _("The question itself is missing: there are only answers."),
        _("Please write the question, or leave it out."),
    ),
}

WARNINGS = {
    "gift_no_answers": Message(
        _("«%(text)s» has no answers in braces; it is read as a text without a question."),
        _("Please add the answers if it should be a question."),
    ),
    "gift_only_equals": Message(
        _("All answers have «=» before them; they are read as accepted forms of a few words."),
        _("Please change the kind if people should choose from them, and mark what is right."),
    ),
    "gift_unequal_shares": Message(
        _("The right options have different shares; here each of them counts the same."), _WHICH
    ),
    "gift_half_right": Message(
        _("«%(text)s» earns %(weight)s %% elsewhere; here it counts as wrong."), _WHICH
    ),
    "gift_partial_left_out": Message(
        _("«%(text)s» earns %(weight)s %% elsewhere; it is left out and counts as wrong here."),
        _WHICH,
    ),
    "gift_empty_option": Message(
        _("An option is empty."), _("Please write its text, or remove it.")
    ),
    "gift_repeated_option": Message(
        _("The option «%(text)s» stands there twice."),
        _("Please change one of them, or remove it."),
    ),
    "gift_short_feedback": Message(
        _("In «%(text)s» what follows «#» was read as an explanation, but it is very short."),
        _ESCAPE,
    ),
    "gift_name_unclosed": Message(
        _("The name of the question is not closed by «::»: «%(text)s»."),
        _("Please see whether the question begins as it should."),
    ),
    "gift_tail_of_signs": Message(
        _("Behind the braces stands «%(text)s», so that the answers became a gap in the sentence."),
        _("Please remove the signs if they do not belong there."),
    ),
    "gift_text_after": Message(
        _("Behind the braces the text goes on: «%(text)s»; the answers became a gap within it."),
        _("If another question begins there, please put a blank line before it."),
    ),
    "gift_blank_inside": Message(
        _("There is a blank line within the braces; the answers were read on behind it."), _WHICH
    ),
    "gift_sign_glued": Message(
        _("The sign «=» in «%(text)s» was read as the beginning of the right option."), _ESCAPE
    ),
    "gift_number_ambiguous": Message(
        _("«%(text)s» was read as %(understood)s; it might mean %(other)s too."), _WHICH
    ),
    "gift_several_arrows": Message(
        _("«%(text)s» has several arrows; the pair was divided at the first."), _WHICH
    ),
    "gift_distractor_left_out": Message(
        _("«%(text)s» belongs to nothing and is left out: each part of a pair has a partner here."),
        _WHICH,
    ),
    "gift_mark_unknown": Message(
        _("The note %(text)s is not known and was passed over."),
        _("Please see whether the question is complete."),
    ),
    "gift_mark_contradicts": Message(
        _("The note %(text)s does not fit the answers and was passed over."),
        _("Please see whether the kind of the question is right."),
    ),
    "gift_remembered_broken": Message(
        _("The comment holds a question, «%(text)s», but not its kind; it was not read."),
        _("Please write the question anew here."),
    ),
    "gift_table": Message(_("A table became lines of text: «%(text)s»."), _LOOK),
    "gift_media": Message(_("Sound, film or a form was left out of «%(text)s»."), _LOOK),
    "gift_formula": Message(_("A formula stays as it is typed: «%(text)s»."), _LOOK),
    "gift_cut": Message(_("The text is too long and was cut: «%(text)s»."), _LOOK),
    "gift_picture": Message(
        _("The picture «%(text)s» is not in the file."),
        _("Please add the picture to the question later, or see whether it does without."),
    ),
}

NOTICES = {
    "gift_emphasis": Message(_("Underlined or struck words became plain: «%(text)s»."), _LOOK),
    "gift_penalty_left_out": Message(
        _("Minus points of single options are left out; the marking rule decides here.")
    ),
    "gift_wrong_left_out": Message(_("«%(text)s» earns nothing and is left out.")),
    "gift_feedback_kept": Message(_("What was said after options became part of the explanation.")),
    "gift_names_left_out": Message(
        _("%(count)s questions have a name, the first «%(text)s»; the bank has no names.")
    ),
    "gift_category_path": Message(
        _("Of the category «%(text)s» the last part is the topic: «%(topic)s».")
    ),
    "gift_unit_taken": Message(_("«%(unit)s» in «%(text)s» became the unit of the number.")),
}

LEFT_OUT = {
    "gift_incomplete": Message(
        _("The question is not complete, so that no file can hold it."),
        _("Please complete it in the bank first."),
    ),
    "gift_skipped_by_moodle": Message(
        _("Moodle's GIFT has no question of this kind: Moodle passes over it."),
        _("It stands in the file as a comment, and comes back when the file is imported here."),
    ),
    "gift_without_picture": Message(
        _("GIFT carries no pictures: the question stands in the file without its picture."),
        _("Please choose Moodle XML if the pictures should go along."),
    ),
}

ELSEWHERE = {
    "gift_marked_in_parts": Message(
        _("Other systems will give part of the points for some of the right answers."),
        _("«All or nothing» stands in a comment that only this site reads."),
    ),
    "gift_unit_in_comment": Message(
        _("Other systems will not show the unit of the number."),
        _("Write it into the question if it is needed there; imported here it comes back."),
    ),
    "gift_rest_in_comments": Message(
        _(
            "Other systems will not see the difficulty, the source and the places that options "
            "keep: they stand in comments."
        ),
        _("The file still holds everything for the way back to this site."),
    ),
}

MESSAGES = {**ERRORS, **WARNINGS, **NOTICES, **LEFT_OUT, **ELSEWHERE}

"""What is said about Moodle XML."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_WHOLE_FILE = _("Please export the questions from Moodle once more and choose that file.")
_LOOK = _("Please see whether the question can still be understood and answered.")
_KEY = _("Please mark what is right, or leave the question out.")
_REWRITE = _("Please write it anew as another kind of question, or leave it out.")
_ADD_PICTURE = _("Please add the picture to the question later, or see whether it does without.")

REFUSALS = {
    "xml_broken": Message(
        _("The file breaks off or is damaged at line %(line)s: %(reason)s."), _WHOLE_FILE
    ),
    "xml_with_dtd": Message(
        _("The file defines signs of its own (DTD), which can be dangerous."), _WHOLE_FILE
    ),
    "xml_encoding": Message(
        _("The signs of the file cannot be read: its first line names an encoding that is not so."),
        _("Please save it as UTF-8 and choose it again."),
    ),
    "xml_other_root": Message(
        _("The file is XML, but holds no questions of Moodle: it begins with «%(root)s»."),
        _("In Moodle, choose «Export», then the format «Moodle XML»."),
    ),
    "xml_too_large": Message(
        _("The file is larger than %(limit)s MB."), _("Please export it in several parts.")
    ),
    "xml_too_many": Message(
        _("The file has more than %(most)s questions."), _("Please export it in several parts.")
    ),
    "xml_too_many_elements": Message(
        _("The file has more elements than a file of Moodle should have."),
        _("Please export it in several parts."),
    ),
    "xml_too_deep": Message(
        _("At line %(line)s the file is nested deeper than any file of Moodle."), _WHOLE_FILE
    ),
}

WHOLE_FILE = {
    "xml_no_questions": Message(_("The file has no questions."), _WHOLE_FILE),
    "xml_stray_text": Message(
        _("«%(text)s» stands between the questions and was not read."),
        _("Please see whether it belongs to a question."),
    ),
    "xml_unknown_element": Message(
        _("«%(text)s» is no question and was not read."),
        _("Please see whether a question is missing."),
    ),
    "xml_topics_alike": Message(
        _("The categories «%(text)s» and «%(other)s» end in the same name."),
        _("Their questions get the same topic. Please choose another one where it does not fit."),
    ),
    "xml_names_left_out": Message(
        _("%(count)s questions have a name beside their text; the bank has no names."),
    ),
    "xml_hints_left_out": Message(
        _("%(count)s questions have hints for a second try; they are left out."),
    ),
    "xml_feedback_left_out": Message(
        _(
            "%(count)s questions have texts of their own for right, partly right and wrong "
            "answers; they are left out."
        ),
        _("What should be read by everybody belongs into the explanation."),
    ),
    "xml_grades_left_out": Message(
        _("%(count)s questions are worth another number of marks; here each is worth one."),
    ),
    "xml_category_info": Message(_("The descriptions of %(count)s categories are left out.")),
}

KEYS = {
    "xml_no_key": Message(_("No answer earns 100 %% (%(text)s)."), _KEY),
    "xml_no_options": Message(
        _("The question has nothing to choose from."), _("Please add options, or leave it out.")
    ),
    "xml_several_right": Message(
        _("Only one answer may be chosen, but several earn 100 %% (%(text)s)."),
        _("Please mark the right one, or choose «several right answers»."),
    ),
    "xml_single_but_several": Message(
        _("Only one answer may be chosen, but several share the 100 %% (%(text)s)."),
        _("It was probably meant to have several right answers: please choose that kind."),
    ),
    "xml_partly_right": Message(
        _("Some answers earn a part of the mark (%(text)s); here they earn nothing."),
        _("Please see whether the key still says what you mean."),
    ),
    "xml_sum_of_shares": Message(
        _("The shares of the right answers do not make up 100 %% (%(text)s)."), _KEY
    ),
    "xml_unequal_shares": Message(
        _("The right answers earn different shares (%(text)s); here each earns the same."),
        _("Please see whether the question may be marked like that."),
    ),
    "xml_ticking_everything": Message(
        _("In Moodle, who ticks everything earns the full mark (%(text)s)."),
        _("Here wrong ticks cost as much as right ones earn. Please see that the key is right."),
    ),
    "xml_fraction_nearest": Message(
        _("«%(text)s» earns %(fraction)s %%, which Moodle does not know."),
        _("The nearest share is %(nearest)s %%. Please see that the key is right."),
    ),
    "xml_fraction_unreadable": Message(_("«%(text)s» is no percentage."), _KEY),
    "xml_order_fixed": Message(
        _("In Moodle the options keep their order; so they do here."),
        _("Untick «keeps its place» to have them shuffled."),
    ),
    "xml_true_false_answers": Message(
        _("A true-or-false question has two answers, but this one has %(count)s."), _KEY
    ),
    "xml_true_false_by_place": Message(
        _("The answers are not called «true» and «false»: %(text)s. The first counts as «true»."),
    ),
    "xml_everything_right": Message(
        _("Whatever is written counts as right («*»)."),
        _("Please write what is accepted, or leave the question out."),
    ),
    "xml_wildcard": Message(
        _("The sign «*» in «%(text)s» stands for any text in Moodle, but not here."),
        _("Please write all the forms that should count as right."),
    ),
    "xml_form_partly_right": Message(
        _("«%(text)s» earns a part of the mark; it is left out."),
        _("Please add it as an accepted answer if it should count in full."),
    ),
    "xml_wrong_form": Message(
        _("«%(text)s» stands in the file as a wrong answer; it is left out.")
    ),
    "xml_case_ignored": Message(_("In Moodle capitals matter in the answer; here they do not.")),
    "xml_not_a_number": Message(
        _("«%(text)s» is no number."), _("Please write the right number, for example 30 or 2,5.")
    ),
    "xml_comma_in_number": Message(
        _("«%(text)s» can be read in two ways; the comma was taken as the decimal sign."),
        _("Please see that the number is right."),
    ),
    "xml_tolerance_unreadable": Message(
        _("«%(text)s» cannot be the tolerance of a number."), _("Please write it anew.")
    ),
    "xml_tolerances_differ": Message(
        _("The right numbers have different tolerances (%(text)s); here there is one for all."),
        _("Please write the tolerance that should hold."),
    ),
    "xml_further_unit": Message(
        _("The unit «%(text)s» is left out: a question has one unit."),
        _("Please see that the question names the unit to answer in."),
    ),
    "xml_distractor": Message(
        _("«%(text)s» belongs to nothing on the left; it is left out."),
        _("Please add another pair if people should not be able to guess the last one."),
    ),
    "xml_order_unclear": Message(
        _("Two lines have the same place in the order."), _("Please see that the order is right.")
    ),
    "xml_part_of_order": Message(
        _("Moodle shows only %(text)s of the lines at a time; here all are shown."), _LOOK
    ),
}

KINDS = {
    "xml_essay": Message(_("This is an essay, which a person would have to mark."), _REWRITE),
    "xml_cloze": Message(
        _("This is a text with gaps (Cloze), which the bank does not have."), _REWRITE
    ),
    "xml_calculated": Message(
        _("This question calculates with changing numbers, which the bank does not do."), _REWRITE
    ),
    "xml_random": Message(
        _("This is a place for a question drawn by chance, no question."),
        _("Please leave it out: a quiz draws its questions by topic."),
    ),
    "xml_kind_unknown": Message(
        _("The bank does not have questions of type «%(text)s»."), _REWRITE
    ),
    "xml_hidden": Message(
        _("In Moodle this question is hidden, because it was deleted or replaced."),
        _("Please leave it out if it should not be asked any more."),
    ),
}

CONTENT = {
    "xml_table": Message(_("A table became lines of text: «%(text)s»."), _LOOK),
    "xml_media": Message(_("A sound, a film or a drawing beside «%(text)s» is left out."), _LOOK),
    "xml_formula": Message(
        _("A formula is kept in its signs only: «%(text)s»."),
        _("Please write it so that everybody can read it, or use a picture."),
    ),
    "xml_emphasis": Message(
        _("Something is underlined or struck out in Moodle; here it is plain: «%(text)s»."),
    ),
    "xml_script": Message(_("A script in the text is left out.")),
    "xml_text_too_long": Message(
        _("A text has more than %(longest)s characters: «%(text)s»."), _("Please shorten it.")
    ),
    "xml_picture_missing": Message(_("The picture «%(text)s» is not in the file."), _ADD_PICTURE),
    "xml_picture_too_large": Message(
        _("The picture «%(text)s» is larger than 5 MB and is left out."), _ADD_PICTURE
    ),
    "xml_picture_too_many_pixels": Message(
        _("The picture «%(text)s» has too many pixels and is left out."), _ADD_PICTURE
    ),
    "xml_picture_unreadable": Message(
        _("«%(text)s» is no PNG, JPEG, GIF or WebP picture, or it is damaged; it is left out."),
        _ADD_PICTURE,
    ),
    "xml_picture_two_kinds": Message(
        _("The picture «%(text)s» carries something else besides and is left out."), _ADD_PICTURE
    ),
    "xml_second_picture": Message(
        _("A question has one picture, «%(first)s»; «%(text)s» is left out."), _LOOK
    ),
    "xml_picture_without_words": Message(
        _("Nothing says in words what the picture «%(text)s» shows."),
        _("Please write it, for those who cannot see it: the question goes out only then."),
    ),
    "xml_picture_in_option": Message(
        _("An option has a picture, which is left out: «%(text)s»."),
        _("Please describe in words what the option means."),
    ),
    "xml_picture_in_explanation": Message(
        _("A picture in the explanation is left out: «%(text)s»."),
        _("Please see whether the explanation does without it."),
    ),
    "xml_file_left_out": Message(_("The file «%(text)s» is left out."), _LOOK),
}

LEFT_OUT = {
    "xml_kind_without_counterpart": Message(
        _("Moodle has no type for this kind of question."),
        _("Export it as a sheet (XLSX), which carries all kinds."),
    ),
    "xml_unfinished": Message(
        _("The question is not finished: options or the key are missing."),
        _("Please finish it in the bank first."),
    ),
    "xml_too_many_right": Message(
        _("Moodle has no percentage for so many right answers."),
        _("Export it as a sheet (XLSX), or divide the question."),
    ),
}

ELSEWHERE = {
    "xml_marked_in_parts": Message(
        _("Other systems will give part of the points for some of the right answers."),
        _("«All or nothing» stands in an element that only this site reads."),
    ),
    "xml_rest_only_here": Message(
        _(
            "Other systems will not see the difficulty, the source and the places that options "
            "keep: they stand in an element of this site."
        ),
        _("The file still holds everything for the way back to this site."),
    ),
}

MESSAGES = {**REFUSALS, **WHOLE_FILE, **KEYS, **KINDS, **CONTENT, **LEFT_OUT, **ELSEWHERE}

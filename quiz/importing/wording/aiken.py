"""What is said about Aiken."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_KEY = _("Please mark what is right, or leave the question out.")

MESSAGES = {
    "aiken_no_key": Message(_("There is no line «ANSWER: …» after this question."), _KEY),
    "aiken_key_empty": Message(_("The line «%(text)s» names no option."), _KEY),
    "aiken_key_unknown": Message(
        _("The answer «%(text)s» is none of the options %(labels)s."), _KEY
    ),
    "aiken_key_ambiguous": Message(
        _("The answer «%(text)s» may be more than one of the options %(labels)s."), _KEY
    ),
    "aiken_key_either": Message(
        _(
            "The key says «%(text)s»: it is not clear whether one of these options is right or "
            "all of them are."
        ),
        _("Please mark here each option that is right."),
    ),
    "aiken_key_contradicts": Message(
        _("In the answer «%(text)s» the letter and the text belong to different options."), _KEY
    ),
    "aiken_marks_contradict": Message(
        _("Another option is marked with a star than «%(text)s» says."), _KEY
    ),
    "aiken_no_stem": Message(
        _("The question itself is missing: there are only options, first «%(text)s»."),
        _("Please write the question, or leave it out."),
    ),
    "aiken_no_options": Message(
        _("There are no options before the answer: «%(text)s»."),
        _("Please add the options, or leave the question out."),
    ),
    "aiken_one_option": Message(
        _("There is only one option: «%(text)s»."), _("Please add another option.")
    ),
    "aiken_empty_option": Message(
        _("The option «%(text)s» is empty."), _("Please write its text, or remove it.")
    ),
    "aiken_blank_in_stem": Message(
        _("There is a blank line within the question, before «%(text)s»."),
        _("Please remove what stands above it if that is only a title."),
    ),
    "aiken_label_gap": Message(
        _("The options are labelled %(text)s, one after the other."),
        _("The key was understood by these labels, not by the places of the options."),
    ),
    "aiken_several_right": Message(
        _("The answer names several letters: the question has several right answers.")
    ),
    "aiken_rest_kept": Message(_("«%(text)s» behind the letter became the explanation.")),
    "aiken_unread": Message(
        _("«%(text)s» belongs to no question and was not read."),
        _("Please see whether a question is missing."),
    ),
    "aiken_kind": Message(
        _("Aiken has only questions with one right answer."),
        _("Please choose another format for the others, for example Excel."),
    ),
    "aiken_incomplete": Message(
        _("The question is not complete, so that no file can hold it."),
        _("Please complete it in the bank first."),
    ),
    "aiken_too_many_options": Message(
        _("Aiken has no letters for more than 26 options."),
        _("Please choose another format, for example Excel."),
    ),
    "aiken_ambiguous": Message(
        _("A text of the question looks like an option or an answer line of Aiken."),
        _("Please choose another format, for example Excel."),
    ),
    "aiken_without_picture": Message(
        _("Aiken carries no pictures: the question stands in the file without its picture."),
        _("Please choose Moodle XML if the pictures should go along."),
    ),
    "aiken_without_rest": Message(
        _(
            "Aiken carries no explanation, topic, code, keywords, difficulty and source: the "
            "question stands in the file without them."
        ),
        _("Please choose Excel or Moodle XML if they should go along."),
    ),
    "aiken_lines_joined": Message(
        _("Aiken has one line for each text: the lines of the question were joined."),
    ),
}

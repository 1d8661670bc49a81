"""What is said about questions in spreadsheets."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_SPLIT = _("Please split the file into several and take them in one after the other.")
_SAVE_XLSX = _("Please open it in Excel or LibreOffice, save it as XLSX and choose that file.")
_NOTHING = _("Nothing needs to be done if that is right.")
_CORRECT = _("Please correct it in the file and choose the file again, or mend it here.")
_LOOK = _("Please look at the question as it will appear.")
_MARK_RIGHT = _("Please mark the right options here, or leave the question out.")

MESSAGES = {
    "sheet_empty": Message(
        _("The file is empty."),
        _("Please choose another file."),
    ),
    "sheet_too_large": Message(
        _("The file is larger than %(megabytes)s MB."),
        _SPLIT,
    ),
    "sheet_too_many_rows": Message(
        _("The file has more than %(rows)s rows."),
        _SPLIT,
    ),
    "sheet_too_many_columns": Message(
        _("A sheet has more than %(columns)s columns."),
        _("Please delete the columns that hold no questions."),
    ),
    "sheet_too_many_questions": Message(
        _("The file has more than %(questions)s questions."),
        _SPLIT,
    ),
    "sheet_damaged": Message(
        _("The workbook is damaged and cannot be opened."),
        _SAVE_XLSX,
    ),
    "sheet_password": Message(
        _("The workbook is protected by a password."),
        _("Please remove the password and choose the file again."),
    ),
    "sheet_bomb": Message(
        _(
            "The workbook takes more memory than a file of questions ever should; often a cell "
            "far down or far right is filled."
        ),
        _("Please copy the questions into a new workbook and choose that file."),
    ),
    "sheet_not_a_sheet": Message(
        _("This is no workbook."),
        _SAVE_XLSX,
    ),
    "sheet_no_questions": Message(
        _("No question stands in the file."),
        _("Please fill in the sheet «Câu hỏi», one question a row, and choose the file again."),
    ),
    "sheet_without_questions": Message(
        _("The sheet «%(text)s» has no headings of questions and was not read."),
        _NOTHING,
    ),
    "sheet_of_guide": Message(
        _("The sheet «%(text)s» belongs to the template and was not read."),
    ),
    "sheet_hidden": Message(
        _("The sheet «%(text)s» is hidden and was not read."),
        _("If it holds questions, please show it and choose the file again."),
    ),
    "sheet_left_out": Message(
        _("The sheet «%(text)s» was left out, as chosen."),
    ),
    "sheet_columns_unsure": Message(
        _("It is not certain what the columns of the file are."),
        _("Please say below what each column holds."),
    ),
    "sheet_column_guessed": Message(
        _("The column «%(text)s» was taken for «%(field)s»."),
        _NOTHING,
    ),
    "sheet_column_unused": Message(
        _("The column «%(text)s» has no place in the bank and was not read."),
        _NOTHING,
    ),
    "sheet_heading_as_topic": Message(
        _("The row «%(text)s» was taken as the topic «%(topic)s» of the questions below it."),
        _NOTHING,
    ),
    "sheet_row_unread": Message(
        _("This row is no question and was not read: «%(text)s»."),
        _("If it belongs to a question, please put it into the row of that question."),
    ),
    "sheet_stem_missing": Message(
        _("The row has options or a key, but no question."),
        _("Please write the question here, or leave it out."),
    ),
    "sheet_cell_too_long": Message(
        _("A cell has more than %(longest)s characters; the rest was cut off."),
        _CORRECT,
    ),
    "sheet_too_many_cells": Message(
        _("The row has more cells than there are headings: «%(text)s» stands beside the table."),
        _(
            "A text with the separator in it needs quotation marks around it. Please correct "
            "it in the file and choose the file again, or mend it here."
        ),
    ),
    "sheet_cell_unread": Message(
        _("«%(text)s» stands in a column without a heading and was not read."),
        _NOTHING,
    ),
    "sheet_formula": Message(
        _("«%(text)s» is the result of a formula, as it was when the file was saved."),
        _LOOK,
    ),
    "sheet_formula_empty": Message(
        _("A formula stands in this cell whose result was not saved."),
        _("Please replace the formula by its result and choose the file again."),
    ),
    "sheet_day": Message(
        _("The spreadsheet keeps «%(text)s» as a day; perhaps a fraction or a number was typed."),
        _LOOK,
    ),
    "sheet_level_translated": Message(
        _("The level «%(text)s» was taken as «%(level)s»."),
        _NOTHING,
    ),
    "sheet_option_gap": Message(
        _("Option %(text)s is empty although others follow."),
        _LOOK,
    ),
    "sheet_labels_differ": Message(
        _("The options begin with other letters (%(text)s) than their columns have."),
        _CORRECT,
    ),
    "sheet_options_unlabelled": Message(
        _("The options have no letters; they were named A, B, C … in their order."),
        _("Please check that the key means these letters."),
    ),
    "sheet_option_label_missing": Message(
        _("«%(text)s» has no letter; by its place it is option %(label)s."),
        _LOOK,
    ),
    "sheet_option_line_joined": Message(
        _("The line «%(text)s» has no letter and was added to option %(label)s."),
        _LOOK,
    ),
    "sheet_option_before_label": Message(
        _("«%(text)s» stands before the first option and has no letter."),
        _CORRECT,
    ),
    "sheet_key_missing": Message(
        _("The right answer is missing."),
        _MARK_RIGHT,
    ),
    "sheet_key_unknown": Message(
        _("The key «%(text)s» is none of the options (%(labels)s)."),
        _MARK_RIGHT,
    ),
    "sheet_key_of_empty_option": Message(
        _("The key «%(text)s» names an option whose cell is empty."),
        _MARK_RIGHT,
    ),
    "sheet_key_ambiguous": Message(
        _("The key «%(text)s» may mean more than one option."),
        _MARK_RIGHT,
    ),
    "sheet_key_either": Message(
        _(
            "The key says «%(text)s»: it is not clear whether one of these options is right or "
            "all of them are."
        ),
        _("Please mark here each option that is right."),
    ),
    "sheet_key_contradiction": Message(
        _("Letter and text of the key «%(text)s» belong to two options."),
        _MARK_RIGHT,
    ),
    "sheet_key_contradicts_marks": Message(
        _("The key «%(text)s» says otherwise than the marks at the options."),
        _MARK_RIGHT,
    ),
    "sheet_key_text_differs": Message(
        _(
            "The text behind the letter of the key «%(text)s» is not that of the option; the "
            "letter was taken."
        ),
        _LOOK,
    ),
    "sheet_key_nearly": Message(
        _("The key «%(text)s» is almost the option «%(option)s» and was taken for it."),
        _LOOK,
    ),
    "sheet_key_unused": Message(
        _("A question of this kind has no key; «%(text)s» was not used."),
        _LOOK,
    ),
    "sheet_key_no_order": Message(
        _("The key «%(text)s» is no order of all steps (%(labels)s)."),
        _("Please put the steps into the right order here, or leave the question out."),
    ),
    "sheet_two_keys": Message(
        _("Several right answers are named («%(text)s»), but the kind allows one."),
        _("Please choose one, or another kind of question."),
    ),
    "sheet_forms_not_right": Message(
        _(
            "The key «%(text)s» names only some of the forms; all forms of such a question are "
            "right."
        ),
        _("Please delete the forms that are not right here."),
    ),
    "sheet_no_options": Message(
        _("The question has no options."),
        _("Please add them here, choose another kind, or leave the question out."),
    ),
    "sheet_options_unused": Message(
        _("A question of this kind has no options; «%(text)s» was not used."),
        _LOOK,
    ),
    "sheet_pair_missing": Message(
        _("«%(text)s» has no partner; pairs are written «left => right»."),
        _("Please add it here, or leave the question out."),
    ),
    "sheet_kind_unknown": Message(
        _(
            "«%(text)s» is no kind of question that the bank knows; the kind was taken from "
            "options and key."
        ),
        _LOOK,
    ),
    "sheet_kind_unsupported": Message(
        _("The bank has no questions of the kind «%(text)s»."),
        _("Please choose another kind here, or leave the question out."),
    ),
    "sheet_picture_left_out": Message(
        _("The picture of the question is not in the workbook."),
        _("Please take Moodle XML for questions with pictures."),
    ),
}

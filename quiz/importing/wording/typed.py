"""What is said about questions in running text, typed or in a Word document."""

from django.utils.translation import gettext_lazy as _

from quiz.importing.wording.message import Message

_MARK_HERE = _("Please mark the right option here, or correct the file.")
_SEE_KEY = _("Please see which is meant and mark the right option here.")

MESSAGES = {
    "typed_no_key": Message(
        _("It is not said which option is right."),
        _("Please mark it here, or write «Đáp án: B» below the question in the file."),
    ),
    "typed_no_options": Message(
        _("There are neither options nor a key: «%(text)s»."),
        _("Options begin with «A.», «B.», each on a line of its own; then comes «Đáp án: B»."),
    ),
    "typed_key_without_options": Message(
        _("The key says «%(text)s», but no options were found."),
        _("Options begin with «A.», «B.», each on a line of its own."),
    ),
    "typed_key_unknown": Message(
        _("The key says «%(text)s», but there is no such option."), _MARK_HERE
    ),
    "typed_key_ambiguous": Message(
        _("The key says «%(text)s», which may mean more than one thing here."), _MARK_HERE
    ),
    "typed_key_either": Message(
        _(
            "The key says «%(text)s»: it is not clear whether one of these options is right or "
            "all of them are."
        ),
        _("Please mark here each option that is right."),
    ),
    "typed_key_contradicts": Message(
        _("The key says «%(text)s», but this letter and this text are not of the same option."),
        _SEE_KEY,
    ),
    "typed_keys_differ": Message(
        _("Two different keys are given: «%(first)s» and «%(second)s»."), _SEE_KEY
    ),
    "typed_mark_differs": Message(
        _("Option %(marked)s is marked as right, but the key says «%(key)s»."), _SEE_KEY
    ),
    "typed_key_of_several": Message(
        _("Several questions have the number %(number)s, and the table of keys does not say which "
          "it means: «%(text)s»."),
        _("Please write above the keys of each part which part it is, or mark the right option "
          "here."),
    ),
    "typed_key_without_question": Message(
        _("The table of keys has «%(text)s», but there is no question %(number)s."),
        _("Please see whether a question is missing or a number is wrong."),
    ),
    "typed_table_odd": Message(
        _("The numbers in this row and the keys below are not equally many: «%(text)s»."),
        _("Please write one letter below each number."),
    ),
    "typed_options_left_out": Message(
        _("The question has more than %(most)s options; from «%(text)s» on they were not read."),
        _("Please see whether several questions have run into one in the file."),
    ),
    "typed_label_order": Message(
        _("Option %(label)s stands behind %(earlier)s: an option may be missing or have lost its "
          "letter."),
        _("The key goes by the letters as they are written. Please look at the options."),
    ),
    "typed_label_twice": Message(
        _("The letter %(text)s stands before two options."), _("Please see which is right.")
    ),
    "typed_number_gap": Message(
        _("After question %(earlier)s comes question %(number)s."),
        _("Please see whether questions are missing in between."),
    ),
    "typed_number_twice": Message(
        _("The number %(number)s stands before two questions."),
        _("Both are kept. Please see that no question was copied twice."),
    ),
    "typed_unnumbered": Message(
        _("This question has no number, unlike others in the file."),
        _("Please see that it begins and ends where it should."),
    ),
    "typed_short_text": Message(
        _("There are no options, so «%(text)s» is what has to be written as the answer."),
        _("Please add other accepted answers if there are some."),
    ),
    "typed_number": Message(
        _("There are no options, so the number «%(text)s» has to be written as the answer."),
    ),
    "typed_true_false": Message(
        _("There are no options and the key is «%(text)s», so this asks for true or false."),
    ),
    "typed_ordering": Message(
        _("The key «%(text)s» names all options in another order: the right order is asked for."),
        _("Please choose another kind of question if that is not meant."),
    ),
    "typed_points": Message(
        _("«%(text)s» was left out: marks are set in the quiz, not in the question."),
    ),
    "typed_difficulty_unknown": Message(
        _("«%(text)s» is no difficulty that the bank knows."),
        _("Please choose it here: easy, medium or hard."),
    ),
    "typed_topic_from_heading": Message(
        _("The questions below this heading get the topic «%(topic)s»."),
    ),
    "typed_example": Message(
        _("The example «%(text)s» was left out."),
        _("If it is a question of yours, please write «Câu 1:» instead of «Câu ví dụ 1:»."),
    ),
    "typed_outside": Message(
        _("This line belongs to no question: «%(text)s»."),
        _("Please see whether it is part of a question; questions begin with «Câu 1:»."),
    ),
    "typed_behind_key": Message(
        _("This line stands behind the key and belongs to nothing: «%(text)s»."),
        _("An explanation begins with «Giải thích:», the next question with «Câu 2:»."),
    ),
    "typed_no_questions": Message(
        _("No question was found."),
        _("Questions begin with «Câu 1:», options with «A.»; the key is «Đáp án: B». The template "
          "shows an example."),
    ),
}  # fmt: skip

"""Which problems leave open what kind of question is meant; pressing a button settles them.

Each has the kinds that come into question. Choosing one says nothing about anything else that the
reader could not make out, so that only these problems are settled by it.
"""

from quiz.choices import QuestionKind

CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
CHOICES_OR_WORDS = (*CHOICES, QuestionKind.SHORT_TEXT)

KINDS_ASKED: dict[str, tuple[QuestionKind, ...]] = {
    "check_kind_unknown": CHOICES_OR_WORDS,
    "check_no_kind": CHOICES_OR_WORDS,
    "check_not_exactly_one": (QuestionKind.MULTIPLE,),
    "check_not_two": CHOICES,
    "check_too_few": (QuestionKind.SHORT_TEXT,),
    "gift_essay": (QuestionKind.SURVEY_TEXT,),
    "gift_only_equals": CHOICES_OR_WORDS,
    "gift_several_right": CHOICES,
    "sheet_kind_unknown": CHOICES_OR_WORDS,
    "sheet_kind_unsupported": CHOICES_OR_WORDS,
    "sheet_no_options": (QuestionKind.SHORT_TEXT, QuestionKind.SURVEY_TEXT),
    "sheet_two_keys": CHOICES,
    "typed_ordering": (QuestionKind.ORDERING, QuestionKind.MULTIPLE),
    "xml_several_right": CHOICES,
    "xml_single_but_several": CHOICES,
}

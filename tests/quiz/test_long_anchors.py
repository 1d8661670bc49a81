"""Questions point at parts however long the addresses of a document become."""

import pytest

from intranet.policies.blocks import LONGEST_ANCHOR
from quiz.models import Question, QuestionVersion


@pytest.mark.parametrize("model", [Question, QuestionVersion])
def test_a_question_can_point_at_every_part_of_a_document(model):
    assert model._meta.get_field("source_anchor").max_length == LONGEST_ANCHOR

"""What questions refer to, written into Wagtail's index of references for many of them at once."""

from collections.abc import Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from quiz.models import Question


def write_references(questions: Sequence[Question], *, is_anew: bool = False) -> None:
    """Index the questions as they are in memory; anew where the index has them already."""
    if not questions:
        return
    content_type = ContentType.objects.get_for_model(Question, for_concrete_model=False)
    if is_anew:
        known = ReferenceIndex.objects.filter(
            base_content_type=content_type, object_id__in=[str(one.pk) for one in questions]
        )
        known.delete()
    ReferenceIndex.objects.bulk_create(
        row for question in questions for row in _rows(question, content_type)
    )


def _rows(question: Question, content_type: ContentType) -> Iterator[ReferenceIndex]:
    """The rows that saving the question would write; Wagtail has no public way for many."""
    for to_type, to_object, model_path, path in set(
        ReferenceIndex._extract_references_from_object(question)
    ):
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(question.pk),
            to_content_type_id=to_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=path,
            content_path_hash=ReferenceIndex._get_content_path_hash(path),
        )

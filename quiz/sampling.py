"""Draws for authors to look at: as somebody taking the quiz would get them, and never stored."""

from collections import defaultdict
from random import Random
from typing import Any

from django.db.models import Q

from quiz.choices import QuestionKind
from quiz.drawing import Quota, draw, order_options
from quiz.models import Attempt, Question, QuestionVersion, QuizPage, Response
from quiz.pictures import prefetch_pictures
from quiz.references import choices
from quiz.types import scored_kinds, type_of

SALT_BITS = 128


def sample_draw(quiz: QuizPage, chance: Random) -> list[Response]:
    """One draw of the quiz as it stands in memory, a draft included; nothing is written.

    What keeps a quiz from being drawn is for `QuizPage.composition_errors` to find beforehand.
    """
    attempt = Attempt(quiz=quiz, salt=f"{chance.getrandbits(SALT_BITS):0{SALT_BITS // 4}x}")
    return [
        Response(
            attempt=attempt,
            slot=slot,
            question_version=version,
            option_order=order_options(
                choices(version.options),
                shuffle=type_of(version.kind).is_shuffled(quiz.shuffle_options),
                chance=chance,
            ),
        )
        for slot, version in enumerate(_drawn_versions(quiz, chance), start=1)
    ]


def _drawn_versions(quiz: QuizPage, chance: Random) -> list[QuestionVersion]:
    """The published versions of the questions drawn, in two statements for any number.

    Where there are pictures they take two more. A fixed question that was voided since the quiz
    began is left out, as it is from attempts.
    """
    places = sorted(quiz.fixed_questions.all(), key=lambda place: place.sort_order or 0)
    counts = {quota.topic_id: quota.count for quota in quiz.topic_quotas.all()}
    rows = _candidates([place.question_id for place in places], list(counts))
    by_question = {question_id: (version_id, kind) for question_id, version_id, kind, _ in rows}
    fixed = [by_question[one.question_id] for one in places if one.question_id in by_question]
    pools = defaultdict(list)
    for _question_id, version_id, kind, topic_id in rows:
        if kind in scored_kinds():
            pools[topic_id].append(version_id)
    drawn = draw(
        fixed=[version_id for version_id, _kind in fixed],
        in_place={version_id for version_id, kind in fixed if kind == QuestionKind.TEXT_BLOCK},
        quotas=[Quota(pools[topic_id], count) for topic_id, count in counts.items()],
        shuffle=quiz.shuffle_questions,
        chance=chance,
    )
    versions = QuestionVersion.objects.in_bulk(drawn)
    prefetch_pictures(versions.values())
    return [versions[version_id] for version_id in drawn]


def _candidates(question_ids: list[int], topic_ids: list[int]) -> list[tuple[Any, ...]]:
    """Question, version, kind and topic of whatever may be asked."""
    asked = Question.objects.drawable().filter(Q(pk__in=question_ids) | Q(topic__in=topic_ids))
    return list(
        asked.order_by().values_list(
            "pk", "current_version_id", "current_version__kind", "topic_id"
        )
    )

"""Loads the question bank and the quizzes of the demonstration."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.models import Page

from intranet.demo.site import Press
from intranet.demo.timeline import Timeline
from intranet.organisation.models import Audience
from intranet.pages.models import Topic
from quiz.importing import reading, services
from quiz.models import Question, QuizPage, QuizQuestion, TopicQuota

UNCONFIRMED = "chờ Văn phòng xác nhận"


def load_bank(press: Press, workbook: Path, topic: Topic) -> dict[str, Question]:
    """Import the bank; what the Office has yet to confirm stays a draft and is drawn by nobody."""
    with workbook.open("rb") as file:
        question_import = services.take_in(
            file=File(file, workbook.name), file_name=workbook.name, topic=topic, user=press.author
        )
    reading.read(question_import=question_import)  # at once, however large the workbook is
    if not services.apply(question_import=question_import, user=press.author):
        raise RuntimeError(f"{workbook.name} cannot be imported: {question_import.state}")
    questions = Question.objects.select_related("latest_revision").prefetch_related("keywords")
    for question in questions.filter(import_rows__question_import=question_import):
        if UNCONFIRMED not in question.keywords.names():
            question.latest_revision.publish(user=press.approver)
    return {question.code: question for question in Question.objects.all()}


def load_quizzes(
    press: Press,
    section: Page,
    rows: list[dict[str, Any]],
    *,
    timeline: Timeline,
    bank: Mapping[str, Question],
    topics: Mapping[str, Topic],
    audiences: Mapping[str, Audience],
) -> dict[str, QuizPage]:
    """Create the quizzes: of the campaign, of before it, and for practice without an end."""
    quizzes = {}
    for row in rows:
        page = QuizPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            introduction=f"<p>{row['intro']}</p>",
            audience=audiences[row["audience"]],
            **_window(row["window"], timeline),
            time_limit=row["minutes"],
            max_attempts=row["attempts"] or 0,
            grading_method=row["counts"],
            pass_mark=row["pass_percent"],
            questions_per_page=row["per_page"],
            shuffle_questions=row["shuffle"],
            shuffle_options=row["shuffle"],
        )
        page.fixed_questions = [
            QuizQuestion(question=bank[code], sort_order=order)
            for order, code in enumerate(row.get("questions", []))
        ]
        page.topic_quotas = [
            TopicQuota(topic=topics[code], count=count, sort_order=order)
            for order, (code, count) in enumerate(row.get("quota", []))
        ]
        page.topics = [topics[code] for code in row["topics"]]
        quizzes[row["key"]] = press.publish(section, page)
    return quizzes


def _window(name: str, timeline: Timeline) -> dict[str, datetime.datetime]:
    """The moments between which a quiz can be taken, by the name of its window."""
    if name == "past":
        return {
            "opens_at": timeline.past_opens,
            "due_at": timeline.past_due,
            "closes_at": timeline.past_closes,
        }
    if name == "campaign":
        return {
            "opens_at": timeline.quiz_opens,
            "due_at": timeline.quiz_due,
            "closes_at": timeline.quiz_closes,
        }
    return {"opens_at": timeline.quiz_opens}

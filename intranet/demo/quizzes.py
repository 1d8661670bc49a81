"""Loads the question bank and the quizzes of the demonstration."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from intranet.demo.site import Press
from intranet.demo.timeline import Timeline
from intranet.organisation.models import Audience
from intranet.pages.models import Topic
from intranet.policies.models import PolicyPage
from quiz.choices import MarkingRule
from quiz.models import Question, QuestionOption, QuizPage, QuizQuestion, TopicQuota


def load_bank(
    press: Press, rows: list[dict[str, Any]], topics: Mapping[str, Topic], plan: PolicyPage
) -> dict[str, Question]:
    """Create the bank; what the Office has yet to confirm stays a draft and is drawn by nobody."""
    bank = {}
    for row in rows:
        question = Question(
            live=False,
            code=row["id"],
            kind=row["kind"],
            marking_rule=row.get("marking_rule", MarkingRule.ALL_OR_NOTHING),
            unit=row.get("unit", ""),
            stem=row["stem"],
            explanation=row["explanation"],
            topic=topics[row["topic"]],
            difficulty=row["difficulty"],
            source_policy=plan if row["policy"] else None,
            source_anchor=row["anchor"] or "",
            source_label=_source_label(row, plan),
        )
        question.options = [
            QuestionOption(
                text=option["text"],
                is_correct=option["correct"],
                match=option.get("match", ""),
                sort_order=order,
            )
            for order, option in enumerate(row["options"])
        ]
        question.save()
        revision = question.save_revision(user=press.author)
        if row["confidence"] == "high":
            revision.publish(user=press.approver)
        bank[row["id"]] = question
    return bank


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
    """Create the quizzes; those of the campaign open and close with it."""
    quizzes = {}
    for row in rows:
        page = QuizPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            introduction=f"<p>{row['intro']}</p>",
            audience=audiences[row["audience"]],
            opens_at=timeline.quiz_opens,
            due_at=timeline.quiz_due if row["has_window"] else None,
            closes_at=timeline.quiz_closes if row["has_window"] else None,
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


def _source_label(row: Mapping[str, Any], plan: PolicyPage) -> str:
    source = f"Kế hoạch số {plan.document_code}" if row["policy"] else row["source"]
    return f"{source} – {row['section']}"

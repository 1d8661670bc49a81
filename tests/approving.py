"""What the editor posts for each kind of content, and how it goes through approval on screens."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from intranet.pages.models import PublicationChange
from intranet.pages.publication_changes import text_of as seen_of
from intranet.pages.text_read import MOMENT, NUMBER, mark_of
from quiz.models import Question


def space_of(instance: Any) -> str:
    """The name space of the admin's addresses of a page or a question."""
    is_page = isinstance(instance, Page)
    return "wagtailadmin_pages" if is_page else "wagtailsnippets_quiz_question"


def text_of(instance: Any) -> Revision:
    """The text that the editor of the object shows now."""
    return Revision.objects.for_instance(instance).latest("created_at", "pk")


def approval_address(instance: Any, action: str = "approve", read: Revision | None = None) -> str:
    """The address that a button of the approval posts to; it names the text that was read."""
    stored = type(instance).objects.get(pk=instance.pk)
    state = stored.current_workflow_task_state
    address = reverse(
        f"{space_of(instance)}:workflow_action",
        args=[instance.pk, action, state.pk if state else 1],
    )
    return f"{address}?{mark_of(read or text_of(instance))}"


def approve(
    client: Client, instance: Any, action: str = "approve", read: Revision | None = None
) -> Any:
    """Press «Approve», as whoever the client is signed in as, having read the text."""
    return client.post(approval_address(instance, action, read), {"comment": ""})


def as_loaded(revision: Revision) -> dict[str, str]:
    """What the editor posts about the text that it showed."""
    return {NUMBER: str(revision.pk), MOMENT: revision.created_at.isoformat()}


def confirm_change(client: Client, instance: Any, decision: str = "confirmed") -> Any:
    """Decide the request to withdraw or delete, as whoever the client is signed in as."""
    row = PublicationChange.objects.open().get(object_id=instance.pk)
    data = {"decision": decision, "seen": seen_of(row)}
    return client.post(reverse("publication_change", args=[row.pk]), data)


def posted(instance: Any, **change: Any) -> dict[str, Any]:
    """The editor's form as it stands for the object, with changes."""
    kind = type(instance).__name__
    return nested_form_data({**FIELDS[kind](instance), **change})


def _page(page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "audience": str(page.audience_id),
        "keywords": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }


def _news(page: Any) -> dict[str, Any]:
    body = streamfield([("text", rich_text("<p>Nội dung.</p>"))])
    return {**_page(page), "published_on": "01/03/2026", "body": body}


def _policy(page: Any) -> dict[str, Any]:
    names = "number symbol document_type issuer abstract"
    fields = {name: getattr(page, name) for name in names.split()}
    rows = {"relations": inline_formset([]), "update_notes": inline_formset([])}
    return {**_page(page), **fields, **rows, "issued_on": "22/01/2021", "body": streamfield([])}


def _rows(rows: Any, fields: Any) -> Any:
    """Rows of a formset as they stand; `fields` says what one of them posts."""
    posted_rows = [{"id": str(row.pk or ""), **fields(row)} for row in rows]
    return inline_formset(posted_rows, initial=sum(bool(row["id"]) for row in posted_rows))


def _quiz(page: Any) -> dict[str, Any]:
    rules = {
        "introduction": rich_text(""),
        "preset": page.preset,
        "questions_per_page": "1",
        "max_attempts": "1",
        "grading_method": "best",
        "pass_mark": "70",
        "shuffle_questions": "on",
        "shuffle_options": "on",
    }
    places = _rows(page.fixed_questions.all(), lambda row: {"question": str(row.question_id)})
    return {**_page(page), **rules, "fixed_questions": places, "topic_quotas": inline_formset([])}


def _question(question: Question) -> dict[str, Any]:
    options = _rows(
        question.options.all(),
        lambda option: {
            "text": option.text,
            "is_correct": "on" if option.is_correct else "",
            "reference_handling": option.reference_handling,
        },
    )
    return {
        "code": "",
        "kind": question.kind,
        "marking_rule": question.marking_rule,
        "stem": question.stem,
        "options": options,
        "explanation": question.explanation,
        "topic": str(question.topic_id),
        "difficulty": question.difficulty,
        "source_policy": "",
        "source_anchor": "",
        "source_label": "",
        "go_live_at": "",
        "expire_at": "",
    }


FIELDS = {"NewsPage": _news, "PolicyPage": _policy, "QuizPage": _quiz, "Question": _question}

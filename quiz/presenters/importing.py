"""The screens of an import in words: where it stands, how many of what, its questions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quiz.exporting import by_key
from quiz.formats.base import COMMENT, HEADING, NOTICE, UNREAD, Place, Problem, ReadQuestion
from quiz.importing.kept import digest, problem_of, question_of
from quiz.importing.rows import FILTERS
from quiz.importing.wording import message
from quiz.importing.wording.message import Message
from quiz.models import ImportState, Question, QuestionImport, QuestionImportRow, RowOutcome
from quiz.models.imports import IN_BANK
from quiz.presenters import import_cards as cards

STEPS = (
    (gettext_lazy("Read the file"), (ImportState.READING, ImportState.MAPPING)),
    (gettext_lazy("Look through, mend"), (ImportState.DRAFT,)),
    (gettext_lazy("Write to the bank"), (ImportState.APPLYING,)),
    (gettext_lazy("Hand in for approval"), (ImportState.APPLIED,)),
    (gettext_lazy("Second person approves"), (ImportState.SUBMITTED, ImportState.APPROVING)),
)
# The parts of the picture, in this order; each question is in exactly one of them.
PARTS = ("moi", "thay-doi", "da-co", "lap", "bo-qua", "loi")
TONES = {
    "loi": "critical",
    "canh-bao": "warning",
    "moi": "positive",
    "thay-doi": "info",
    "da-co": "same",
    "lap": "repeated",
    "bo-qua": "skipped",
    "da-sua": "plain",
}
ROLES = {
    HEADING: gettext_lazy("heading"),
    COMMENT: gettext_lazy("comment"),
    UNREAD: gettext_lazy("not understood"),
}


def steps(state: str) -> list[dict[str, Any]]:
    """The way of a file from upload to approval, and how far it has come; empty when it ended."""
    if state in (ImportState.DISCARDED, ImportState.REFUSED):
        return []
    reached = next((at for at, (_label, states) in enumerate(STEPS) if state in states), len(STEPS))
    return [
        {"label": label, "is_current": at == reached, "is_done": at < reached}
        for at, (label, _states) in enumerate(STEPS)
    ]


def filters(counts: Mapping[str, int], chosen: str, *, is_written: bool) -> list[dict[str, Any]]:
    """The numbers as ways to their questions; those that are nought are left out.

    Once they are written the first is what the bank got, for that is what is approved.
    """
    everything = {
        "label": _("written to the bank") if is_written else _("all"),
        "count": counts["moi"] + counts["thay-doi"] if is_written else counts["total"],
        "query": "",
        "tone": "plain",
        "is_current": chosen == "",
    }
    return [
        everything,
        *(
            {
                "label": one.label,
                "count": counts[name],
                "query": urlencode({"loc": name}),
                "tone": TONES[name],
                "is_current": chosen == name,
            }
            for name, one in FILTERS.items()
            if counts[name] or chosen == name
        ),
    ]


def picture(counts: Mapping[str, int]) -> dict[str, Any]:
    """The parts of the file side by side: where each begins, how long it is."""
    parts, start = [], 0
    for name in PARTS:
        if number := counts[name]:
            label = FILTERS[name].label
            parts.append({"label": label, "count": number, "start": start, "tone": TONES[name]})
            start += number
    return {"parts": parts, "total": start}


def tables(groups: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How many questions by kind and by topic, most frequent first."""
    kinds: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for group in groups:
        kinds[cards.kind_text(group["kind"] or "")] += group["number"]
        topics[group["topic_name"] or "—"] += group["number"]
    return [_bars(_("By kind"), _("Kind"), kinds), _bars(_("By topic"), _("Topic"), topics)]


def _bars(caption: str, heading: str, counted: Counter[str]) -> dict[str, Any]:
    longest = max(counted.values(), default=0)
    rows = [{"label": label, "count": number} for label, number in counted.most_common()]
    return {"caption": caption, "heading": heading, "rows": rows, "longest": longest}


def will_happen(counts: Mapping[str, int]) -> list[str]:
    """What pressing the button does to the bank, a phrase for each kind of question."""
    new, changed, same = counts["moi"], counts["thay-doi"], counts["da-co"]
    left_out = counts["bo-qua"] + counts["lap"]
    phrases = [
        (
            new,
            ngettext(
                "%(n)d new question becomes a draft", "%(n)d new questions become drafts", new
            ),
        ),
        (
            changed,
            ngettext(
                "%(n)d question of the bank gets a draft with the changes",
                "%(n)d questions of the bank get a draft with the changes",
                changed,
            ),
        ),
        (same, ngettext("%(n)d stands there already", "%(n)d stand there already", same)),
        (left_out, ngettext("%(n)d is left out", "%(n)d are left out", left_out)),
    ]
    return [phrase % {"n": number} for number, phrase in phrases if number]


def page_cards(
    question_import: QuestionImport, rows: Sequence[QuestionImportRow]
) -> list[dict[str, Any]]:
    """The questions of one page; what stands in the bank is looked up for all of them at once.

    Before they are written they stand as the file says, afterwards as the bank has them now.
    """
    is_written = question_import.state in IN_BANK
    compared = {row.question_id for row in rows if row.question_id and _is_compared(row)}
    shown = {row.question_id for row in rows if row.question_id} if is_written else set()
    live = by_key(Question.objects.filter(pk__in=compared)) if compared else {}
    drafts = by_key(Question.objects.filter(pk__in=shown), with_drafts=True) if shown else {}
    overtaken = _overtaken(question_import, rows) if is_written else set()
    return [
        card(
            row,
            default_topic=str(question_import.topic),
            before=live.get(row.question_id or 0),
            now=drafts.get(row.question_id or 0),
            is_overtaken=row.pk in overtaken,
        )
        for row in rows
    ]


def _is_compared(row: QuestionImportRow) -> bool:
    return row.outcome == RowOutcome.CHANGED and not row.is_skipped


def _overtaken(question_import: QuestionImport, rows: Sequence[QuestionImportRow]) -> set[int]:
    """Which of the questions somebody has changed since they were handed in."""
    if question_import.state != ImportState.SUBMITTED:
        return set()
    questions = Question.objects.filter(pk__in={row.question_id for row in rows})
    columns = questions.values_list("pk", "latest_revision", "latest_revision__created_at")
    latest = {pk: (revision, written_at) for pk, revision, written_at in columns}
    return {
        row.pk
        for row in rows
        if row.revision_id
        and _is_later(latest.get(row.question_id), row.revision_id, question_import.submitted_at)
    }


def _is_later(latest: Any, handed_in: int, handed_in_at: Any) -> bool:
    revision, written_at = latest or (None, None)
    return revision != handed_in or bool(handed_in_at and written_at and written_at > handed_in_at)


def card(
    row: QuestionImportRow,
    *,
    default_topic: str,
    before: ReadQuestion | None = None,
    now: ReadQuestion | None = None,
    is_overtaken: bool = False,
) -> dict[str, Any]:
    """One question: what it says, what is wrong with it, what it changes, what can be done."""
    place = Place(row.line, row.sheet)
    read = now or question_of(row.data, place)
    problems = [problem_of(problem) for problem in row.problems]
    tone = cards.outcome_tone(row.outcome, is_skipped=row.is_skipped, has_errors=row.has_errors)
    return {
        "number": row.number,
        "anchor": cards.anchor(row.number),
        "place": cards.place_text(place),
        "outcome": _outcome(row),
        "tone": tone,
        "is_skipped": row.is_skipped,
        "is_repeated": row.outcome == RowOutcome.REPEATED,
        "is_mended": row.is_mended,
        "has_errors": row.has_errors,
        "has_image": bool(row.image),
        "image_alt": row.data.get("image_alt", ""),
        "is_overtaken": is_overtaken,
        "seen": digest(row.data),
        "problems": cards.problems(problems, is_settled=row.is_mended),
        "changes": cards.changes(before, _in_topic(read, row)) if before else [],
        "bank_url": _bank_url(row.question_id),
        "bank_id": row.question_id,
        **cards.question(read, default_topic=str(row.topic or default_topic)),
    }


def _in_topic(read: ReadQuestion, row: QuestionImportRow) -> ReadQuestion:
    """The question in the topic that it will have, however the file names it."""
    return replace(read, topic=str(row.topic or read.topic))


def _outcome(row: QuestionImportRow) -> str:
    """What becomes of the question, or what stands in the way."""
    if row.is_skipped and row.outcome != RowOutcome.REPEATED:
        return _("left out")
    if row.has_errors and not row.is_skipped:
        return _("with faults")
    return row.get_outcome_display()


def _bank_url(question_id: int | None) -> str:
    return reverse("wagtailsnippets_quiz_question:edit", args=[question_id]) if question_id else ""


def pages(page: Page, chosen: str) -> dict[str, Any]:
    """The ways to the pages before and after."""
    kept = {"loc": chosen} if chosen else {}

    def query(number: int) -> str:
        return urlencode({**kept, "trang": str(number)})

    return {
        "number": page.number,
        "total": page.paginator.num_pages,
        "before": query(page.previous_page_number()) if page.has_previous() else "",
        "after": query(page.next_page_number()) if page.has_next() else "",
    }


def file_problems(
    report: Mapping[str, Any], *, without_difficulty: int = 0
) -> list[dict[str, Any]]:
    """What is wrong with the file besides its questions, and what holds for many of them."""
    found = [problem_of(problem) for problem in report.get("problems", [])]
    if without_difficulty:
        details = {"count": without_difficulty}
        found.append(Problem(NOTICE, "check_no_difficulty", Place(0), "", details))
    return cards.problems(found)


def other_lines(report: Mapping[str, Any]) -> dict[str, Any]:
    """The lines that are no question, each with what it was taken for."""
    lines = [
        {
            "place": cards.place_text(Place(line["line"], line["sheet"])),
            "role": ROLES.get(line["role"], line["role"]),
            "is_unread": line["role"] == UNREAD,
            "text": line["text"],
        }
        for line in report.get("lines", [])
    ]
    left = report.get("lines_left", 0)
    return {"shown": lines, "left": left, "number": len(lines) + left}


def missing(report: Mapping[str, Any]) -> dict[str, Any]:
    """Questions that earlier imports of this file brought and that it no longer has."""
    shown = [{**one, "url": _bank_url(one["id"])} for one in report.get("missing", [])]
    number = report.get("missing_count", len(shown))
    return {"shown": shown, "left": max(0, number - len(shown)), "number": number}


def refusal(report: Mapping[str, Any]) -> Message:
    """Why the file could not be read, and what to do."""
    refused = report.get("refusal", {})
    return message(refused.get("code", ""), details=refused.get("details", {}))


def left_out(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions that an approval left out, and why."""
    return [
        {
            "number": one["number"],
            "url": _bank_url(one["question_id"]),
            **message(one["code"], one["text"])._asdict(),
        }
        for one in report.get("left_out", [])
    ]

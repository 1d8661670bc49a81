"""Two texts of a question side by side, what changed marked by sign and word, not by colour."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from quiz.choices import Difficulty, MarkingRule, QuestionKind
from quiz.comparison import Change, Choice, ChoiceChange, choices, words
from quiz.question_panels import WITH_KEY


class Side(NamedTuple):
    """A text of a question: its fields by label, in order, and its options."""

    kind: str
    fields: dict[str, str]
    options: Sequence[Choice]


def side_of_version(version: Any) -> Side:
    """A published version."""
    options = [
        Choice(
            option["id"],
            option["text"],
            option["is_correct"] if version.kind in WITH_KEY else None,
            option.get("match", ""),
        )
        for option in version.options
    ]
    return Side(version.kind, _content(version), options)


def side_of_question(question: Any) -> Side:
    """A question as it stands in memory: published, or a draft of it."""
    options = [
        Choice(
            str(option.uuid),
            option.text,
            option.is_correct if question.kind in WITH_KEY else None,
            option.match,
        )
        for option in question.options.all()
    ]
    filed = {
        _("Topic"): str(question.topic) if question.topic_id else "",
        _("Difficulty"): str(Difficulty(question.difficulty).label),
        _("Keywords"): ", ".join(sorted(keyword.name for keyword in question.keywords.all())),
        _("Code of the question"): question.code or "",
    }
    return Side(question.kind, _content(question) | filed, options)


def comparison(before: Side, after: Side) -> dict[str, Any]:
    """What changed, field by field, and the options as a table."""
    labels = [label for label in after.fields if label in before.fields]
    changed = [
        {"label": label, "pieces": words(before.fields[label], after.fields[label])}
        for label in labels
        if before.fields[label] != after.fields[label]
    ]
    rows = [_option(row) for row in choices(before.options, after.options)]
    has_changes = any(row["change"] != Change.SAME.value for row in rows)
    return {
        "fields": changed,
        "options": rows if has_changes else [],
        "is_same": not changed and not has_changes,
        "has_key": after.kind in WITH_KEY or before.kind in WITH_KEY,
        "has_match": QuestionKind.MATCHING in (before.kind, after.kind),
        "key_changes": any(row["key_changes"] for row in rows),
    }


def _content(content: Any) -> dict[str, str]:
    """The fields that a question and a version of it have in common, in words."""
    tolerance = content.tolerance
    return {
        _("Question"): content.stem,
        _("Kind"): str(QuestionKind(content.kind).label) if content.kind else "",
        _("Picture"): str(content.image) if content.image_id else "",
        _("Picture in words"): content.image_alt,
        _("Marking"): str(MarkingRule(content.marking_rule).label),
        _("Tolerance"): "" if tolerance is None else number_format(f"{tolerance.normalize():f}"),
        _("Unit of the number"): content.unit,
        _("Explanation"): content.explanation,
        _("Policy it rests on"): str(content.source_policy) if content.source_policy_id else "",
        _("Part of the policy"): content.source_anchor,
        _("Source in words"): content.source_label,
    }


def _option(row: ChoiceChange) -> dict[str, Any]:
    return {
        "change": row.change.value,
        "told": _told(row),
        "text": row.text,
        "match": row.match,
        "key": _key(row),
        "key_changes": row.key_changes,
    }


def _told(row: ChoiceChange) -> str:
    return {
        Change.SAME: _("unchanged"),
        Change.ADDED: _("added"),
        Change.REMOVED: _("removed"),
        Change.CHANGED: _("changed"),
        Change.MOVED: _("moved"),
    }[row.change]


def _key(row: ChoiceChange) -> str:
    """Right or wrong, or from which to which."""
    sides = [_key_text(side) for side in (row.before, row.after) if side is not None]
    return " → ".join(dict.fromkeys(sides))


def _key_text(choice: Choice) -> str:
    if choice.is_correct is None:
        return ""
    return _("right") if choice.is_correct else _("wrong")

"""What happened, as a sentence.

Actions of our own bring theirs. Those of Wagtail get them here, because its catalogue says most of
them in English only and names pages by numbers.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any, NamedTuple

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

Text = str | Promise


class Sentence(NamedTuple):
    """The sentence, and the one that says more where the line holds what it names."""

    plain: Text
    full: Text = ""
    fields: Mapping[str, str] = {}

    def read(self, data: Mapping[str, Any]) -> str:
        """The fuller sentence when all it names is there, else the plain one."""
        values = {name: _value(data, path) for name, path in self.fields.items()}
        is_complete = bool(self.full) and all(values.values())
        return str(self.full) % values if is_complete else str(self.plain)


def sentence_of(entry: Any) -> str:
    """What happened in a line of the log, without who and on what."""
    known = SENTENCES.get(entry.action)
    if known is not None:
        return known.read(entry.data)
    try:
        return str(entry.message)
    except (KeyError, TypeError, ValueError):
        # The line is older than the words that its action has now; the line counts more.
        return label_of(entry.action)


def reason_of(entry: Any) -> str:
    """Why it was done, where somebody was asked or left a comment."""
    found = entry.data.get("reason") or entry.data.get("comment")
    return found if isinstance(found, str) else ""


def label_of(action: str) -> str:
    """The name of an action, for choices."""
    known = SENTENCES.get(action)
    if known is not None:
        return str(known.plain)
    return str(registry.get_action_label(action)) if registry.action_exists(action) else action


def _value(data: Any, path: str) -> str:
    """What stands at the dotted path, empty if nothing does; moments as they are read here."""
    found = reduce(
        lambda inner, key: inner.get(key) if isinstance(inner, Mapping) else None,
        path.split("."),
        data,
    )
    if not isinstance(found, str):
        return ""
    moment = parse_datetime(found) if found[:2].isdigit() else None
    return date_format(localtime(moment), "DATETIME_FORMAT") if _is_moment(moment) else found


def _is_moment(moment: Any) -> bool:
    return moment is not None and is_aware(moment)


SENTENCES: dict[str, Sentence] = {
    "wagtail.create": Sentence(_("Created")),
    "wagtail.edit": Sentence(_("Edited")),
    "wagtail.delete": Sentence(_("Deleted")),
    "wagtail.publish": Sentence(_("Published")),
    "wagtail.publish.scheduled": Sentence(_("Published at the planned time")),
    "wagtail.unpublish": Sentence(_("Withdrew")),
    "wagtail.unpublish.scheduled": Sentence(_("Withdrew at the planned time")),
    "wagtail.lock": Sentence(_("Locked")),
    "wagtail.unlock": Sentence(_("Unlocked")),
    "wagtail.moderation.approve": Sentence(_("Approved")),
    "wagtail.moderation.reject": Sentence(_("Rejected")),
    "wagtail.rename": Sentence(
        _("Renamed"),
        _("Renamed from «%(old)s» to «%(new)s»"),
        {"old": "title.old", "new": "title.new"},
    ),
    "wagtail.revert": Sentence(
        _("Went back to an earlier version"),
        _("Went back to the version of %(moment)s"),
        {"moment": "revision.created"},
    ),
    "wagtail.copy": Sentence(_("Copied"), _("Copied from «%(title)s»"), {"title": "source.title"}),
    "wagtail.copy_for_translation": Sentence(_("Copied for translation")),
    "wagtail.create_alias": Sentence(
        _("Made an alias"), _("Made an alias of «%(title)s»"), {"title": "source.title"}
    ),
    "wagtail.convert_alias": Sentence(_("Made a page of its own out of an alias")),
    "wagtail.move": Sentence(
        _("Moved elsewhere"),
        _("Moved from «%(old)s» to «%(new)s»"),
        {"old": "source.title", "new": "destination.title"},
    ),
    "wagtail.reorder": Sentence(
        _("Changed the order"),
        _("Changed the order below «%(title)s»"),
        {"title": "destination.title"},
    ),
    "wagtail.publish.schedule": Sentence(
        _("Planned the publication"),
        _("Planned the publication for %(moment)s"),
        {"moment": "revision.go_live_at"},
    ),
    "wagtail.schedule.cancel": Sentence(
        _("Cancelled the planned publication"),
        _("Cancelled the publication planned for %(moment)s"),
        {"moment": "revision.go_live_at"},
    ),
    "wagtail.view_restriction.create": Sentence(_("Restricted who may view")),
    "wagtail.view_restriction.edit": Sentence(_("Changed the restriction of who may view")),
    "wagtail.view_restriction.delete": Sentence(_("Lifted the restriction of who may view")),
    "wagtail.comments.create": Sentence(
        _("Commented"), _("Commented: «%(text)s»"), {"text": "comment.text"}
    ),
    "wagtail.comments.edit": Sentence(
        _("Changed a comment"), _("Changed a comment: «%(text)s»"), {"text": "comment.text"}
    ),
    "wagtail.comments.delete": Sentence(
        _("Deleted a comment"), _("Deleted a comment: «%(text)s»"), {"text": "comment.text"}
    ),
    "wagtail.comments.resolve": Sentence(
        _("Settled a comment"), _("Settled a comment: «%(text)s»"), {"text": "comment.text"}
    ),
    "wagtail.comments.create_reply": Sentence(
        _("Answered a comment"), _("Answered a comment: «%(text)s»"), {"text": "reply.text"}
    ),
    "wagtail.comments.edit_reply": Sentence(
        _("Changed an answer"), _("Changed an answer: «%(text)s»"), {"text": "reply.text"}
    ),
    "wagtail.comments.delete_reply": Sentence(
        _("Deleted an answer"), _("Deleted an answer: «%(text)s»"), {"text": "reply.text"}
    ),
    "wagtail.workflow.start": Sentence(
        _("Submitted for approval"),
        _("Submitted for approval: «%(task)s»"),
        {"task": "workflow.next.title"},
    ),
    "wagtail.workflow.approve": Sentence(
        _("Approved at a step"),
        _("Approved at the step «%(task)s»"),
        {"task": "workflow.task.title"},
    ),
    "wagtail.workflow.reject": Sentence(
        _("Asked for changes"),
        _("Asked for changes at the step «%(task)s»"),
        {"task": "workflow.task.title"},
    ),
    "wagtail.workflow.resume": Sentence(
        _("Submitted again"),
        _("Submitted again for the step «%(task)s»"),
        {"task": "workflow.task.title"},
    ),
    "wagtail.workflow.cancel": Sentence(
        _("Cancelled the approval"),
        _("Cancelled the approval at the step «%(task)s»"),
        {"task": "workflow.task.title"},
    ),
}

"""What the screen of an official document prints, as ready rows."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail import hooks

from intranet.pages.home import HomeSection
from intranet.pages.models import Abbreviation
from intranet.pages.text_links import NO_LINKS, TextLinks, text_links
from intranet.pages.trail import breadcrumb, topic_tags
from intranet.policies import points, register
from intranet.policies.effect import Effect, effect_on
from intranet.policies.hints import Hints, Term
from intranet.policies.layout import layout
from intranet.policies.neighbours import cited
from intranet.policies.outline import Part, assign_anchors, contents

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage

HOOK = "construct_policy_page"
DEEPEST_HEADING = 4
EXCERPT_UP_TO_LEVEL = 2
EXCERPT_WORDS = 8
TEXT_SIZE, TEXT_SIZES = "co_chu", ("nho", "lon")
STAMP_FACTS = ("signed_by", "organisation", "email", "signed_at")


def rows(page: "PolicyPage", request: HttpRequest, *, today: datetime.date) -> dict[str, Any]:
    """Return everything the template of a policy prints beside the fields of the page."""
    values = [block.value for block in page.body]
    outline = with_anchors([outline_part(value) for value in values])
    is_draft = getattr(request, "is_preview", False)
    known = register.rows(page, request.user, today, is_draft=is_draft)
    label, tone = effect_badge(page, today, known["ends_on"])
    terms = [Term(short, long) for short, long in abbreviations(page)]
    texts = Hints(text_links(page, request), terms)
    basis = [texts.in_text(line) for line in page.basis.splitlines() if line.strip()]
    return {
        "register": known,
        "layout": layout(page),
        "text_size": text_size(request),
        "breadcrumb": breadcrumb(page, request),
        "facts": [*facts(page), *known["responsible"]],
        "effect_label": label,
        "effect_tone": tone,
        "basis": basis,
        "parts": part_rows(values, outline, cited(page), texts),
        "contents": contents(outline, [part.anchor for part in outline]),
        "terms": texts.used,
        "notes": [line for line in page.editor_note.splitlines() if line.strip()],
        "tags": topic_tags(page),
        "sections": added_sections(page, request),
    }


def abbreviations(page: "PolicyPage") -> list[Sequence[str]]:
    """Return what editors keep of abbreviations; a page that is served has brought it along."""
    if hasattr(page, "known_abbreviations"):
        return list(page.known_abbreviations)
    return list(Abbreviation.objects.values_list("short", "long"))


def text_size(request: HttpRequest) -> str:
    """Return the size of text that the reader has chosen on this device, if it is not the usual.

    A script keeps the choice in a cookie, so that the page need not change its size once shown.
    """
    chosen = request.COOKIES.get(TEXT_SIZE, "")
    return chosen if chosen in TEXT_SIZES else ""


def outline_part(value: Any) -> Part:
    """Return a block as the outline reads it; a short numbered part is named by its first words.

    A table has neither number nor title.
    """
    level, label = value["level"] or 1, value.get("label") or ""
    title = value.get("title") or ""
    if not title and label and level <= EXCERPT_UP_TO_LEVEL:
        title = Truncator(value["text"] or "").words(EXCERPT_WORDS)
    return Part(
        level=level,
        label=label,
        title=title,
        anchor=value["anchor"] or "",
        is_table="table" in value,
    )


def part_rows(
    values: Sequence[Any], outline: Sequence[Part], document: str, texts: Hints
) -> list[dict[str, Any]]:
    """Return all parts as the component prints them, each with how it is cited."""
    rows = []
    for value, part, name in zip(values, outline, points.names(outline), strict=True):
        if part.level == 1:
            texts.begin_section()
        row = part_row(value, part.anchor, texts)
        rows.append({**row, "name": name, "citation": f"{name} {document}"})
    return rows


def with_anchors(outline: Sequence[Part]) -> list[Part]:
    """Return the parts with the anchor that each has on the screen."""
    anchors = assign_anchors(outline)
    return [replace(part, anchor=anchor) for part, anchor in zip(outline, anchors, strict=True)]


def part_row(value: Any, anchor: str, links: TextLinks = NO_LINKS) -> dict[str, Any]:
    """Return one part as the component prints it."""
    title = value.get("title")
    return {
        "level": min(value["level"] or 1, DEEPEST_HEADING),
        "label": value.get("label"),
        "is_centred": points.is_centred(value.get("label") or ""),
        "title": links.in_text(title) if title else title,
        "anchor": anchor,
        "body": part_body(value, links),
    }


def part_body(value: Any, links: TextLinks = NO_LINKS) -> SafeString:
    """Return the text of a part as paragraphs, with the editor's note beside it; or its table."""
    if "table" in value:
        return links.in_html(value.bound_blocks["table"].render())
    lines = [line for line in (value["text"] or "").splitlines() if line.strip()]
    text = format_html_join("", "<p>{}</p>", ((links.in_text(line),) for line in lines))
    if not value.get("note"):
        return text
    note = render_to_string(
        "components/callout.html",
        {"title": _("Editor's note"), "text": value["note"], "tone": "neutral"},
    )
    return mark_safe(text + note)  # noqa: S308  both halves are escaped above


def effect_badge(
    page: "PolicyPage", today: datetime.date, ends_on: datetime.date | None = None
) -> tuple[str, str]:
    """Return label and tone of the badge; nothing is claimed where the paper names no end.

    `ends_on` is when another document ends the effect, whatever the paper says itself.
    """
    effect = effect_on(
        today,
        effective_from=page.effective_from or page.issued_on,
        effective_to=min(filter(None, [page.effective_to, ends_on]), default=None),
    )
    if effect is Effect.COMING:
        return _("Not yet in effect"), "warning"
    if effect is Effect.ENDED:
        return _("No longer in effect"), "neutral"
    return (_("Now in effect"), "success") if page.effective_to else ("", "")


def facts(page: "PolicyPage") -> list[dict[str, Any]]:
    """Return what head and foot of the paper say; what has no value is not printed."""
    signer = " ".join(filter(None, [page.signing_capacity, page.signer_position]))
    pairs = [
        (_("Number and symbol"), page.document_code),
        (_("Type of document"), page.get_document_type_display()),
        (_("Issuer"), page.issuer),
        (_("Parent body"), page.parent_body),
        (_("Issued"), _issued(page)),
        (_("In effect"), _period(page)),
        (_("Signed by"), ", ".join(filter(None, [page.signer_name, signer]))),
        (_("Addressed to"), "; ".join(page.addressee_lines)),
        (_("Signatures"), stamps_in_words(page.signatures)),
        (_("Hash of the original (SHA-256)"), page.source_sha256),
    ]
    return [{"label": label, "value": value} for label, value in pairs]


def stamps_in_words(stamps: Sequence[Mapping[str, str]]) -> str:
    """Return what digital signatures printed on the paper; nobody has verified them."""
    if not stamps:
        return ""
    said = "; ".join(" · ".join(filter(None, map(stamp.get, STAMP_FACTS))) for stamp in stamps)
    return _("%(stamps)s (as the document prints it, not verified)") % {"stamps": said}


def _day(day: datetime.date) -> str:
    return date_format(day, "d/m/Y")


def _issued(page: "PolicyPage") -> str:
    return ", ".join(filter(None, [page.place, _day(page.issued_on)]))


def _period(page: "PolicyPage") -> str:
    """Return from when until when the document is in effect, as far as it is known."""
    if page.effective_to:
        last = page.effective_to - datetime.timedelta(days=1)
        start = page.effective_from or page.issued_on
        return _("%(start)s to %(end)s") % {"start": _day(start), "end": _day(last)}
    if page.effective_from:
        return _("from %(start)s, no end named") % {"start": _day(page.effective_from)}
    return ""


def added_sections(page: "PolicyPage", request: HttpRequest) -> list[HomeSection]:
    """Return what higher apps add below a policy, such as the quizzes about it."""
    sections: list[HomeSection] = []
    for append in hooks.get_hooks(HOOK):
        append(request, page, sections)
    return sorted(sections, key=lambda section: section.order)

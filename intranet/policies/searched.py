"""What search is told of an official document: every part under its anchor."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamValue

from intranet.pages.searched import Searched, Section
from intranet.policies import register, sheet
from intranet.policies.outline import assign_anchors

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage


def searched(page: "PolicyPage") -> Searched:
    """Return what a document is found by; its effect ends when it or another one says so."""
    ends = [page.effective_to, register.ended_on(page)]
    return Searched(
        kind=page.get_document_type_display(),
        sections=(*_head(page), *_parts(page.body)),
        number=page.document_code,
        issuer=page.issuer,
        summary=page.printed_title,
        day=page.issued_on,
        effective_from=page.effective_from or page.issued_on,
        effective_to=min(filter(None, ends), default=None),
        others=register.ends(page),
    )


def _head(page: "PolicyPage") -> Iterator[Section]:
    """Head and foot of the paper, and what is kept beside it."""
    signer = [page.signing_capacity, page.signer_position, page.signer_name]
    lines = [page.summary, page.basis, page.addressees, page.recipients, *signer, page.contact]
    yield Section("", "", "\n".join(filter(None, lines)))


def _parts(body: StreamValue) -> Iterator[Section]:
    """The parts in their order; one without a title stands under that of the part above it."""
    values = [block.value for block in body]
    outline = [sheet.outline_part(value) for value in values]
    above: list[tuple[int, str]] = []
    for block, value, part, anchor in zip(
        body, values, outline, assign_anchors(outline), strict=True
    ):
        while above and above[-1][0] >= part.level:
            above.pop()
        own = " ".join(filter(None, [_label(value), value.get("title")]))
        under = above[-1][1] if above else ""
        heading = own if value.get("title") else " › ".join(filter(None, [under, own]))
        above.append((part.level, heading))
        yield Section(anchor, heading, _text(block, value))


def _label(value: Any) -> str:
    """The number as printed; a dash is none."""
    label: str = value.get("label") or ""
    return label if any(map(str.isalnum, label)) else ""


def _text(block: Any, value: Any) -> str:
    if "table" in value:
        table = block.block.child_blocks["table"]
        return "\n".join(map(str, table.get_searchable_content(value["table"])))
    return value.get("text") or ""

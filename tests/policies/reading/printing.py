"""What was read of a document, printed so that a person can compare it with the paper."""

from collections import Counter

from intranet.policies.reading.found import Found, ReadDocument, ReadPart

SINGLE = (
    "parent_body issuer national number symbol place issued_on document_type document_type_key "
    "abstract attached_to authority formula signing_capacity signer_position signer_name "
    "signed_note"
).split()
LISTS = "marks basis addressees recipients".split()


def printed(document: ReadDocument) -> str:
    """Every field, part, leftover and remark, one a line."""
    lines = [f"{name}: {_value(getattr(document, name))}" for name in SINGLE]
    for name in LISTS:
        lines += [f"{name}: {one.value}" for one in getattr(document, name)]
    for stamp in document.stamps:
        lines.append(f"stamp: {' | '.join(stamp[:4])}")
    lines += [_part(part) for part in document.parts]
    for one in document.leftovers:
        lines.append(f"leftover {one.kind}: {_flat(one.text)}")
    for remark in document.remarks:
        details = ", ".join(f"{name}={value}" for name, value in remark.details)
        lines.append(f"remark {remark.code}: {details}".rstrip(": "))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _value(found: Found | str | None) -> str:
    return _flat(found.value if isinstance(found, Found) else found or "")


def _flat(text: str) -> str:
    return text.replace("\n", " / ")


def _part(part: ReadPart) -> str:
    said = " | ".join(piece for piece in (part.title and f"[{part.title}]", part.text) if piece)
    rows = "".join(f"\n{'  ' * part.level}  = {' | '.join(row)}" for row in part.rows)
    return f"{'  ' * part.level}{part.kind} #{part.anchor} {part.label} {said}{rows}"


def signs(text: str) -> Counter[str]:
    """How often each visible sign occurs."""
    return Counter(sign for sign in text if not sign.isspace())


def assert_nothing_is_lost(document: ReadDocument) -> None:
    """Every visible sign stands in exactly one field, part or leftover."""
    places = sorted(
        [span for _name, span in document.places()] + [one.span for one in document.leftovers]
    )
    at = 0
    for start, end in places:
        assert start >= at, f"taken twice: {document.source[start:at]!r}"
        assert not document.source[at:start].strip(), f"lost: {document.source[at:start]!r}"
        assert end <= len(document.source)
        at = end
    assert not document.source[at:].strip(), f"lost: {document.source[at:]!r}"


def share_in_fields(document: ReadDocument) -> float:
    """How much of the source stands in fields and parts rather than in leftovers."""
    left = sum(signs(one.text).total() for one in document.leftovers if one.kind == "unknown")
    return 1 - left / max(1, signs(document.source).total())

"""Head and foot of a document as the paper prints them: Decree 30/2020/NĐ-CP, appendix I.

The words are those of the national layout, which is Vietnamese on every screen.
"""

import datetime
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intranet.policies.models import PolicyPage

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
PADDED_MONTHS = 2  # January and February are printed with a zero before them
TWO_DIGITS = 10
LETTER = "cong-van"
_ABOUT = re.compile(r"^(?:về việc|v/v) ", re.IGNORECASE)


def layout(page: "PolicyPage") -> dict[str, Any]:
    """Return what stands around the body; a letter has its subject below the number."""
    is_of_party = page.symbol.startswith("-")
    is_letter = page.document_type == LETTER
    return {
        "parent_body": page.parent_body,
        "issuer": page.issuer,
        "nation": "" if is_of_party else NATION,
        "motto": PARTY if is_of_party else MOTTO,
        "number": _number(page, is_of_party=is_of_party),
        "place_and_day": place_and_day(page.place, page.issued_on),
        "subject": f"V/v {_subject(page)}" if is_letter else "",
        "kind": "" if is_letter else page.get_document_type_display(),
        "abstract": "" if is_letter else page.printed_title,
        "addressees": page.addressee_lines,
        "authority": page.authority,
        "formula": page.formula,
        "recipients": page.recipient_lines,
        "capacity": page.signing_capacity,
        "position": page.signer_position,
        "signer": page.signer_name,
    }


def place_and_day(place: str, day: datetime.date) -> str:
    """«Hà Tĩnh, ngày 05 tháng 3 năm 2020»: zeros where a digit could be put before."""
    month = f"{day.month:02}" if day.month <= PADDED_MONTHS else str(day.month)
    return ", ".join(filter(None, [place, f"ngày {day.day:02} tháng {month} năm {day.year}"]))


def _number(page: "PolicyPage", *, is_of_party: bool) -> str:
    code = page.document_code
    if not page.number:
        code = f"      /{page.symbol}"
    elif page.number.isdigit() and int(page.number) < TWO_DIGITS:
        code = code.replace(page.number, page.number.zfill(2), 1)
    return f"Số {code}" if is_of_party else f"Số: {code}"


def _subject(page: "PolicyPage") -> str:
    """The abstract without the words that «V/v» stands for."""
    return _ABOUT.sub("", page.printed_title)

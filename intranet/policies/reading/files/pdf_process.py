"""Reads the text layer of a PDF in a process of its own and prints its pages as lines of JSON.

A file made to exhaust memory or to upset the parser ends this process, not the site. It is started
by its path, gets the file on its standard input and knows nothing of the project; see `pdf.py` for
the other end.
"""

import io
import json
import resource
import struct
import sys
import zlib

from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509 import Certificate
from cryptography.x509.oid import NameOID
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

MEMORY = 1024 * 1024 * 1024
SECONDS = 120
PASSWORD, DAMAGED, TOO_LONG = 3, 4, 5
UNREADABLE = (
    PyPdfError, OSError, EOFError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    ArithmeticError, AssertionError, NotImplementedError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip


def page_text(page: PageObject) -> str:
    """The text of a page with its columns side by side, plain where its layout is beyond us."""
    try:
        return page.extract_text(extraction_mode="layout")
    except UNREADABLE:
        return page.extract_text()


def signatures(reader: PdfReader) -> list[dict[str, str]]:
    """What the fields for signatures say of themselves; nothing of it is verified."""
    found = []
    for field in (reader.get_fields() or {}).values():
        value = field.get("/V")
        value = value.get_object() if value is not None else None
        if field.get("/FT") == "/Sig" and isinstance(value, DictionaryObject):
            found.append(
                {
                    "signed_by": str(value.get("/Name") or "") or signer(value),
                    "email": str(value.get("/ContactInfo") or ""),
                    "signed_at": moment(str(value.get("/M") or "")),
                }
            )
    return found


def signer(value: DictionaryObject) -> str:
    """Whom the certificate in a signature names."""
    content = value.get("/Contents")
    data = content.original_bytes if content is not None else b""
    try:
        certificates = pkcs7.load_der_pkcs7_certificates(bytes(data).rstrip(b"\0") + b"\0")
    except ValueError:
        return ""
    issuers = {one.issuer for one in certificates if one.issuer != one.subject}
    own = [one for one in certificates if one.subject not in issuers] or certificates
    return common_name(own[0]) if own else ""


def common_name(certificate: Certificate) -> str:
    """The name that a certificate gives."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def moment(written: str) -> str:
    """«D:20210122172331+07'00'» as «2021-01-22T17:23:31+07:00»; other texts as they are."""
    digits = written.removeprefix("D:")[:14]
    if len(digits) < 14 or not digits.isdigit():
        return written
    zone = written.removeprefix("D:")[14:].replace("'", ":").rstrip(":")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}{zone}"


def tell(said: dict[str, object]) -> None:
    """Write a line of JSON."""
    sys.stdout.write(json.dumps(said) + "\n")


def tell_pages(reader: PdfReader, most: int) -> int:
    """Write a line for each page, and one for the signatures."""
    if len(reader.pages) > most:
        return TOO_LONG
    for page in reader.pages:
        text = page_text(page).encode("utf-8", "ignore").decode()
        tell({"page": text})
    try:
        tell({"signatures": signatures(reader)})
    except UNREADABLE:
        return 0
    return 0


def main() -> int:
    """Return 0, or the code of what keeps the file from being read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return PASSWORD
        return tell_pages(reader, int(sys.argv[1]))
    except UNREADABLE:
        return DAMAGED


if __name__ == "__main__":
    sys.exit(main())

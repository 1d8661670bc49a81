"""The part «documents» of `make bench`: reading files, the screen of a long document, the list.

Reading is measured in a process of its own for each file, the screens as the other pages are: in
processor time as a multiple of the bare view. ``python -m tests.load.documents write 60 folder``
makes a decree of that many pages as .txt, .docx and .pdf, ``… read file`` reads one and prints a
line of JSON, ``… enter 60 200`` publishes such a decree and fills the register; the steps run in
the environment of a copy of the demonstration.
"""

import datetime
import json
import logging
import sys
import time
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import django

from tests.demo_site import DemoSite

PAGES = (10, 60)
REGISTERS = (200, 2_000)
EXTENSIONS = ("txt", "docx", "pdf")
SIGNS_OF_A_PAGE = 2_150  # of 14 pt on A4, measured in the PDF
POINTS = "abcdđeghik"
TEXT = Path(__file__).resolve().parents[2] / "intranet" / "demo" / "data" / "ke-hoach-28.txt"
SCREEN_TARGET = 40  # × the bare view
SLUG = "nghi-dinh-dai"
HEAD = """CHÍNH PHỦ
Số: 900/2025/NĐ-CP             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                    Độc lập - Tự do - Hạnh phúc

                            Hà Nội, ngày 21 tháng 11 năm 2025

                               NGHỊ ĐỊNH
               Quy định chi tiết về kiểm soát thủ tục hành chính

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
Chính phủ ban hành Nghị định.
"""
FOOT = """
Nơi nhận:                                        TM. CHÍNH PHỦ
- Các bộ, cơ quan ngang bộ;                          THỦ TƯỚNG
- Lưu: VT.

                                                     Nguyễn Văn Minh Họa
"""


def decree(pages: int) -> str:
    """A decree of about as many pages: chapters, articles, clauses, points; citations in it."""
    words, random = TEXT.read_text(encoding="utf-8").lower().split(), Random(pages)

    def sentence(least: int, most: int) -> str:
        chosen = [word.strip(".,;:()«»\"'-–") for word in random.sample(words, most)]
        text = " ".join([word for word in chosen if word.isalpha()][: random.randint(least, most)])
        return text.capitalize() + "."

    lines, signs, article = [HEAD], 0, 0
    while signs < pages * SIGNS_OF_A_PAGE:
        article += 1
        if article % 8 == 1:
            lines += [f"Chương {_roman(article // 8 + 1)}", sentence(4, 9).upper().rstrip(".")]
        lines.append(f"Điều {article}. {sentence(5, 10).rstrip('.')}")
        for clause in range(1, 4):
            cited = f" Thực hiện Điều {clause} Nghị định số 61/2018/NĐ-CP." if clause == 2 else ""
            lines.append(f"{clause}. {sentence(30, 60)}{cited}")
            lines += [f"{letter}) {sentence(15, 30)}" for letter in POINTS[: random.randint(0, 4)]]
        signs = sum(map(len, lines))
    return "\n".join([*lines, FOOT])


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def write(pages: str, folder: str) -> dict[str, Any]:
    """Write the decree as every kind of file; says how many pages the PDF has."""
    from pypdf import PdfReader

    from intranet.policies.reading.document import read_text
    from tests.policies.reading.papers import pdf_file, word_file

    text = decree(int(pages))
    paper = read_text(text)
    made = {"txt": text.encode(), "docx": word_file(paper), "pdf": pdf_file(paper)}
    for extension, content in made.items():
        (Path(folder) / f"{pages}.{extension}").write_bytes(content)
    return {"pages": len(PdfReader(BytesIO(made["pdf"])).pages), "parts": len(paper.parts)}


def read(file: str) -> dict[str, Any]:
    """Read a file as the import does, after a small one that warms up; seconds of processor."""
    from intranet.policies.reading import document, files
    from tests.load.imports import processor_seconds

    path = Path(file)
    content = path.read_bytes()
    document.read_text(HEAD + FOOT)
    before, watch = processor_seconds(), time.monotonic()
    found = document.read(files.source_of(path.suffix, content))
    return {
        "seconds": processor_seconds() - before,
        "elapsed": time.monotonic() - watch,
        "parts": len(found.parts),
        "bytes": len(content),
    }


def enter(pages: str, register: str) -> dict[str, Any]:
    """Publish the decree, and put as many documents into the register as wanted."""
    from intranet.organisation.models import Audience
    from intranet.pages.models import SectionPage
    from intranet.policies.importing.kept import parts_of
    from intranet.policies.importing.making import body_of
    from intranet.policies.models import DocumentType, PolicyPage
    from intranet.policies.reading.document import read_text

    logging.getLogger("wagtail").setLevel(logging.WARNING)
    section = SectionPage.objects.get(slug="van-ban")
    everybody = Audience.objects.everybody()
    found = read_text(decree(int(pages)))
    long = PolicyPage(
        title="Nghị định dài",
        slug=SLUG,
        number="900",
        symbol="2025/NĐ-CP",
        document_type=DocumentType.DECREE,
        issuer="Chính phủ",
        issued_on=datetime.date(2025, 11, 21),
        abstract=found.abstract.value if found.abstract else "Nghị định dài",
        audience=everybody,
        body=list(body_of(parts_of(found))),
    )
    section.add_child(instance=long)
    long.save_revision().publish()
    types, random = list(DocumentType), Random(28)
    for number in range(PolicyPage.objects.count(), int(register)):
        day = datetime.date(2015, 1, 1) + datetime.timedelta(days=random.randrange(4_000))
        page = PolicyPage(
            title=f"Văn bản số {number} về cải cách hành chính",
            slug=f"van-ban-{number}",
            number=str(number),
            symbol="KH-UBND",
            document_type=random.choice(types),
            issuer=random.choice(("UBND tỉnh Hà Tĩnh", "Sở Nội vụ", "Chính phủ")),
            issued_on=day,
            abstract=f"Về nhiệm vụ số {number}",
            audience=everybody,
        )
        section.add_child(instance=page)
    return {"documents": PolicyPage.objects.count(), "parts": len(long.body)}


def reading(site: DemoSite) -> list[dict[str, Any]]:
    """What reading each of the files costs."""
    found = []
    for pages in PAGES:
        made = step(site, "write", str(pages), str(site.folder))
        for extension in EXTENSIONS:
            cost = step(site, "read", str(site.folder / f"{pages}.{extension}"))
            found.append({**cost, "extension": extension, "pages": made["pages"]})
    return found


def step(site: DemoSite, *arguments: str) -> dict[str, Any]:
    """What a step says of itself."""
    said: dict[str, Any] = json.loads(
        site.run("-m", "tests.load.documents", *arguments).splitlines()[-1]
    )
    return said


def print_reading(found: list[dict[str, Any]], bare: float) -> None:
    """Print a line for each file as a table of Markdown; `bare` is milliseconds."""
    print("| file | pages | parts | KB | ms a page | bare views a page |")
    print("|---|---|---|---|---|---|")
    for one in found:
        each = one["seconds"] * 1000 / one["pages"]
        print(
            f"| .{one['extension']} | {one['pages']} | {one['parts']} | {one['bytes'] // 1024} "
            f"| {each:.1f} | {each / bare:.1f} |"
        )


def main(arguments: list[str]) -> None:
    """Run one step."""
    django.setup()
    name, *rest = arguments
    print(json.dumps({"write": write, "read": read, "enter": enter}[name](*rest)))


if __name__ == "__main__":
    main(sys.argv[1:])

"""The Word document that authors download to write questions in; pure.

Its words are Vietnamese like the documents it is filled with. The reader leaves out what begins
with «※» and examples, which begin with «Câu ví dụ», so that nobody has to delete them.
"""

from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

TITLE = "MẪU SOẠN CÂU HỎI TRẮC NGHIỆM"
ADVICE = (
    "Dòng bắt đầu bằng dấu ※ là hướng dẫn, phần mềm không đọc; để nguyên hoặc xóa đều được.",
    "Mỗi câu hỏi bắt đầu bằng «Câu 1:», «Câu 2:»… Câu hỏi có thể gồm nhiều dòng và một hình.",
    "Mỗi phương án viết trên một dòng, bắt đầu bằng «A.», «B.», «C.», «D.»",
    "Sau các phương án ghi «Đáp án: B». Câu có nhiều đáp án đúng thì ghi «Đáp án: A, C».",
    "Câu không có phương án, chỉ có đáp án, là câu trả lời ngắn: người làm tự viết hoặc ghi số.",
    "Nếu cần, ghi thêm bên dưới: «Giải thích: …», «Căn cứ: …», «Mức độ: Dễ», «Chủ đề: …».",
    "Mức độ là Dễ, Trung bình hoặc Khó.",
    "Tiêu đề như «Chủ đề 1: Một cửa» đặt trước nhiều câu sẽ là chủ đề của các câu đó.",
    "Ba câu dưới đây là ví dụ, không được đưa vào ngân hàng. Anh/chị viết câu hỏi ở cuối tệp.",
)
EXAMPLES = (
    (
        "Câu ví dụ 1: Bộ phận tiếp nhận và trả kết quả thường được gọi là gì?",
        "A. Bộ phận một cửa",
        "B. Bộ phận văn thư",
        "C. Bộ phận kế toán",
        "Đáp án: A",
        "Giải thích: Người dân nộp hồ sơ và nhận kết quả tại cùng một nơi.",
        "Mức độ: Dễ",
    ),
    (
        "Câu ví dụ 2: Có thể tra cứu tình trạng hồ sơ bằng những cách nào?",
        "A. Xem trên cổng dịch vụ công",
        "B. Gọi điện thoại đến bộ phận một cửa",
        "C. Chờ đến khi có giấy mời họp",
        "Đáp án: A, B",
        "Căn cứ: Quy chế hoạt động của bộ phận một cửa",
        "Chủ đề: Thủ tục hành chính",
    ),
    (
        "Câu ví dụ 3: Một tuần làm việc có mấy ngày, nếu nghỉ thứ Bảy và Chủ nhật?",
        "Đáp án: 5",
    ),
)
FONT = "Times New Roman"
GREY = RGBColor(0x59, 0x59, 0x59)
MADE = datetime(2021, 1, 1)


def template() -> bytes:
    """Return the document."""
    document = docx.Document()
    _set_font(document)
    document.core_properties.title = TITLE
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = MADE
    document.add_paragraph().add_run(TITLE).bold = True
    for line in ADVICE:
        document.add_paragraph().add_run(f"※ {line}").font.color.rgb = GREY
    for example in EXAMPLES:
        document.add_paragraph()
        for line in example:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(line).italic = True
    document.add_paragraph()
    document.add_paragraph("※ Câu hỏi của anh/chị bắt đầu từ đây.").runs[0].font.color.rgb = GREY
    document.add_paragraph()
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_font(document: Document) -> None:
    """Use the font of official documents, for letters with marks too."""
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)

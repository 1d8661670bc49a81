"""The workbook to fill in: headings, what each column means, an example of every kind.

The words of the file are Vietnamese whatever the language of the screen: readers know them by
heart. The sheets with explanations and examples are left out when the file is read.
"""

from dataclasses import replace

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from quiz.formats.base import Place, ReadOption, ReadQuestion
from quiz.formats.sheets import columns as c
from quiz.formats.sheets import words
from quiz.formats.sheets.writing import (
    FEWEST_OPTIONS,
    SHEET,
    add_table,
    cell,
    fields_for,
    heading_cell,
    saved,
    values_of,
)

GUIDE, EXAMPLES = "Hướng dẫn", "Ví dụ"

STEPS = {
    "Bước 1": "Anh/chị nhập câu hỏi vào trang «Câu hỏi», mỗi câu một dòng. Trang «Hướng dẫn» và "
    "trang «Ví dụ» không được nhập vào ngân hàng, nên có thể để nguyên.",
    "Bước 2": "Có thể đổi thứ tự cột, bỏ cột không dùng, thêm cột «Phương án G», «Phương án H»… "
    "khi câu hỏi có nhiều phương án.",
    "Bước 3": "Dòng chỉ có một ô chữ, ví dụ «Thủ tục hành chính», được hiểu là chủ đề của các câu "
    "phía dưới.",
    "Bước 4": "Sau khi chọn tệp, hệ thống cho xem trước từng câu và nêu rõ chỗ cần sửa; chưa có gì "
    "thay đổi trong ngân hàng cho đến khi anh/chị xác nhận.",
}
COLUMNS = {
    c.NUMBER: "Không bắt buộc, chỉ để anh/chị tiện theo dõi.",
    c.CODE: "Không bắt buộc. Lần nhập sau, câu có cùng mã là bản sửa của câu cũ.",
    c.KIND: "Chọn trong danh sách. Để trống thì hệ thống hiểu là câu một đáp án hoặc nhiều đáp án, "
    "tùy theo ô «Đáp án đúng».",
    c.TOPIC: "Tên chủ đề đã có trong hệ thống. Để trống thì lấy chủ đề chọn khi nhập tệp.",
    c.STEM: "Bắt buộc. Xuống dòng trong ô bằng Alt+Enter.",
    f"{c.OPTION}A": "Mỗi phương án một ô, không cần ghi lại «A.». Câu trả lời ngắn và câu điền số: "
    "mỗi ô một cách trả lời được chấp nhận. Câu ghép đôi: «vế trái => vế phải». Câu sắp xếp: ghi "
    "các bước theo đúng thứ tự.",
    c.KEY: "Chữ cái của phương án đúng: «B», hoặc «A, C» khi có nhiều phương án đúng. Câu trả lời "
    "ngắn, điền số, ghép đôi, sắp xếp và khảo sát để trống ô này.",
    c.EXPLANATION: "Hiện cho người làm bài sau khi đã chấm.",
    c.DIFFICULTY: "Dễ, Trung bình hoặc Khó.",
    c.MARKING_RULE: "Dành cho câu nhiều đáp án, ghép đôi, sắp xếp. Để trống là phải đúng hết mới "
    "có điểm.",
    c.KEYWORDS: "Ngăn cách bằng dấu chấm phẩy.",
    c.POLICY: "Số, ký hiệu của văn bản đã có trong hệ thống, ví dụ 28/KH-SLĐTBXH.",
    c.ANCHOR: "Chỗ trong văn bản làm căn cứ, ví dụ III.1.c.",
    c.SOURCE_LABEL: "Nguồn ghi bằng lời, khi văn bản chưa có trong hệ thống.",
    c.TOLERANCE: "Dành cho câu điền số: chênh lệch được chấp nhận, ví dụ 0,5.",
    c.UNIT: "Dành cho câu điền số và câu dự đoán, ví dụ ngày, %.",
    c.PINNED: "Chữ cái của phương án luôn đứng nguyên chỗ khi trộn, ví dụ D.",
    c.REFERENCES: "Chỉ cần khi phương án nhắc đến phương án khác mà hệ thống hiểu chưa đúng, ví dụ "
    "«D: giữ chỗ», «C: đổi chữ theo thứ tự», «B: không nhắc».",
}
KINDS_EXPLAINED = {
    "single": "Chọn một phương án đúng.",
    "multiple": "Chọn tất cả các phương án đúng.",
    "true_false": "Một nhận định, người làm bài chọn Đúng hoặc Sai.",
    "short_text": "Người làm bài tự gõ vài từ.",
    "number": "Người làm bài tự gõ một số.",
    "matching": "Ghép từng cặp vế trái với vế phải.",
    "ordering": "Xếp các bước theo đúng thứ tự.",
    "prediction": "Câu dự đoán của hội thi, không tính điểm.",
    "survey": "Khảo sát chọn một phương án, không tính điểm.",
    "survey_text": "Khảo sát, người làm bài viết ý kiến, không tính điểm.",
    "text_block": "Đoạn văn dẫn dắt giữa các câu, không phải câu hỏi.",
}


def _question(kind: str, stem: str, *options: ReadOption, unit: str = "") -> ReadQuestion:
    return ReadQuestion(Place(1), kind, stem, options, unit=unit)


def _right(text: str, match: str = "") -> ReadOption:
    return ReadOption(text, is_correct=True, match=match)


QUESTIONS = (
    replace(
        _question(
            "single",
            "Kết quả giải quyết thủ tục hành chính được trả ở đâu?",
            ReadOption("Tại nhà công chức"),
            _right("Tại Bộ phận Một cửa"),
            ReadOption("Tại quán nước gần cơ quan"),
        ),
        code="VD-01",
        topic="Thủ tục hành chính",
        difficulty="easy",
        explanation="Kết quả được trả tại nơi đã tiếp nhận hồ sơ.",
    ),
    replace(
        _question(
            "multiple",
            "Người dân có thể nộp hồ sơ bằng cách nào?",
            _right("Nộp trực tiếp"),
            _right("Gửi qua bưu chính công ích"),
            ReadOption("Nhắn tin cho công chức"),
            _right("Nộp trực tuyến"),
        ),
        difficulty="medium",
        marking_rule="partial",
    ),
    _question(
        "true_false",
        "Công chức phải hướng dẫn đầy đủ trong một lần khi hồ sơ còn thiếu.",
        _right("Đúng"),
        ReadOption("Sai"),
    ),
    _question(
        "short_text",
        "CCHC là viết tắt của cụm từ nào?",
        _right("Cải cách hành chính"),
        _right("Công cuộc cải cách hành chính"),
    ),
    _question("number", "Một tuần làm việc bình thường có mấy ngày?", _right("5"), unit="ngày"),
    _question(
        "matching",
        "Ghép mỗi tên viết tắt với ý nghĩa của nó.",
        _right("PAR INDEX", "Chỉ số cải cách hành chính"),
        _right("SIPAS", "Chỉ số hài lòng về sự phục vụ hành chính"),
    ),
    _question(
        "ordering",
        "Sắp xếp các bước giải quyết hồ sơ.",
        _right("Tiếp nhận"),
        _right("Thẩm định"),
        _right("Trả kết quả"),
    ),
    _question(
        "prediction",
        "Anh/chị dự đoán có bao nhiêu người trả lời đúng tất cả các câu?",
        unit="người",
    ),
    _question(
        "survey",
        "Anh/chị thấy bộ câu hỏi này thế nào?",
        ReadOption("Dễ"),
        ReadOption("Vừa sức"),
        ReadOption("Khó"),
    ),
    _question("survey_text", "Anh/chị có góp ý gì thêm?"),
    _question("text_block", "Phần tiếp theo gồm các câu hỏi về văn hóa công sở."),
)


def write_template() -> bytes:
    """The workbook as a file."""
    workbook = Workbook(write_only=True)
    fields = fields_for(FEWEST_OPTIONS)
    add_table(workbook, SHEET, fields)
    _add_guide(workbook.create_sheet(GUIDE))
    examples = add_table(workbook, EXAMPLES, fields)
    for number, question in enumerate(QUESTIONS, 1):
        values = values_of(question, number)
        examples.append([cell(examples, values.get(field, "")) for field in fields])
    return saved(workbook)


def _add_guide(sheet: WriteOnlyWorksheet) -> None:
    """How to fill the workbook in, column by column and kind by kind."""
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 100
    for name, step in STEPS.items():
        sheet.append([cell(sheet, name), cell(sheet, step)])
    sheet.append([])
    sheet.append([heading_cell(sheet, "Cột"), heading_cell(sheet, "Ghi thế nào")])
    for field, text in COLUMNS.items():
        is_option = c.is_option(field)
        heading = "Phương án A, B, C…" if is_option else c.heading_for(field)
        sheet.append([cell(sheet, heading), cell(sheet, text)])
    sheet.append([])
    sheet.append([heading_cell(sheet, "Loại câu hỏi"), heading_cell(sheet, "Dùng khi nào")])
    for kind, text in KINDS_EXPLAINED.items():
        sheet.append([cell(sheet, words.KINDS[kind]), cell(sheet, text)])

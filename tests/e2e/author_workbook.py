"""The workbook of an author: the template as it is downloaded, filled in with a dozen questions."""

import io

from openpyxl import load_workbook

from quiz.formats.sheets.columns import CODE, HEADINGS, KEY, KEYWORDS, KIND, STEM, UNIT

CODE_OF_FIRST = "MC-01"
KEYWORD = "đợt tháng Mười một"
KNOWN = "Kế hoạch số 28/KH-SLĐTBXH được ban hành ngày nào?"
NO_SUCH_OPTION = "Ai chịu trách nhiệm về nội dung niêm yết tại trụ sở?"
TWO_ALIKE = "Phiếu hẹn trả kết quả được giao cho ai?"
SURVEY = "Anh/chị muốn học thêm về việc gì?"
WRONG_KEY = "Hồ sơ nộp trực tuyến sau giờ làm việc được tính là nhận vào lúc nào?"

# Kind, question, options and key as an author types them; the row of the first is 2.
QUESTIONS = [
    ("", WRONG_KEY, ["Ngay lúc gửi", "Đầu giờ làm việc kế tiếp", "Cuối tuần"], "A"),
    (
        "",
        "Bộ phận Một cửa phải công khai những gì?",
        ["Thành phần hồ sơ", "Lương công chức", "Phí, lệ phí", "Thời hạn giải quyết"],
        "A, C, D",
    ),
    ("Đúng/Sai", "Người dân được đánh giá công chức sau khi nhận kết quả.", ["Đúng", "Sai"], "Đ"),
    ("Trả lời ngắn", "Viết đầy đủ chữ tắt «TTHC».", ["Thủ tục hành chính"], ""),
    ("Số", "Phiếu khảo sát hài lòng có bao nhiêu câu?", ["12"], ""),
    ("", NO_SUCH_OPTION, ["Văn phòng", "Bộ phận tiếp nhận", "Người đứng đầu"], "E"),
    (
        "Ghép đôi",
        "Ghép mỗi việc với nơi làm việc đó.",
        ["Nộp hồ sơ => Bộ phận Một cửa", "Góp ý => Hộp thư của Sở"],
        "",
    ),
    ("", "", ["Bảy ngày", "Mười ngày"], "B"),
    (
        "Sắp xếp",
        "Xếp các bước tiếp một người dân.",
        ["Chào hỏi", "Hỏi yêu cầu", "Hướng dẫn", "Cảm ơn"],
        "",
    ),
    ("", TWO_ALIKE, ["Người nộp hồ sơ", "Văn thư", "người nộp hồ sơ"], "A"),
    (
        "",
        KNOWN,
        [f"Ngày {day}" for day in ("21 tháng 12 năm 2020", "22 tháng 01 năm 2020")]
        + [f"Ngày {day}" for day in ("18 tháng 6 năm 2019", "22 tháng 01 năm 2021")],
        "D",
    ),
    (
        "",
        "Khi hồ sơ thiếu giấy tờ, công chức tiếp nhận làm gì?",
        ["Hướng dẫn một lần", "Ghi phiếu yêu cầu bổ sung", "Cả A và B đều đúng"],
        "C",
    ),
    ("Khảo sát", SURVEY, ["Kỹ năng số", "Giao tiếp"], ""),
]
TAKEN_OVER = [stem for _kind, stem, _options, _key in QUESTIONS if stem and stem != KNOWN]


def filled(template: bytes) -> bytes:
    """Return the template with the questions below its headings."""
    workbook = load_workbook(io.BytesIO(template))
    sheet = workbook["Câu hỏi"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row, (kind, stem, options, key) in enumerate(QUESTIONS, start=2):
        values = {HEADINGS[KIND]: kind, HEADINGS[STEM]: stem, HEADINGS[KEY]: key}
        values |= {f"Phương án {'ABCD'[at]}": text for at, text in enumerate(options)}
        values |= {HEADINGS[UNIT]: "câu"} if kind == "Số" else {}
        values |= {HEADINGS[CODE]: CODE_OF_FIRST} if stem == WRONG_KEY else {}
        values |= {HEADINGS[KEYWORDS]: KEYWORD} if stem != KNOWN else {}
        for heading, text in values.items():
            sheet.cell(row, places[heading], text or None)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()

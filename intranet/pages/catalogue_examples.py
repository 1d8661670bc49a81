"""Example data of the component catalogue.

It stands in Vietnamese, as editors write it: it is content and no part of the screen's own words.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.safestring import mark_safe

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TONES = ("neutral", "info", "success", "warning", "danger")
ICONS = (
    "arrow-left arrow-right award bar-chart bell book-open calendar check chevron-down "
    "chevron-right circle-alert circle-check circle-x clipboard-list clock download "
    "external-link file-text flag home info key-round layers link list list-checks log-in log-out "
    "megaphone menu newspaper pencil printer search send settings triangle-alert user users x"
).split()
START = date(2021, 1, 22)
END = date(2021, 12, 31)
DEADLINE = datetime(2021, 1, 22, 10, 45, 30, tzinfo=HANOI)

TITLE = "Kế hoạch tuyên truyền cải cách hành chính năm 2021"
LEAD = "Những việc Sở phải làm để cán bộ, công chức, viên chức và người dân hiểu rõ cải cách."
META = ["Ban hành ngày 22/01/2021", "Sở Lao động - Thương binh và Xã hội", "5 phần"]
BREADCRUMB = [
    {"title": "Trang chủ", "url": "#trang-chu"},
    {"title": "Văn bản", "url": "#van-ban"},
    {"title": "Kế hoạch 28/KH-SLĐTBXH", "url": ""},
]
TABS = [
    {"label": "Tổng quan", "url": "#tong-quan", "is_current": True},
    {"label": "Từng nhiệm vụ", "url": "#tung-nhiem-vu"},
]
CARDS: list[dict[str, Any]] = [
    {
        "title": "Cơ chế một cửa, một cửa liên thông",
        "url": "#the-1",
        "kicker": "Tìm hiểu",
        "text": "Nộp hồ sơ một nơi, nhận kết quả một nơi, theo dõi được từng bước.",
        "meta": ["Văn phòng Sở", "3 phút đọc"],
    },
    {
        "title": "Văn hóa công sở: bắt đầu từ lời chào",
        "url": "#the-2",
        "kicker": "Phong trào",
        "text": "Bốn điều nên làm khi tiếp dân, và bốn điều nên tránh.",
        "badge_label": "Mới",
        "badge_tone": "success",
    },
    {
        "title": "Dịch vụ công trực tuyến: hướng dẫn nộp hồ sơ hưởng trợ cấp thất nghiệp",
        "url": "#the-3",
        "kicker": "Thủ tục",
        "meta": ["Cập nhật 15/03/2021"],
    },
]
FACTS = [
    {"label": "Số, ký hiệu", "value": "28/KH-SLĐTBXH"},
    {"label": "Loại văn bản", "value": "Kế hoạch"},
    {
        "label": "Cơ quan ban hành",
        "value": "Sở Lao động - Thương binh và Xã hội Hà Tĩnh",
        "url": "#co-quan",
    },
    {"label": "Ngày ban hành", "value": "22/01/2021"},
]
ALERTS = [
    {
        "title": "Hệ thống bảo trì từ 17:00 đến 18:00 thứ Sáu.",
        "body": mark_safe("<p>Bài trắc nghiệm đang làm được giữ nguyên.</p>"),
        "level": "info",
        "url": "#bao-tri",
    },
    {"title": "Còn ba ngày để xác nhận đã đọc Kế hoạch.", "level": "warning"},
    {"title": "Cảnh báo mưa lớn: các phòng trực theo lịch.", "level": "urgent", "url": "#truc"},
]
TASKS = [
    {
        "title": "Xác nhận đã đọc Kế hoạch 28/KH-SLĐTBXH",
        "url": "#viec-1",
        "kind": "Văn bản phải đọc",
        "due": END,
        "state_label": "Chưa làm",
        "state_tone": "warning",
        "icon": "book-open",
    },
    {
        "title": "Trắc nghiệm: Cùng hiểu kế hoạch cải cách hành chính",
        "url": "#viec-2",
        "kind": "Trắc nghiệm",
        "due": START,
        "overdue": True,
        "state_label": "Đang làm",
        "state_tone": "info",
        "icon": "list-checks",
        "note": "Đã trả lời 4 trên 10 câu",
    },
    {
        "title": "Đăng ký tham gia phong trào văn hóa công sở",
        "kind": "Chiến dịch",
        "state_label": "Đã xong",
        "state_tone": "success",
        "icon": "circle-check",
    },
]
NOTICES: list[dict[str, Any]] = [
    {
        "title": "Trắc nghiệm: Cùng hiểu kế hoạch cải cách hành chính",
        "url": "#viec-2",
        "kind": "Trắc nghiệm",
        "ask": "Nhắc việc",
        "when": "đã quá hạn, ngày cuối là 22/01/2021",
        "is_overdue": True,
        "sender": "Lê Văn Minh",
        "told_at": DEADLINE,
        "tick_url": "#da-xem",
    },
    {
        "title": "Tình hình trong tuần: Văn phòng Sở",
        "kind": "Tình hình đơn vị",
        "told_at": DEADLINE,
        "lines": [
            {
                "title": "Cùng hiểu kế hoạch",
                "url": "#don-vi-1",
                "assigned": 16,
                "done": 14,
                "in_progress": 1,
                "not_started": 1,
            }
        ],
    },
]
BARS: list[dict[str, Any]] = [
    {
        "label": "Văn phòng Sở",
        "url": "#don-vi-1",
        "share": 87.5,
        "numerator": 14,
        "denominator": 16,
        "secondary": 1,
    },
    {
        "label": "Phòng Lao động - Việc làm - Giáo dục nghề nghiệp",
        "url": "#don-vi-2",
        "share": 41.7,
        "numerator": 5,
        "denominator": 12,
        "secondary": 3,
    },
    {
        "label": "Phòng Lao động - Thương binh và Xã hội huyện Hương Khê",
        "share": 0,
        "numerator": 0,
        "denominator": 9,
        "secondary": 0,
        "note": "Chưa ai bắt đầu",
    },
    {
        "label": "Thanh tra Sở",
        "share": None,
        "numerator": None,
        "denominator": 4,
        "note": "Dưới 5 người, không hiển thị",
    },
]
TREND: dict[str, Any] = {
    "line": "M0 1000H200V917H400V750H600V333",
    "area": "M0 1000H200V917H400V750H600V333V1000Z",
    "end": {"x": "60.0%", "y": "33.3%"},
    "due": {"x": "80.0%", "label": "Hạn 25/01/2021", "side": "end"},
    "first_label": "22/01/2021",
    "last_label": "26/01/2021",
    "asked": 12,
    "summary": "Đến hết ngày 24/01/2021, 8 trên 12 người được giao đã hoàn thành.",
    "rows": [
        {"day": "22/01/2021", "done": 1, "total": 1, "share": "8,3"},
        {"day": "23/01/2021", "done": 2, "total": 3, "share": "25,0"},
        {"day": "24/01/2021", "done": 5, "total": 8, "share": "66,7"},
    ],
}
OUTLINE: list[dict[str, Any]] = [
    {
        "label": "I.",
        "title": "Mục đích, yêu cầu",
        "anchor": "vd-I",
        "children": [
            {"label": "1.", "title": "Mục đích", "anchor": "vd-I.1"},
            {"label": "2.", "title": "Yêu cầu", "anchor": "vd-I.2"},
        ],
    },
    {
        "label": "III.",
        "title": "Nội dung tuyên truyền",
        "anchor": "vd-III",
        "children": [
            {
                "label": "1.",
                "title": "Đối với cán bộ, công chức, viên chức",
                "anchor": "vd-III.1",
                "children": [
                    {
                        "label": "c)",
                        "title": "Nội dung Chương trình tổng thể",
                        "anchor": "vd-III.1.c",
                    }
                ],
            }
        ],
    },
]
PARTS = [
    {"label": "III.", "title": "Nội dung tuyên truyền", "anchor": "vd-III", "level": 1},
    {
        "label": "1.",
        "title": "Đối với cán bộ, công chức, viên chức",
        "anchor": "vd-III.1",
        "level": 2,
        "body": mark_safe(
            "<p>Tập trung vào các nội dung thiết thực, sát với công việc hằng ngày.</p>"
        ),
    },
    {
        "label": "c)",
        "title": "Nội dung Chương trình tổng thể",
        "anchor": "vd-III.1.c",
        "level": 3,
        "body": mark_safe("<p>Các nội dung của Chương trình tổng thể cải cách hành chính.</p>"),
    },
    {
        "label": "-",
        "title": "",
        "anchor": "vd-III.1.c-1",
        "level": 4,
        "body": mark_safe(
            "<p>Tuyên truyền cải cách, đơn giản hóa thủ tục hành chính; các quy định về thủ tục "
            "hành chính trên các lĩnh vực người có công, bảo trợ xã hội, lao động, việc làm.</p>"
        ),
    },
    {
        "label": "-",
        "title": "",
        "anchor": "vd-III.1.c-2",
        "level": 4,
        "body": mark_safe("<p>Tuyên truyền cơ chế một cửa, một cửa liên thông.</p>"),
    },
]
TABLE_COLUMNS = [
    {"label": "Đơn vị"},
    {"label": "Số việc", "numeric": True},
    {"label": "Đúng hạn", "numeric": True},
    {"label": "Phụ trách"},
]
TABLE_ROWS = [
    [
        {"text": "Văn phòng Sở", "url": "#bang-1"},
        {"text": "12", "numeric": True, "label": "Số việc"},
        {"text": "11", "numeric": True, "label": "Đúng hạn"},
        {"text": "Nguyễn Thị Minh Họa", "label": "Phụ trách"},
    ],
    [
        {"text": "Phòng Kế hoạch - Tài chính"},
        {"text": "7", "numeric": True, "label": "Số việc"},
        {"text": "7", "numeric": True, "label": "Đúng hạn"},
        {"text": "Trần Văn Minh Họa", "label": "Phụ trách"},
    ],
]
QUESTION_PICTURE = {"alt": "Sơ đồ ba bước tại bộ phận một cửa: tiếp nhận, thẩm định, trả kết quả."}
QUESTIONS: list[dict[str, Any]] = [
    {
        "number": 3,
        "name": "vd",
        "stem": TITLE,
        "hint": "Chọn một phương án.",
        "is_answerable": True,
        "template": "quiz/types/choice.html",
        "input_type": "radio",
        "options": [
            {"id": "vd-a", "value": "a", "text": "Nộp và nhận kết quả một nơi", "checked": True},
            {"id": "vd-b", "value": "b", "text": "Mỗi phòng tự nhận hồ sơ riêng"},
            {"id": "vd-c", "value": "c", "text": "Chỉ nhận hồ sơ qua đường bưu chính công ích"},
        ],
    },
    {
        "number": 4,
        "name": "vd-so",
        "stem": "Hồ sơ được trả kết quả trong thời hạn bao nhiêu ngày làm việc?",
        "hint": "Ghi một số.",
        "error": "Hãy ghi một số, ví dụ 30 hoặc 1.234,5.",
        "is_answerable": True,
        "template": "quiz/types/number.html",
        "input_mode": "decimal",
        "value": "năm",
        "unit": "ngày làm việc",
        "longest": 40,
    },
    {
        "number": 5,
        "name": "vd-ghep",
        "stem": "Ghép mỗi văn bản với cơ quan ban hành.",
        "hint": "Chọn cho mỗi dòng một phương án phù hợp.",
        "is_answerable": True,
        "template": "quiz/types/selects.html",
        "lines": [
            {
                "id": "vd-ghep-0",
                "text": "Kế hoạch 28/KH-SLĐTBXH",
                "choices": [
                    {"value": "a=a", "text": "Sở Lao động - Thương binh và Xã hội"},
                    {"value": "a=b", "text": "Ủy ban nhân dân tỉnh"},
                ],
            },
            {
                "id": "vd-ghep-1",
                "text": "Kế hoạch 493/KH-UBND",
                "choices": [
                    {"value": "b=a", "text": "Sở Lao động - Thương binh và Xã hội"},
                    {"value": "b=b", "text": "Ủy ban nhân dân tỉnh", "selected": True},
                ],
            },
        ],
    },
    {"is_answerable": False, "stem": LEAD},
]
RULES = [
    {"label": "Số câu hỏi", "value": "10 câu", "icon": "list-checks"},
    {"label": "Thời gian làm bài", "value": "15 phút", "icon": "clock"},
    {"label": "Điểm đạt", "value": "Từ 7/10 điểm", "icon": "award"},
    {"label": "Số lần làm", "value": "2 lần, tính lần cao nhất", "icon": "layers"},
]
TAGS = [
    {"name": "Cải cách hành chính", "url": "#cchc"},
    {"name": "Một cửa", "url": "#mot-cua"},
    {"name": "Văn hóa công sở"},
]


class ExampleForm(forms.Form):
    """A form with each kind of field, filled in badly on purpose."""

    name = forms.CharField(label="Họ và tên", help_text="Như ghi trong hồ sơ cán bộ.")
    unit = forms.ChoiceField(
        label="Đơn vị", choices=[("vp", "Văn phòng Sở"), ("tt", "Thanh tra Sở")]
    )
    day = forms.CharField(label="Ngày", required=False)
    kind = forms.ChoiceField(
        label="Loại câu hỏi",
        widget=forms.RadioSelect,
        choices=[("single", "Một đáp án"), ("multiple", "Nhiều đáp án")],
    )
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    agree = forms.BooleanField(label="Tôi đã đọc và hiểu nội dung văn bản này")

"""A short paper for tests that change one thing of it."""

from intranet.policies.reading.document import read_text
from tests.policies.reading.printing import assert_nothing_is_lost

HEAD = """UBND TỈNH HÀ TĨNH
SỞ NỘI VỤ
Số: 12/TB-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày 05 tháng 3 năm 2021
THÔNG BÁO
Về việc tiếp công dân
"""
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn An
"""


def read(body: str, head: str = HEAD, foot: str = FOOT):
    document = read_text(f"{head}{body}{foot}")
    assert_nothing_is_lost(document)
    return document


def codes(document) -> list[str]:
    return [remark.code for remark in document.remarks]


def labelled(document) -> list[tuple[int, str, str]]:
    return [(part.level, part.label, part.title or part.text) for part in document.parts]

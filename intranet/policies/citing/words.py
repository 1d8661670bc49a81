"""The words by which documents are cited; pure.

Types and abbreviations are those of Decree 30/2020/NĐ-CP, appendix III, and of the Party. The
values of types are those of `DocumentType`.
"""

# Words before a number, folded, with the type they name.
TYPES = {
    "bo luat": "luat", "luat": "luat", "phap lenh": "khac", "lenh": "khac",
    "nghi dinh": "nghi-dinh", "thong tu lien tich": "thong-tu", "thong tu": "thong-tu",
    "nghi quyet lien tich": "nghi-quyet", "nghi quyet": "nghi-quyet", "quyet dinh": "quyet-dinh",
    "chi thi": "chi-thi", "quy che": "quy-che", "quy dinh": "quy-dinh",
    "thong bao ket luan": "thong-bao", "thong bao": "thong-bao", "huong dan": "huong-dan",
    "chuong trinh hanh dong": "chuong-trinh", "chuong trinh": "chuong-trinh",
    "ke hoach": "ke-hoach", "de an": "de-an", "bao cao": "bao-cao", "to trinh": "to-trinh",
    "cong van": "cong-van", "cong dien": "khac", "ket luan": "khac", "giay moi": "khac",
    "bien ban": "khac", "van ban hop nhat": "khac", "van ban": "", "du an": "khac",
    "phuong an": "khac",
}  # fmt: skip

# Abbreviations, folded; they begin a symbol, and people write them before a number.
ABBREVIATIONS = {
    "nd": "nghi-dinh", "tt": "thong-tu", "ttlt": "thong-tu", "nq": "nghi-quyet",
    "qd": "quyet-dinh", "ct": "chi-thi", "qc": "quy-che", "qyd": "quy-dinh", "qdi": "quy-dinh",
    "tb": "thong-bao", "hd": "huong-dan", "ctr": "chuong-trinh", "kh": "ke-hoach", "da": "de-an",
    "bc": "bao-cao", "ttr": "to-trinh", "kl": "khac", "cd": "khac", "vbhn": "khac", "gm": "khac",
    "cv": "cong-van",
}  # fmt: skip
PRINTED_ABBREVIATIONS = ("QĐ", "NĐ", "NQ", "TTLT", "TT", "CT", "KH", "CV", "TB", "KL", "BC", "HD")

# Names of laws that running text cites without a year behind them.
LAWS = (
    "An ninh mạng", "An toàn thông tin mạng", "An toàn, vệ sinh lao động", "An sinh xã hội",
    "Ban hành văn bản quy phạm pháp luật", "Bảo hiểm xã hội", "Bảo hiểm y tế",
    "Bảo vệ bí mật nhà nước", "Bảo vệ môi trường", "Bình đẳng giới", "Cán bộ, công chức",
    "Căn cước công dân", "Căn cước", "Các tổ chức tín dụng", "Công đoàn", "Công nghệ thông tin",
    "Cư trú", "Dân sự", "Dữ liệu", "Doanh nghiệp", "Đầu tư công", "Đầu tư", "Đất đai", "Đấu thầu",
    "Giao dịch điện tử", "Giáo dục nghề nghiệp", "Giáo dục", "Hình sự", "Hộ tịch",
    "Hòa giải ở cơ sở",
    "Khiếu nại", "Lao động", "Lưu trữ", "Ngân sách nhà nước", "Người cao tuổi", "Người khuyết tật",
    "Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng", "Phòng, chống ma túy",
    "Phòng, chống bạo lực gia đình", "Phòng, chống tham nhũng", "Phòng, chống mua bán người",
    "Quản lý thuế", "Quản lý, sử dụng tài sản công", "Thanh niên", "Thanh tra",
    "Thi đua, khen thưởng", "Thực hành tiết kiệm, chống lãng phí", "Thực hiện dân chủ ở cơ sở",
    "Tiếp cận thông tin", "Tiếp công dân", "Tố cáo", "Tố tụng dân sự", "Tố tụng hành chính",
    "Tố tụng hình sự", "Tổ chức Chính phủ", "Tổ chức chính quyền địa phương", "Tổ chức Quốc hội",
    "Trẻ em", "Trợ giúp pháp lý", "Việc làm", "Viên chức", "Viễn thông",
    "Xử lý vi phạm hành chính", "Ưu đãi người có công với cách mạng",
)  # fmt: skip

# Words that stand in no name of a law: the sentence has gone on.
NOT_IN_NAMES = frozenset(
    "luật các theo được này trên thì do tại đã phải là có quy hiện hoặc của những như khi".split()
)
# What stands before a code that is no document.
NO_DOCUMENT = ("mau", "mau so", "bieu", "bieu so", "bieu mau", "bieu mau so", "hop dong so",
               "tai khoan so", "ma so", "bien so")  # fmt: skip

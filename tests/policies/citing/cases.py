"""Sentences with what is cited in them: printed text, key, day, part."""

from typing import NamedTuple


class Cited(NamedTuple):
    """What is expected of one citation; `day` as ISO writes it."""

    printed: str
    key: str
    day: str = ""
    part: str = ""


C = Cited

# Full citations -----------------------------------------------------------------------------------

FULL = {
    "Theo Quyết định số 36/2019/QĐ-UBND ngày 18/6/2019 của UBND tỉnh": [
        C("Quyết định số 36/2019/QĐ-UBND ngày 18/6/2019", "36/2019/qdubnd", "2019-06-18")
    ],
    "Thực hiện Kế hoạch số 493/KH-UBND ngày 21/12/2020 của UBND tỉnh về việc tuyên truyền": [
        C("Kế hoạch số 493/KH-UBND ngày 21/12/2020", "493/khubnd", "2020-12-21")
    ],
    "Căn cứ Nghị định 30/2020/NĐ-CP;": [C("Nghị định 30/2020/NĐ-CP", "30/2020/ndcp")],
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;": [
        C("Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021", "76/nqcp", "2021-07-15")
    ],
    "Thực hiện Nghị quyết số 30c/NQ-CP ngày 08/11/2011": [
        C("Nghị quyết số 30c/NQ-CP ngày 08/11/2011", "30c/nqcp", "2011-11-08")
    ],
    "quán triệt Nghị quyết 18-NQ/TW": [C("Nghị quyết 18-NQ/TW", "18/nqtw")],
    "Kết luận số 105-KL/TU ngày 1/3/2021": [
        C("Kết luận số 105-KL/TU ngày 1/3/2021", "105/kltu", "2021-03-01")
    ],
    "Luật số 80/2015/QH13": [C("Luật số 80/2015/QH13", "80/2015/qh13")],
    "Nghị quyết số 1211/2016/UBTVQH13": [
        C("Nghị quyết số 1211/2016/UBTVQH13", "1211/2016/ubtvqh13")
    ],
    "Thông tư liên tịch số 50/2015/TTLT-BLĐTBXH-BNV": [
        C("Thông tư liên tịch số 50/2015/TTLT-BLĐTBXH-BNV", "50/2015/ttltbldtbxhbnv")
    ],
    "tại Công văn số 2231/SNV-CCHC&PC ngày 2.10.2020": [
        C("Công văn số 2231/SNV-CCHC&PC ngày 2.10.2020", "2231/snvcchcpc", "2020-10-02")
    ],
    "theo Công văn 05/BNV-VP": [C("Công văn 05/BNV-VP", "5/bnvvp")],
    "Tờ trình số 12/TTr-SLĐTBXH": [C("Tờ trình số 12/TTr-SLĐTBXH", "12/ttrsldtbxh")],
    "Chương trình số 7/CTr-UBND": [C("Chương trình số 7/CTr-UBND", "7/ctrubnd")],
    "Chỉ thị số 26/CT-TTg ngày 05-9-2016": [
        C("Chỉ thị số 26/CT-TTg ngày 05-9-2016", "26/ctttg", "2016-09-05")
    ],
    "Quyết định số 1281/QĐ-UBND, ngày 5/5/2014": [
        C("Quyết định số 1281/QĐ-UBND, ngày 5/5/2014", "1281/qdubnd", "2014-05-05")
    ],
    "Thông báo kết luận số 44/TB-UBND": [C("Thông báo kết luận số 44/TB-UBND", "44/tbubnd")],
    "Văn bản hợp nhất số 01/VBHN-BNV": [C("Văn bản hợp nhất số 01/VBHN-BNV", "1/vbhnbnv")],
    "QĐ số 36/QĐ-UBND": [C("QĐ số 36/QĐ-UBND", "36/qdubnd")],
    "Quy định số 11-QĐi/TW": [C("Quy định số 11-QĐi/TW", "11/qditw")],
}

BARE = {
    "28/KH-SLĐTBXH": [C("28/KH-SLĐTBXH", "28/khsldtbxh")],
    "(số hiệu 28/KH-SLĐTBXH).": [C("28/KH-SLĐTBXH", "28/khsldtbxh")],
    "xem 30/2020/NĐ-CP.": [C("30/2020/NĐ-CP", "30/2020/ndcp")],
    "xem 18-NQ/TW.": [C("18-NQ/TW", "18/nqtw")],
    "«91/2025/QH15»": [C("91/2025/QH15", "91/2025/qh15")],
}

# As it comes out of files -------------------------------------------------------------------------

DAMAGED = {
    "Kế hoạch số    \n\n27/KH-SLĐTBXH ngày 22/01/2020 của Sở": [
        C("Kế hoạch số 27/KH-SLĐTBXH ngày 22/01/2020", "27/khsldtbxh", "2020-01-22")
    ],
    "Quyết định số 36 / 2019 / QĐ - UBND": [
        C("Quyết định số 36 / 2019 / QĐ - UBND", "36/2019/qdubnd")
    ],
    "Quyết định số 36/2019/QĐ–UBND": [C("Quyết định số 36/2019/QĐ–UBND", "36/2019/qdubnd")],
    "Quyết định số 36/2019/QĐ-\nUBND ngày 18/6/2019": [
        C("Quyết định số 36/2019/QĐ- UBND ngày 18/6/2019", "36/2019/qdubnd", "2019-06-18")
    ],
    "Quyết định số: 36/2019/QĐ-UBND": [C("Quyết định số: 36/2019/QĐ-UBND", "36/2019/qdubnd")],
    "Quyết định 36/2019/QD-UBND": [C("Quyết định 36/2019/QD-UBND", "36/2019/qdubnd")],
    "Quyết định số 1961/QĐUBND": [C("Quyết định số 1961/QĐUBND", "1961/qdubnd")],
    "Nghị quyết 30c/NQCP": [C("Nghị quyết 30c/NQCP", "30c/nqcp")],
    "QUYẾT ĐỊNH SỐ 36/2019/QĐ-UBND": [C("QUYẾT ĐỊNH SỐ 36/2019/QĐ-UBND", "36/2019/qdubnd")],
    "quyết định số 36/2019/QĐ-UBND ngày\n18 tháng 6\nnăm 2019": [
        C("quyết định số 36/2019/QĐ-UBND ngày 18 tháng 6 năm 2019", "36/2019/qdubnd", "2019-06-18")
    ],
    "Quyết định số\u00a036/2019/QĐ-UBND": [C("Quyết định số 36/2019/QĐ-UBND", "36/2019/qdubnd")],
    "Kế hoạch số 05/KH-UBND ngày 31/02/2021": [
        C("Kế hoạch số 05/KH-UBND ngày 31/02/2021", "5/khubnd", "?")
    ],
    "Kế hoạch số /KH-UBND ngày 21/12/2020": [],
    "Số:       /KH-SLĐTBXH": [],
}

# Lists --------------------------------------------------------------------------------------------

LISTS = {
    "các Nghị quyết số 76/NQ-CP, 131/NQ-CP": [
        C("Nghị quyết số 76/NQ-CP", "76/nqcp"),
        C("131/NQ-CP", "131/nqcp"),
    ],
    "các Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và số 107/2021/NĐ-CP ngày 06/12/2021": [
        C("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", "61/2018/ndcp", "2018-04-23"),
        C("số 107/2021/NĐ-CP ngày 06/12/2021", "107/2021/ndcp", "2021-12-06"),
    ],
    "Nghị quyết 18-NQ/TW, 19-NQ/TW; Kế hoạch 28/KH-SLĐTBXH": [
        C("Nghị quyết 18-NQ/TW", "18/nqtw"),
        C("19-NQ/TW", "19/nqtw"),
        C("Kế hoạch 28/KH-SLĐTBXH", "28/khsldtbxh"),
    ],
    "các Quyết định: 1/QĐ-UBND; 2/QĐ-UBND": [
        C("1/QĐ-UBND", "1/qdubnd"),
        C("2/QĐ-UBND", "2/qdubnd"),
    ],
}

# Short forms --------------------------------------------------------------------------------------

SHORT = {
    "Nghị quyết số 76/NQ-CP ngày 15/7/2021. Theo Nghị quyết 76, các sở rà soát.": [
        C("Nghị quyết số 76/NQ-CP ngày 15/7/2021", "76/nqcp", "2021-07-15"),
        C("Nghị quyết 76", "76/nqcp", "2021-07-15"),
    ],
    "Kế hoạch số 27/KH-SLĐTBXH. Căn cứ Kế hoạch số 27 nêu trên": [
        C("Kế hoạch số 27/KH-SLĐTBXH", "27/khsldtbxh"),
        C("Kế hoạch số 27", "27/khsldtbxh"),
    ],
    "Theo Nghị quyết 76 thì": [],
    "Nghị định số 30/2020/NĐ-CP. Điều 7 Nghị định 30 quy định": [
        C("Nghị định số 30/2020/NĐ-CP", "30/2020/ndcp"),
        C("Điều 7 Nghị định 30", "30/2020/ndcp", "", "dieu-7"),
    ],
    "theo Nghị định 61/2018 của Chính phủ": [C("Nghị định 61/2018", "61/2018/ndcp")],
    "Quyết định số 36/2019/QĐ-UBND. Quyết định này có hiệu lực": [
        C("Quyết định số 36/2019/QĐ-UBND", "36/2019/qdubnd")
    ],
    "Nghị quyết số 76/NQ-CP; NQ 76": [
        C("Nghị quyết số 76/NQ-CP", "76/nqcp"),
        C("NQ 76", "76/nqcp"),
    ],
    "Kế hoạch số 28/KH-SLĐTBXH. Kế hoạch 28% chỉ tiêu": [
        C("Kế hoạch số 28/KH-SLĐTBXH", "28/khsldtbxh")
    ],
    "Kế hoạch số 28/KH-SLĐTBXH. Quyết định 28": [C("Kế hoạch số 28/KH-SLĐTBXH", "28/khsldtbxh")],
    "Kế hoạch số 5/KH-UBND, Kế hoạch số 5/KH-SNV. Theo Kế hoạch số 5": [
        C("Kế hoạch số 5/KH-UBND", "5/khubnd"),
        C("Kế hoạch số 5/KH-SNV", "5/khsnv"),
    ],
    "Kế hoạch năm 2021 và kế hoạch 2021": [],
}

# Laws by name -------------------------------------------------------------------------------------

LAWS = {
    "Căn cứ Luật Tổ chức chính quyền địa phương năm 2015;": [
        C(
            "Luật Tổ chức chính quyền địa phương năm 2015",
            "luat to chuc chinh quyen dia phuong",
            "2015",
        )
    ],
    "Bộ luật Lao động 2019": [C("Bộ luật Lao động 2019", "bo luat lao dong", "2019")],
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;": [
        C(
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "luat to chuc chinh quyen dia phuong",
            "2015-06-19",
        )
    ],
    "Căn cứ Luật Cán bộ, công chức ngày 13/11/2008;": [
        C("Luật Cán bộ, công chức ngày 13/11/2008", "luat can bo cong chuc", "2008-11-13")
    ],
    "theo Luật Viên chức và các quy định": [C("Luật Viên chức", "luat vien chuc")],
    "Căn cứ Luật Phòng thủ dân sự;": [C("Luật Phòng thủ dân sự", "luat phong thu dan su")],
    "khoản 1 Điều 5 Luật Cán bộ, công chức năm 2008": [
        C(
            "khoản 1 Điều 5 Luật Cán bộ, công chức năm 2008",
            "luat can bo cong chuc",
            "2008",
            "dieu-5.1",
        )
    ],
    "Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13 ngày 22/6/2015": [
        C(
            "Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13 ngày 22/6/2015",
            "80/2015/qh13",
            "2015-06-22",
        )
    ],
    "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa "
    "phương năm 2019": [
        C(
            "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính "
            "quyền địa phương năm 2019",
            "luat sua doi bo sung mot so dieu cua luat to chuc chinh phu va luat to chuc chinh "
            "quyen dia phuong",
            "2019",
        )
    ],
    "Luật Đầu tư, Luật Đất đai 2013": [
        C("Luật Đầu tư", "luat dau tu"),
        C("Luật Đất đai 2013", "luat dat dai", "2013"),
    ],
    "Hiến pháp năm 2013": [C("Hiến pháp năm 2013", "hien phap", "2013")],
    "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020": [
        C(
            "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020",
            "phap lenh uu dai nguoi co cong voi cach mang",
            "2020",
        )
    ],
    "theo Luật Khiếu nại, Luật Tố cáo": [
        C("Luật Khiếu nại", "luat khieu nai"),
        C("Luật Tố cáo", "luat to cao"),
    ],
    "theo luật Đất đai 2013, pháp luật Dân sự": [C("luật Đất đai 2013", "luat dat dai", "2013")],
    "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ ngày 22/11/2019": [
        C(
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ ngày 22/11/2019",
            "luat sua doi bo sung mot so dieu cua luat to chuc chinh phu",
            "2019-11-22",
        )
    ],
    "chấp hành pháp luật và kỷ luật năm 2021": [],
    "Luật này có hiệu lực từ năm 2015": [],
    "Luật sư Nguyễn Văn A sinh năm 1980": [],
    "phổ biến Luật và các văn bản năm 2020": [],
}

# Parts --------------------------------------------------------------------------------------------

PARTS = {
    "khoản 2 Điều 7 Nghị định số 30/2020/NĐ-CP": [
        C("khoản 2 Điều 7 Nghị định số 30/2020/NĐ-CP", "30/2020/ndcp", "", "dieu-7.2")
    ],
    "điểm đ khoản 2 Điều 7 của Nghị định số 30/2020/NĐ-CP": [
        C("điểm đ khoản 2 Điều 7 của Nghị định số 30/2020/NĐ-CP", "30/2020/ndcp", "", "dieu-7.2.đ")
    ],
    "Điểm a, khoản 2, Điều 7, Nghị định số 30/2020/NĐ-CP": [
        C("Điểm a, khoản 2, Điều 7, Nghị định số 30/2020/NĐ-CP", "30/2020/ndcp", "", "dieu-7.2.a")
    ],
    "Điều 3 Quyết định số 36/2019/QĐ-UBND ngày 18/6/2019": [
        C(
            "Điều 3 Quyết định số 36/2019/QĐ-UBND ngày 18/6/2019",
            "36/2019/qdubnd",
            "2019-06-18",
            "dieu-3",
        )
    ],
    "điểm c khoản 1 mục III Kế hoạch số 28/KH-SLĐTBXH": [
        C("điểm c khoản 1 mục III Kế hoạch số 28/KH-SLĐTBXH", "28/khsldtbxh", "", "III.1.c")
    ],
    "Mục III.1.c Kế hoạch số 28/KH-SLĐTBXH": [
        C("Mục III.1.c Kế hoạch số 28/KH-SLĐTBXH", "28/khsldtbxh", "", "III.1.c")
    ],
    "Phụ lục III Nghị định số 30/2020/NĐ-CP": [
        C("Phụ lục III Nghị định số 30/2020/NĐ-CP", "30/2020/ndcp", "", "phu-luc-III")
    ],
    "điểm nóng. Nghị định số 30/2020/NĐ-CP": [C("Nghị định số 30/2020/NĐ-CP", "30/2020/ndcp")],
}

# Nothing is cited ---------------------------------------------------------------------------------

NOTHING = (
    "ngày 22/01/2021",
    "trực 24/7, đạt 1/2 chỉ tiêu",
    "tỷ lệ 95/100, 3/4 đơn vị",
    "điện thoại 0239.385.6789/0912-345-678",
    "tại /van-ban/28-KH-SLDTBXH/ hoặc https://vbpl.vn/36/2019/QĐ-UBND",
    "http://x.vn/30/2020/NĐ-CP?a=1",
    "thư gửi 12/KH-UBND@hatinh.gov.vn",
    "60 km/h, 15 triệu đồng/người/tháng",
    "giai đoạn 2011-2030",
    "Điều 7 Quyết định này",
    "Mẫu số 01",
    "kế hoạch, quyết định, nghị quyết",
    "quý I/2021, tháng 6/2021",
    "phòng 12/A, ngõ 5/B",
    "TCVN ISO 9001:2015",
    "10/2020",
    "V/v tuyên truyền",
    "",
    "/",
)

CITING = {**FULL, **BARE, **DAMAGED, **LISTS, **SHORT, **LAWS, **PARTS}
CASES: dict[str, list[Cited]] = CITING | {text: [] for text in NOTHING}

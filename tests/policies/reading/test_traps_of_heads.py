"""What goes wrong with heads of official documents on their way through files."""

from intranet.policies.reading.document import read_text
from tests.policies.reading.short_paper import HEAD, codes, labelled, read


def test_a_number_that_is_stamped_later_is_missing():
    document = read("Nội dung./.\n", HEAD.replace("12/TB-SNV", "        /TB-SNV"))

    assert (document.number.value, document.symbol.value) == ("", "TB-SNV")
    assert codes(document) == ["number_missing"]


def test_dots_stand_for_a_number_and_a_day_to_come():
    head = HEAD.replace("12/TB", "……/TB").replace("ngày 05 tháng 3", "ngày ... tháng ...")
    document = read("Nội dung./.\n", head)

    assert document.document_code == "TB-SNV"
    assert document.place.value == "Hà Tĩnh"
    assert codes(document) == ["number_missing", "date_incomplete"]


def test_a_day_that_does_not_exist_is_no_day():
    document = read("Nội dung./.\n", HEAD.replace("ngày 05 tháng 3", "ngày 31 tháng 02"))

    assert document.issued_on.value == ""
    assert "date_incomplete" in codes(document)


def test_the_year_of_a_symbol_agrees_with_the_day():
    head = HEAD.replace("12/TB-SNV", "36/2019/QĐ-UBND").replace("THÔNG BÁO", "QUYẾT ĐỊNH")
    document = read("Điều 1. Nội dung./.\n", head)

    assert document.document_code == "36/2019/QĐ-UBND"
    assert codes(document) == ["year_of_symbol"]


def test_a_symbol_of_another_type_is_pointed_out():
    assert "symbol_of_other_type" in codes(read("Nội dung.\n", HEAD.replace("/TB-", "/KH-")))


def test_dashes_of_any_kind_and_spaces_make_one_symbol():
    for written in ("12/TB–SNV", "12 / TB - SNV", "12/TB‑SNV"):
        assert read("Nội dung.\n", HEAD.replace("12/TB-SNV", written)).document_code == "12/TB-SNV"


def test_a_lost_hyphen_is_kept_lost_and_pointed_out():
    document = read("Nội dung.\n", HEAD.replace("TB-SNV", "TBSNV"))

    assert document.symbol.value == "TBSNV"
    assert "symbol_without_hyphen" in codes(document)


def test_columns_in_one_line_come_apart():
    for gap in ("          ", "\t", " "):
        head = f"""UBND TỈNH HÀ TĨNH{gap}CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ{gap}Độc lập – Tự do – Hạnh phúc
Số: 12/TB-SNV{gap}Hà Tĩnh, ngày 05 tháng 3 năm 2021

THÔNG BÁO
Về việc tiếp công dân
"""
        document = read("Nội dung./.\n", head)
        assert document.parent_body.value == "UBND TỈNH HÀ TĨNH"
        assert document.issuer.value == "SỞ NỘI VỤ"
        assert document.place.value == "Hà Tĩnh"
        assert document.issued_on.value == "2021-03-05"
        assert document.leftovers == ()


def test_a_head_that_keeps_to_no_rule_is_read_all_the_same():
    head = """Ubnd tỉnh Hà Tĩnh
SỞ NỘI VỤ
Số : 12 / TB-SNV
Cộng hoà xã hội chủ nghĩa Việt Nam
Độc lập Tự do Hạnh phúc
Hà Tĩnh, ngày 05/03/2021
T H Ô N G   B Á O
Về việc tiếp công dân
"""
    document = read("Nội dung./.\n", head)

    assert document.document_code == "12/TB-SNV"
    assert document.issued_on.value == "2021-03-05"
    assert document.issuer.value == "SỞ NỘI VỤ"
    assert document.abstract.value == "Về việc tiếp công dân"
    assert document.national.value.startswith("Cộng hoà")
    assert [(one.kind, one.text) for one in document.leftovers] == [
        ("unknown", "Ubnd tỉnh Hà Tĩnh")
    ]


def test_secrets_are_pointed_out_wherever_the_mark_stands():
    for text in (f"MẬT\n{HEAD}", f"{HEAD}TỐI MẬT\n", HEAD.replace("THÔNG", "TUYỆT MẬT\nTHÔNG")):
        assert read("Nội dung./.\n", text).is_secret
    assert not read("Bảo vệ bí mật nhà nước.\nGiữ Mật ong.\n").is_secret


def test_a_letter_has_its_subject_below_the_number():
    head = """SỞ NỘI VỤ
Số: 231/SNV-CCHC
V/v báo cáo quý I
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày 05 tháng 3 năm 2021
Kính gửi: Sở Tư pháp
"""
    document = read("Sở Nội vụ đề nghị quý cơ quan gửi báo cáo./.\n", head)

    assert document.document_type_key == "cong-van"
    assert document.abstract.value == "V/v báo cáo quý I"
    assert [one.value for one in document.addressees] == ["Sở Tư pháp"]
    assert codes(document) == []


def test_abstracts_may_begin_as_sentences_do():
    abstracts = {
        "Triển khai thực hiện Chỉ thị số 26/CT-TTg": "Triển khai thực hiện Chỉ thị số 26/CT-TTg",
        "THỰC HIỆN CẢI CÁCH HÀNH CHÍNH\nCỦA SỞ NỘI VỤ": (
            "THỰC HIỆN CẢI CÁCH HÀNH CHÍNH CỦA SỞ NỘI VỤ"
        ),
        "Về tăng cường kỷ luật, kỷ cương\ntrong cơ quan": (
            "Về tăng cường kỷ luật, kỷ cương trong cơ quan"
        ),
        "Ban hành Quy chế làm việc của\nSở Nội vụ": "Ban hành Quy chế làm việc của Sở Nội vụ",
    }
    for written, abstract in abstracts.items():
        document = read(
            "Thực hiện Kế hoạch số 28/KH-SNV, Sở Nội vụ thông báo như sau:\n1. Một./.\n",
            HEAD.replace("Về việc tiếp công dân", written),
        )
        assert document.abstract.value == abstract
        assert document.parts[0].text.startswith("Thực hiện Kế hoạch số 28")


def test_a_type_may_say_that_several_bodies_issue_it():
    types = {
        "HƯỚNG DẪN LIÊN NGÀNH": ("HƯỚNG DẪN LIÊN NGÀNH", "huong-dan"),
        "HƯỚNG DẪN\nLIÊN NGÀNH": ("HƯỚNG DẪN LIÊN NGÀNH", "huong-dan"),
        "KẾ HOẠCH LIÊN SỞ": ("KẾ HOẠCH LIÊN SỞ", "ke-hoach"),
        "Hướng dẫn liên ngành": ("Hướng dẫn liên ngành", "huong-dan"),
        "THÔNG TƯ LIÊN TỊCH": ("THÔNG TƯ LIÊN TỊCH", "thong-tu-lien-tich"),
        "T H Ô N G   B Á O": ("T H Ô N G B Á O", "thong-bao"),
    }
    for printed, (kind, key) in types.items():
        document = read("Nội dung./.\n", HEAD.replace("THÔNG BÁO", printed))

        assert document.document_type.value == kind
        assert document.document_type_key == key
        assert document.abstract.value == "Về việc tiếp công dân"


def test_the_name_of_a_joint_body_is_no_part_of_the_type():
    head = HEAD.replace("THÔNG BÁO\nVề", "KẾ HOẠCH LIÊN NGÀNH Y TẾ - NỘI VỤ\nvề")
    document = read("Nội dung./.\n", head)

    assert document.document_type.value == "KẾ HOẠCH"
    assert document.abstract.value == "LIÊN NGÀNH Y TẾ - NỘI VỤ về việc tiếp công dân"


def test_who_decides_comes_apart_from_an_abstract_in_capitals():
    papers = {
        "VỀ VIỆC KIỆN TOÀN\nTỔ CÔNG TÁC": "GIÁM ĐỐC SỞ NỘI VỤ",
        "VỀ VIỆC BỔ NHIỆM\nGIÁM ĐỐC TRUNG TÂM LƯU TRỮ": "GIÁM ĐỐC SỞ NỘI VỤ",
        "VỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC CỦA\nSỞ NỘI VỤ": "GIÁM ĐỐC\nSỞ NỘI VỤ TỈNH HÀ TĨNH",
        "VỀ VIỆC KHEN THƯỞNG": "CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH",
        "VỀ VIỆC ỦY QUYỀN CHO CÁC\nPHÓ CHỦ TỊCH TIẾP CÔNG DÂN": "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH",
    }
    for abstract, authority in papers.items():
        head = HEAD.replace("TB-", "QĐ-").replace("THÔNG BÁO", "QUYẾT ĐỊNH")
        head = head.replace("Về việc tiếp công dân", f"{abstract}\n{authority}")
        document = read("Căn cứ Luật Tiếp công dân;\nQUYẾT ĐỊNH:\nĐiều 1. Một./.\n", head)

        assert document.abstract.value == abstract.replace("\n", " ")
        assert document.authority.value == authority.replace("\n", " ")
        assert len(document.basis) == 1
        assert codes(document) == []


def test_bodies_named_in_an_abstract_in_capitals_decide_nothing():
    abstracts = {
        "THÔNG BÁO": "CẢI CÁCH HÀNH CHÍNH\nSỞ NỘI VỤ NĂM 2021",
        "QUYẾT ĐỊNH": "VỀ VIỆC THÀNH LẬP\nBAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH",
        "NGHỊ QUYẾT": "VỀ VIỆC BỔ NHIỆM\nGIÁM ĐỐC SỞ NỘI VỤ",
    }
    for kind, abstract in abstracts.items():
        head = HEAD.replace("THÔNG BÁO", kind).replace("Về việc tiếp công dân", abstract)
        document = read("Căn cứ Luật Tiếp công dân;\nĐiều 1. Một./.\n", head)

        assert document.abstract.value == abstract.replace("\n", " ")
        assert document.authority is None


def test_a_text_without_a_head_is_all_body():
    document = read_text("1. Việc thứ nhất.\n2. Việc thứ hai.\n")

    assert labelled(document) == [(1, "1.", "Việc thứ nhất."), (1, "2.", "Việc thứ hai.")]
    assert "head_missing" in codes(document)

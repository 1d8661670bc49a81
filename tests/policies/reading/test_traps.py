"""What goes wrong with official documents on their way through files: each trap by itself."""

import unicodedata

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


def test_a_signature_beside_the_recipients_comes_apart():
    foot = """Nơi nhận:                         KT. GIÁM ĐỐC
- Như trên;                       PHÓ GIÁM ĐỐC
- Lưu: VT.
                                  Nguyễn Văn An
"""
    document = read("Nội dung./.\n", foot=foot)

    assert [one.value for one in document.recipients] == ["Như trên", "Lưu: VT"]
    assert document.signing_capacity.value == "KT. GIÁM ĐỐC"
    assert document.signer_position.value == "PHÓ GIÁM ĐỐC"
    assert document.signer_name.value == "Nguyễn Văn An"


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


def test_capacities():
    offices = {
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH": (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
        ),
        "TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG": ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        "TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG NỘI VỤ": ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NỘI VỤ"),
        "Q. GIÁM ĐỐC": ("Q.", "GIÁM ĐỐC"),
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    }
    for printed, (capacity, position) in offices.items():
        document = read("Nội dung./.\n", foot=FOOT.replace("GIÁM ĐỐC", printed, 1))
        assert document.signing_capacity.value == capacity
        assert document.signer_position.value == position


def test_secrets_are_pointed_out_wherever_the_mark_stands():
    for text in (f"MẬT\n{HEAD}", f"{HEAD}TỐI MẬT\n", HEAD.replace("THÔNG", "TUYỆT MẬT\nTHÔNG")):
        assert read("Nội dung./.\n", text).is_secret
    assert not read("Bảo vệ bí mật nhà nước.\nGiữ Mật ong.\n").is_secret


def test_a_second_document_is_pointed_out_and_left_over():
    document = read("Nội dung thứ nhất./.\n", foot=FOOT + HEAD.replace("12/TB", "13/TB") + FOOT)

    (leftover,) = document.leftovers
    assert document.document_code == "12/TB-SNV"
    assert leftover.kind == "other_document"
    assert leftover.text.startswith("UBND TỈNH HÀ TĨNH")
    assert leftover.text.endswith("Nguyễn Văn An")
    assert codes(document) == ["another_document"]


def test_the_national_name_as_an_example_begins_no_document():
    body = """1. Quốc hiệu là “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”. Ví dụ:
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
2. Số ghi như sau: Số: 15/QĐ-SNV./.
"""
    document = read(body)

    assert codes(document) == []
    assert [part.label for part in document.parts if part.label] == ["1.", "2."]


def test_an_annex_with_regulations_counts_its_articles_by_itself():
    annex = """QUY CHẾ
Tiếp công dân
(Ban hành kèm theo Quyết định số 12/QĐ-SNV ngày 05/3/2021
của Giám đốc Sở Nội vụ)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này quy định việc tiếp công dân.
"""
    document = read("Điều 1. Ban hành Quy chế./.\n", foot=FOOT + annex)

    assert [part.anchor for part in document.parts] == [
        "dieu-1",
        "kem-theo",
        "kem-theo.chuong-I",
        "kem-theo.dieu-1",
        "kem-theo.dieu-1-1",
    ]
    assert document.parts[1].title == "QUY CHẾ Tiếp công dân"
    assert document.parts[1].text.endswith("của Giám đốc Sở Nội vụ)")


def test_numbers_stay_as_printed_with_their_gaps():
    document = read("I. MỘT\n1. Nội dung.\nIII. BA\na) Đầu;\nc) Sau;\nđ) Nữa;\nf) Cuối./.\n")

    assert labelled(document) == [
        (1, "I.", "MỘT"),
        (2, "1.", "Nội dung."),
        (1, "III.", "BA"),
        (2, "a)", "Đầu;"),
        (2, "c)", "Sau;"),
        (2, "đ)", "Nữa;"),
        (2, "f)", "Cuối./."),
    ]
    assert codes(document) == ["numbering_gap", "numbering_gap", "numbering_gap", "odd_letter"]


def test_i_is_a_letter_after_h_and_a_number_elsewhere():
    letters = "\n".join(f"{letter}) Việc {letter};" for letter in "abcdđeghik")
    document = read(f"1. Các việc:\n{letters}\n2. Các bước:\ni) Một;\nii) Hai;\niii) Ba./.\n")

    assert [part.kind for part in document.parts] == [
        "number",
        *["letter"] * 10,
        "number",
        *["small_roman"] * 3,
    ]
    assert codes(document) == []


def test_amounts_days_and_shortened_names_are_no_numbers_of_parts():
    body = """Kinh phí:
1.500.000 đồng cho mỗi đơn vị;
15/3/2021 là hạn cuối;
36/2019/QĐ-UBND là căn cứ;
P. Tổ chức thực hiện;
V/v này do Văn phòng theo dõi./.
"""
    assert {part.label for part in read(body).parts} == {""}


def test_a_reference_cut_by_the_line_is_no_article():
    body = """Điều 3. Cơ quan chủ trì thực hiện theo quy định tại điểm a và điểm b khoản 2
Điều 1. Trường hợp chưa rõ thì báo cáo cấp có thẩm quyền xem xét, quyết định theo
quy định của pháp luật về tiếp công dân và giải quyết khiếu nại, tố cáo từ ngày 15 tháng
3. Hết hạn thì thôi, không gia hạn thêm lần nào nữa đối với các cơ quan và đơn vị
có liên quan.
"""
    document = read(body)

    assert [part.label for part in document.parts] == ["Điều 3."]
    assert document.parts[0].text.endswith("đơn vị có liên quan.")


def test_quoted_articles_belong_to_the_part_that_quotes_them():
    body = """Điều 1. Sửa đổi, bổ sung một số điều
1. Sửa đổi Điều 5 như sau:
“Điều 5. Thời hạn
1. Trong 05 ngày.
2. Trong 10 ngày.”
2. Bãi bỏ Điều 6.
"""
    document = read(body)

    assert [part.label for part in document.parts if part.label] == ["Điều 1.", "1.", "2."]
    assert {part.anchor for part in document.parts if part.label} == {
        "dieu-1",
        "dieu-1.1",
        "dieu-1.2",
    }


def test_running_heads_and_numbers_of_pages_are_left_over_not_lost():
    body = "".join(
        f"{page}. {task} tổ chức tiếp công dân theo lịch đã công bố và báo cáo kết quả\n"
        f"về {task} để tổng hợp chung, báo cáo Ủy ban nhân dân tỉnh theo các\n"
        f"\f- {page + 1} -\nCÔNG BÁO/Số {12 + page}/Ngày {page}-4-2021\n"
        f"quy định của pháp luật về {task}.\n"
        for page, task in enumerate(("Sở Nội vụ", "Sở Tư pháp", "Thanh tra tỉnh", "Sở Y tế"), 1)
    )
    document = read(body)

    assert [part.label for part in document.parts] == ["1.", "2.", "3.", "4."]
    assert all("theo các quy định của pháp luật về" in part.text for part in document.parts)
    assert [one.kind for one in document.leftovers] == ["page_number", "running_head"] * 4


def test_heads_of_gazettes_are_left_over_whoever_publishes_them():
    for gazette in (
        "CÔNG BÁO/Số 1043 + 1044/Ngày 20-12-2021",
        "CÔNG BÁO HÀ TĨNH/Số 12+13/Ngày 05 - 3 - 2021",
        "CÔNG BÁO/THÀNH PHỐ HUẾ/Số 7/Ngày 01/4/2021",
        "CÔNG BÁO/Số 15 ngày 20 tháng 4 năm 2021",
    ):
        for section in ("VĂN BẢN QUY PHẠM PHÁP LUẬT", "PHẦN II. VĂN BẢN KHÁC"):
            head = f"36     {gazette}\n{section}\n{HEAD}"
            body = (
                "1. Sở Nội vụ tổ chức tiếp công dân theo lịch đã công bố và báo cáo kết quả\n"
                f"{gazette}          37\nhằng tháng về Ủy ban nhân dân tỉnh./.\n"
            )
            foot = FOOT.replace("- Lưu", f"38\n{gazette}\n- Lưu")
            document = read(body, head, foot)

            assert document.parent_body.value == "UBND TỈNH HÀ TĨNH"
            assert (document.place.value, document.issued_on.value) == ("Hà Tĩnh", "2021-03-05")
            assert [one.value for one in document.recipients] == ["Như trên", "Lưu: VT"]
            (part,) = document.parts
            assert part.text.endswith("kết quả hằng tháng về Ủy ban nhân dân tỉnh./.")
            assert {one.kind for one in document.leftovers} == {"running_head", "page_number"}


def test_a_gazette_refers_to_its_other_issues():
    body = """(Tiếp theo Công báo số 653 + 654)
1. Đăng Công báo số 12 ngày 05/3/2021.
2. Nội dung./.
(Xem tiếp Công báo số 657 + 658)
"""
    document = read(body)

    assert [part.label for part in document.parts] == ["1.", "2."]
    assert [one.kind for one in document.leftovers] == ["running_head", "running_head"]


def test_the_name_of_a_section_of_gazettes_may_be_a_title():
    gazette = "CÔNG BÁO/Số 12/Ngày 05-3-2021\n"
    document = read("Chương I\nVĂN BẢN QUY PHẠM PHÁP LUẬT\nĐiều 1. Một./.\n", gazette + HEAD)

    assert document.parts[0].title == "VĂN BẢN QUY PHẠM PHÁP LUẬT"


def test_columns_within_the_text_are_pointed_out():
    body = """1. Phân công như sau:
Nội dung công việc                Thời gian
Xây dựng bộ câu hỏi               Tháng 4
Mở cuộc thi                       Tháng 5
2.     Tổ chức thực hiện./.
"""
    document = read(body)

    (remark,) = [remark for remark in document.remarks if remark.code == "columns_in_text"]
    assert dict(remark.details)["line"].startswith("Xây dựng")


def test_an_article_put_in_later_is_no_repetition():
    assert codes(read("Điều 15. Một.\nĐiều 15a. Hai.\nĐiều 16. Ba./.\n")) == []
    assert codes(read("Điều 15. Một.\nĐiều 15. Hai./.\n")) == ["number_repeated"]


def test_a_signature_before_the_recipients_is_no_text():
    signature = "CHỦ TỊCH\nTỈNH HÀ TĨNH\n(Đã ký)\nNguyễn Văn An\nNơi nhận:\n- Lưu: VT.\n"
    document = read("Nội dung./.\n", foot=signature)

    assert [part.text for part in document.parts] == ["Nội dung./."]
    assert document.signer_position.value == "CHỦ TỊCH TỈNH HÀ TĨNH"


def test_two_bodies_sign_together():
    foot = """KT. GIÁM ĐỐC SỞ TÀI CHÍNH        KT. GIÁM ĐỐC SỞ NỘI VỤ
PHÓ GIÁM ĐỐC                     PHÓ GIÁM ĐỐC

Hà Văn Trọng                     Nguyễn Quốc Hương
"""
    document = read("Nội dung./.\n", foot=foot)

    assert document.signer_name.value == "Hà Văn Trọng\nNguyễn Quốc Hương"
    assert "several_signers" in codes(document)


def test_signatures_side_by_side_come_apart_without_gaps():
    printed = {
        "KT. GIÁM ĐỐC KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC PHÓ GIÁM ĐỐC": "Trần Thị Hà Lê Văn Bình",
        "GIÁM ĐỐC CHỦ TỊCH": "Hà Văn Trọng Nguyễn Quốc Hương",
        "CHÁNH VĂN PHÒNG PHÓ GIÁM ĐỐC": "TS. Lê Hà ThS. Trần Thị Bình",
        "KT. GIÁM ĐỐC GIÁM ĐỐC\nPHÓ GIÁM ĐỐC": "Lê Thị Thanh Trần Văn Lý",
        "GIÁM ĐỐC KT. CHỦ TỊCH": "PHAN VĂN HÀ ĐỖ THỊ LÝ",
        "TRƯỞNG BAN GIÁM ĐỐC CHỦ TỊCH": "Trần Thị Hà Lê Văn Bình Lò Thị Mai",
    }
    names = ["Trần Thị Hà|Lê Văn Bình", "Hà Văn Trọng|Nguyễn Quốc Hương"]
    names += ["TS. Lê Hà|ThS. Trần Thị Bình", "Lê Thị Thanh|Trần Văn Lý", "PHAN VĂN HÀ|ĐỖ THỊ LÝ"]
    names += ["Trần Thị Hà|Lê Văn Bình|Lò Thị Mai"]
    recipients = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    for (offices, signed), apart in zip(printed.items(), names, strict=True):
        for note in ("", "(Đã ký) (Đã ký)\n"):
            signature = f"SỞ TÀI CHÍNH SỞ LAO ĐỘNG -\nTHƯƠNG BINH\n{offices}\n{note}{signed}\n"
            for foot in (signature + recipients, recipients + signature, signature):
                document = read("Nội dung./.\n", foot=foot)

                assert document.signer_name.value == apart.replace("|", "\n")
                assert [part.text for part in document.parts] == ["Nội dung./."]
                assert "several_signers" in codes(document)
                assert [one.text for one in document.leftovers] == [
                    "SỞ TÀI CHÍNH SỞ LAO ĐỘNG -\nTHƯƠNG BINH"
                ]


def test_one_signature_stays_one():
    signed = {
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH": "Trần Lê Hà Phương",
        "PHÓ CHỦ TỊCH THƯỜNG TRỰC": "Nguyễn Thị Hồng Hà",
        "BỘ TRƯỞNG, CHỦ NHIỆM VĂN PHÒNG": "Tôn Nữ Thị Hồng Hà",
        "PHÓ TỔNG GIÁM ĐỐC": "Trần Lê Hà Phương",
    }
    for office, name in signed.items():
        document = read("Nội dung./.\n", foot=f"{office}\n{name}\n")

        assert document.signer_name.value == name
        assert "several_signers" not in codes(document)


def test_a_paragraph_goes_on_over_a_page():
    body = (
        "Các cơ quan, đơn vị tổ chức tiếp công dân theo lịch đã công bố và báo cáo kết\n"
        "quả về Sở Nội vụ trước ngày 25 hằng tháng để tổng hợp, báo cáo UBND\n"
        "\f2\ntỉnh theo quy định của pháp luật.\n"
    )
    document = read(body)

    assert len(document.parts) == 1
    assert "báo cáo UBND tỉnh theo" in document.parts[0].text


def test_a_word_cut_at_its_hyphen_is_joined():
    body = (
        "Thực hiện chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-\n"
        "2030 và các kế hoạch của tỉnh, của ngành về cải cách hành chính theo đúng quy\n"
        "định của pháp luật hiện hành và chỉ đạo của cấp trên có thẩm quyền.\n"
    )

    assert "giai đoạn 2021-2030 và" in read(body).parts[0].text


def test_letters_are_composed_and_that_is_said():
    document = read(unicodedata.normalize("NFD", "Người có công với cách mạng./.\n"))

    assert document.parts[0].text == "Người có công với cách mạng./."
    assert "recomposed" in codes(document)


def test_stamps_are_facts_with_their_place():
    stamp = "Ký bởi: Sở Nội vụ\nEmail: snv@hatinh.gov.vn\nThời gian ký: 05/03/2021 16:02:11\n"
    document = read("Nội dung./.\n", head=stamp + HEAD)

    (found,) = document.stamps
    assert found[:4] == ("Sở Nội vụ", "", "snv@hatinh.gov.vn", "05/03/2021 16:02:11")
    assert len(found.spans) == 3


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


def test_reading_again_gives_the_same_anchors():
    body = "I. MỘT\n1. Việc\n- Một;\n- Hai.\nII. HAI\n1. Việc./.\n"
    first, second = read(body), read(body.replace("\n", "\n\n"))

    assert [part.anchor for part in first.parts] == [part.anchor for part in second.parts]
    assert [part.anchor for part in first.parts] == [
        "I", "I.1", "I.1-1", "I.1-2", "II", "II.1",
    ]  # fmt: skip

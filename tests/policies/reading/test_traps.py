"""What goes wrong with the text of official documents on its way through files."""

import unicodedata

from tests.policies.reading.short_paper import FOOT, HEAD, codes, labelled, read


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


def test_reading_again_gives_the_same_anchors():
    body = "I. MỘT\n1. Việc\n- Một;\n- Hai.\nII. HAI\n1. Việc./.\n"
    first, second = read(body), read(body.replace("\n", "\n\n"))

    assert [part.anchor for part in first.parts] == [part.anchor for part in second.parts]
    assert [part.anchor for part in first.parts] == [
        "I", "I.1", "I.1-1", "I.1-2", "II", "II.1",
    ]  # fmt: skip

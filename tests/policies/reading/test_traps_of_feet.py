"""What goes wrong with signatures and recipients on their way through files."""

from tests.policies.reading.short_paper import FOOT, HEAD, codes, read


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


def test_stamps_are_facts_with_their_place():
    stamp = "Ký bởi: Sở Nội vụ\nEmail: snv@hatinh.gov.vn\nThời gian ký: 05/03/2021 16:02:11\n"
    document = read("Nội dung./.\n", head=stamp + HEAD)

    (found,) = document.stamps
    assert found[:4] == ("Sở Nội vụ", "", "snv@hatinh.gov.vn", "05/03/2021 16:02:11")
    assert len(found.spans) == 3

"""What was decided about a key, held against what is published later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.correction import Act, corrected
from quiz.decided import Standing, Wording, carried, standing
from quiz.types import Item

OPEN, RIGHT, OVERRULED, VOIDED = (
    Standing.OPEN,
    Standing.RIGHT,
    Standing.OVERRULED,
    Standing.VOIDED,
)
STEM = "Ai ký quyết định công nhận?"
TEXTS = ("Chủ tịch Ủy ban nhân dân xã", "Giám đốc sở chuyên ngành", "Chánh văn phòng")


def asked(*right, kind="single", stem=STEM, texts=TEXTS, ids="abcdefgh", unit=""):
    options = [
        {"id": pk, "text": text, "is_correct": at in right}
        for at, (pk, text) in enumerate(zip(ids, texts, strict=False))
    ]
    return Wording(kind, stem, Item(options, unit=unit))


def forms(*texts, kind="number", **fields):
    return asked(*range(len(texts)), kind=kind, texts=texts, **fields)


def decided(before, act, *, keys=(), forms=(), number=1):
    correction = {**corrected(before.item, Act(act), keys=keys, forms=forms), "repair": number}
    return before._replace(
        item=Item(before.item.options, unit=before.item.unit, correction=correction)
    )


CHANGED = decided(asked(0), "change", keys=[["b"]])
VOID = decided(asked(0), "void")
TYPED = ("Chủ tịch Uỷ ban nhân dân xã ", "Giám đốc Sở chuyên nghành", "Chánh văn phòng")
STATEMENT = decided(asked(0, kind="true_false", texts=("Đúng", "Sai")), "change", keys=[["b"]])


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (asked(0), CHANGED, OVERRULED),
        (asked(0, stem="Ai là người ký quyết định công nhận?"), CHANGED, OVERRULED),
        (asked(0, texts=TYPED, ids="xyz"), CHANGED, OVERRULED),
        (asked(2, texts=(TEXTS[1], TEXTS[2], TEXTS[0]), ids="xyz"), CHANGED, OVERRULED),
        (asked(0, texts=(*TEXTS, "Không ai")), CHANGED, OVERRULED),
        (asked(1), CHANGED, RIGHT),
        (asked(2), CHANGED, OPEN),
        (asked(0, texts=(TEXTS[0], "Bí thư", "Kế toán")), CHANGED, OPEN),
        (asked(0, 1, kind="multiple"), CHANGED, OPEN),
        (asked(0, kind="multiple"), CHANGED, OVERRULED),
        (asked(0), decided(asked(0), "accept", keys=[["b"]]), RIGHT),
        (asked(0), VOID, VOIDED),
        (asked(0, stem="Ai ký quyết định công nhận ?"), VOID, VOIDED),
        (asked(0, stem="Từ năm 2026 ai ký quyết định công nhận?"), VOID, OPEN),
        (asked(1), VOID, OPEN),
        (asked(0, kind="true_false", texts=("Đúng", "Sai")), STATEMENT, OVERRULED),
        (asked(0, kind="true_false", stem="Câu khác.", texts=("Đúng", "Sai")), STATEMENT, OPEN),
        (forms("30,0"), decided(forms("30"), "change", forms=["45"]), OVERRULED),
        (forms("45", "30"), decided(forms("30"), "change", forms=["45"]), OVERRULED),
        (forms("45"), decided(forms("30"), "change", forms=["45"]), RIGHT),
        (forms("30", unit="tháng"), decided(forms("30"), "change", forms=["45"]), OPEN),
    ],
)
def test_how_a_question_stands_to_a_decision(now, before, expected):
    assert standing(now, [before]) is expected


def test_without_a_decision():
    assert standing(asked(0), []) is Standing.UNTOUCHED


def test_a_number_that_differs_is_no_typing_error():
    before = decided(asked(0, texts=("Trong 30 ngày làm việc", "Khác")), "change", keys=[["b"]])
    now = asked(0, texts=("Trong 20 ngày làm việc", "Khác"))
    assert standing(now, [before]) is OPEN


def test_the_latest_decision_that_fits_holds():
    back = decided(asked(1), "change", keys=[["a"]], number=2)
    assert standing(asked(0), [back, CHANGED]) is RIGHT
    assert standing(asked(1), [CHANGED, back]) is OVERRULED


def test_a_minor_change_of_a_void_question_asks_the_same():
    now = asked(0, stem="Ai được ký quyết định công nhận?")
    assert standing(now, [VOID], is_minor=True) is VOIDED


class TestCarried:
    MORE = decided(asked(0), "accept", keys=[["b"]])

    def test_ids_follow_the_options(self):
        now = asked(1, texts=("Giám đốc sở chuyên ngành", "Chủ tịch UBND xã", TEXTS[2]), ids="xyc")
        assert carried(self.MORE, now, is_minor=True)["keys"] == [["y"], ["x"]]

    def test_only_where_the_same_is_asked(self):
        assert carried(self.MORE, asked(0), is_minor=False)["keys"] == [["a"], ["b"]]
        assert carried(self.MORE, asked(0, stem="Ai ký thay?"), is_minor=False) is None
        assert carried(self.MORE, asked(1), is_minor=False) is None
        assert carried(asked(0), asked(0), is_minor=True) is None

    def test_texts_stay_as_they_are(self):
        more = decided(forms("30"), "accept", forms=["45"])
        assert carried(more, forms("30"), is_minor=True) == more.item.correction

    @given(st.permutations(range(3)), st.text("abcxyz", min_size=3, max_size=3))
    def test_every_key_keeps_its_options(self, order, ids):
        names = "".join(dict.fromkeys(ids + "mnopq"))[:3]
        texts = [TEXTS[at] for at in order]
        kept = carried(self.MORE, asked(order.index(0), texts=texts, ids=names), is_minor=True)
        by_id = dict(zip(names, texts, strict=True))
        if not set(names) & set("abc"):
            assert [[by_id[pk] for pk in key] for key in kept["keys"]] == [[TEXTS[0]], [TEXTS[1]]]
        assert len({pk for key in kept["keys"] for pk in key}) == 2

"""What two texts say differently, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from intranet.pages.words import Said, words

texts = st.text("aăâ đ.,\n", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_pieces(before, after):
    pieces = words(before, after)

    assert "".join(one.text for one in pieces if one.change != Said.NEW) == before
    assert "".join(one.text for one in pieces if one.change != Said.GONE) == after


def test_what_went_stands_before_what_came():
    assert words("trong 5 ngày", "trong 10 ngày") == (
        (Said.SAME, "trong "),
        (Said.GONE, "5"),
        (Said.NEW, "10"),
        (Said.SAME, " ngày"),
    )


def test_texts_of_more_words_than_wanted_stand_whole():
    assert words("a b c", "a b d", most=4) == ((Said.GONE, "a b c"), (Said.NEW, "a b d"))
    assert words("", "") == ()

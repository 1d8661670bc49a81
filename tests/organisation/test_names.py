"""Vietnamese names in the order of a staff list."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.names import sort_key

IN_ORDER = [
    "Nguyễn Văn An",
    "Trần Thị An",
    "Đặng Thị Anh",
    "Lê Văn Ân",
    "Bùi Thị Bình",
    "Bùi Thị Dung",
    "Võ Văn Đức",
    "Phan Thị Hà",
    "Phan Thị Hằng",
    "Phan Thị Hoa",
    "Phan Thị Hòa",
    "Phan Thị Hóa",
    "Hồ Thị Oanh",
    "Hồ Thị Ơn",
    "Lê Thị Tư",
    "Lê Thị Yến",
]


def test_given_name_first_then_family_in_the_vietnamese_alphabet():
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.parametrize("text", ["", "   ", "An", "O'Brien – 3", "李"])
def test_odd_names_have_a_key_too(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.text(max_size=40))
def test_the_key_does_not_depend_on_case_or_composition(text):
    assert sort_key(text) == sort_key(text)
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.sampled_from(IN_ORDER))
def test_case_and_spaces_do_not_matter(name):
    assert sort_key(f"  {name.upper()} ") == sort_key(name)

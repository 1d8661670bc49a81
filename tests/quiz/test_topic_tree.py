"""Topics as a tree: one order wherever one is chosen."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from quiz.topic_tree import in_tree
from tests.factories import make_user
from tests.factories_quiz import make_question, make_topic


def topic(key, name, parent=None):
    return SimpleNamespace(pk=key, name=name, parent_id=parent)


def test_children_stand_behind_their_parent_and_marks_do_not_matter():
    topics = [
        topic(1, "Đất đai"),
        topic(2, "Zalo"),
        topic(3, "Âm nhạc"),
        topic(4, "Một cửa", 1),
        topic(5, "Ấp, xã", 1),
        topic(6, "Hồ sơ", 4),
    ]
    labels = [place.label for place in in_tree(topics)]
    expected = ["Âm nhạc", "Đất đai", "– Ấp, xã", "– Một cửa", "– – Hồ sơ", "Zalo"]
    assert labels == expected


def test_below_a_topic_that_is_not_offered_one_stands_first():
    assert [place.label for place in in_tree([topic(2, "Hồ sơ", 1)])] == ["Hồ sơ"]


@given(st.lists(st.integers(min_value=-1, max_value=20), max_size=20))
def test_each_topic_stands_there_once(parents):
    topics = [
        topic(key, f"Chủ đề {key % 3}", parent if 0 <= parent < key else None)
        for key, parent in enumerate(parents)
    ]
    assert sorted(place.topic.pk for place in in_tree(topics)) == list(range(len(parents)))


@pytest.mark.django_db
def test_screens_offer_the_same_order():
    upper, first = make_topic("Đất đai"), make_topic("Âm nhạc")
    lower = make_topic("Một cửa")
    lower.parent = upper
    lower.save()
    question = make_question(topic=first)
    client = Client()
    client.force_login(make_user(is_superuser=True))
    bank = "wagtailsnippets_quiz_question"
    for address in (
        reverse(f"{bank}:list"),
        reverse(f"{bank}:add"),
        reverse(f"{bank}:edit", args=[question.pk]),
        reverse("wagtail_bulk_action", args=["quiz", "question", "topic"]) + f"?id={question.pk}",
        reverse("question_imports"),
    ):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        options = [option.get_text() for option in page.select("select[name=topic] option")]
        assert options[1:] == ["Âm nhạc", "Đất đai", "– Một cửa"], address

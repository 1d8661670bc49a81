"""What to read again of a topic."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from quiz.models import QuestionVersion
from quiz.understanding.served import served_versions
from quiz.understanding.topics import Earned, reading_of, topics_of
from tests.factories_pages import make_policy


def version(label):
    topic = SimpleNamespace(name="Kế hoạch")
    return SimpleNamespace(
        topic=topic, topic_id=1, is_policy_open=False, source_label=label, source_anchor=""
    )


def test_each_section_is_named_once_the_worst_first():
    versions = {1: version("Mục I.1"), 2: version("Mục I.1"), 3: version("Mục II")}
    versions[2].source_anchor = "i-1-a"
    earned = {1: Earned(9, 10), 2: Earned(5, 10), 3: Earned(6, 10)}
    (topic,) = topics_of(earned, versions)
    assert [reading.label for reading in topic.readings] == ["Mục II", "Mục I.1"]


@pytest.mark.django_db
def test_a_source_names_the_section_by_its_title(house):
    policy = make_policy(house.quiz.get_parent())
    QuestionVersion._base_manager.update(source_policy=policy, source_anchor="I.1")
    versions = served_versions(
        house.quiz, QuestionVersion.objects.values_list("pk", flat=True), AnonymousUser()
    )
    for version in versions.values():
        version.is_policy_open = True
        assert reading_of(version).label == f"{policy.document_code}, mục I.1: Mục đích"
        assert reading_of(version).url.endswith("#I.1")

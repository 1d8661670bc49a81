"""What to read again of a topic."""

from types import SimpleNamespace

from quiz.understanding.topics import Earned, topics_of


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

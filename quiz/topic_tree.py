"""Topics as a tree: what stands below one, and how all are offered to choose from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.forms.models import ModelChoiceField, ModelChoiceIterator, ModelChoiceIteratorValue

from intranet.pages.models import Topic
from search.text import fold

STEP = "– "


class Place(NamedTuple):
    """A topic and how many stand above it."""

    topic: Any
    depth: int

    @property
    def label(self) -> str:
        """The name, further in the further down."""
        return STEP * self.depth + self.topic.name


def in_tree(topics: Iterable[Any]) -> list[Place]:
    """Each topic once, those below behind the one above, beside each other by name."""
    known = sorted(topics, key=lambda topic: (fold(topic.name), topic.name, topic.pk))
    keys = {topic.pk for topic in known}
    children: dict[int | None, list[Any]] = defaultdict(list)
    for topic in known:
        children[topic.parent_id if topic.parent_id in keys else None].append(topic)
    waiting = [Place(topic, 0) for topic in reversed(children[None])]
    found = []
    while waiting:
        place = waiting.pop()
        found.append(place)
        below = reversed(children[place.topic.pk])
        waiting += [Place(topic, place.depth + 1) for topic in below]
    return found


class TopicIterator(ModelChoiceIterator):
    """The choices of a field of topics, as a tree."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for topic, depth in in_tree(self.queryset):
            value = ModelChoiceIteratorValue(self.field.prepare_value(topic), topic)
            yield value, Place(topic, depth).label


class TopicField(ModelChoiceField):
    """A topic, chosen from the tree."""

    iterator = TopicIterator


def offer_tree(field: Any) -> None:
    """Let the topic of a form that Wagtail made be chosen from the tree."""
    field.iterator = TopicIterator
    field.widget.choices = field.choices


def named_tree(names: Mapping[int, str]) -> list[tuple[str, str]]:
    """All topics as choices whose values are these names."""
    places = in_tree(Topic.objects.all())
    return [(names[topic.pk], STEP * depth + names[topic.pk]) for topic, depth in places]


def with_all_below(topic_id: int) -> set[int]:
    """Keys of the topic and of all below it, in one statement."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in Topic.objects.order_by().values_list("pk", "parent_id"):
        children[parent].append(key)
    found, waiting = set(), [topic_id]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += children[key]
    return found

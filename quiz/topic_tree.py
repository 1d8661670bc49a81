"""Topics with what stands above and below them."""

from collections import defaultdict

from intranet.pages.models import Topic

SEPARATOR = " › "


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


def label_of(topic: Topic) -> str:
    """The topic behind the two above it."""
    names = [topic.name]
    while topic.parent and len(names) < 3:
        topic = topic.parent
        names.insert(0, topic.name)
    return SEPARATOR.join(names)

"""Every address of the site with the ids of objects that are really there."""

from collections.abc import Mapping

from tests.pages import test_walk

# Below these addresses the id belongs to another model than the names of the pattern say.
Ids = Mapping[str, object]


def address_of(text: str, ids: Ids) -> str:
    """An address that the pattern matches, with ids given by name or by the start of the pattern.

    `{"quan-tri/nguoi/": 7}` says what `pk` means below that address, `{"page_id": 9}` what the
    name means everywhere.
    """
    by_start = [start for start in ids if start.endswith("/") and text.startswith(start)]
    named = {name: str(value) for name, value in ids.items() if not name.endswith("/")}
    if by_start:
        named["pk"] = str(ids[max(by_start, key=len)])
    kept = dict(test_walk.SAMPLES)
    test_walk.SAMPLES.update(named)
    try:
        return test_walk.address(text)
    finally:
        test_walk.SAMPLES.clear()
        test_walk.SAMPLES.update(kept)


ALL = test_walk.ALL

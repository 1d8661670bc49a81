from search.models.counted import LONGEST_COUNTED, EmptySearch
from search.models.index import Entry, EntryQuerySet, Passage, Word
from search.models.lists import ListsVersion, SynonymGroup

__all__ = [
    "LONGEST_COUNTED",
    "EmptySearch",
    "Entry",
    "EntryQuerySet",
    "ListsVersion",
    "Passage",
    "SynonymGroup",
    "Word",
]

from search.models.index import Entry, EntryQuerySet, Passage, Word

__all__ = ["Entry", "EntryQuerySet", "Passage", "Word"]

"""Reads questions in a Word document; pure."""

from dataclasses import replace

from quiz.formats.base import ReadFile
from quiz.formats.documents.reading import read_sources
from quiz.formats.documents.word.body import sources_of
from quiz.formats.documents.word.opening import opened


def read(content: bytes) -> ReadFile:
    """Return the questions of a document; raises FileRefusedError where it cannot be opened."""
    sources, problems = sources_of(opened(content))
    read = read_sources(sources, "docx")
    return replace(read, problems=(*problems, *read.problems))

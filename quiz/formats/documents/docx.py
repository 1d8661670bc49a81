"""Reads questions in a Word document; pure."""

from dataclasses import replace

from intranet.office_files.refusal import FileRefusedError as RefusedError
from intranet.pages.files.word.opening import opened
from quiz.formats.base import FileRefusedError, ReadFile
from quiz.formats.documents.reading import read_sources
from quiz.formats.documents.word.body import sources_of


def read(content: bytes) -> ReadFile:
    """Return the questions of a document; raises FileRefusedError where it cannot be opened."""
    try:
        file = opened(content)
    except RefusedError as error:
        raise FileRefusedError(error.code) from error
    sources, problems = sources_of(file)
    read = read_sources(sources, "docx")
    return replace(read, problems=(*problems, *read.problems))

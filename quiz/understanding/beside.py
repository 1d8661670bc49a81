"""Which samples of a quiz may be shown beside each other.

Whoever looks at two samples can subtract one from the other: what is left are the attempts of
those who took the quiz several times. So a sample is shown only where its tables and those of the
samples shown already differ in each cell by nothing or by `MINIMUM` people at least. Cells are a
step of results, passed or not; a mark of a version; an answer given to it.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from intranet.organisation.disclosure import MINIMUM
from quiz.understanding.answers import AnsweredSample
from quiz.understanding.samples import Sample
from quiz.understanding.steps import step_of


def shown_beside(answered: Mapping[Sample, AnsweredSample]) -> dict[Sample, AnsweredSample]:
    """Those of the samples that may be shown; the attempts that count may always.

    Of all attempts several in a cell may be those of one person: as many as anybody has repeated.
    """
    cells = {sample: cells_of(found) for sample, found in answered.items()}
    shown = {Sample.COUNTING: answered[Sample.COUNTING]}
    for sample, found in answered.items():
        fewest = MINIMUM * max(found.most_by_one - 1, 1)
        if all(differ_enough(cells[sample], cells[other], fewest) for other in shown):
            shown[sample] = found
    return shown


def cells_of(answered: AnsweredSample) -> Counter[Any]:
    """How many attempts stand in each cell of the tables of a sample."""
    cells: Counter[Any] = Counter()
    for result in answered.results:
        cells[step_of(result), result.is_passed] += result.attempts
    for row in answered.answers:
        if row.mark is not None:
            cells[row.version_id, "mark", row.mark] += row.attempts
            for given in row.answer or [""]:
                cells[row.version_id, "given", repr(given)] += row.attempts
    return cells


def differ_enough(one: Mapping[Any, int], other: Mapping[Any, int], fewest: int) -> bool:
    """Whether no cell differs by less than the fewest attempts, unless by none."""
    return all(
        one.get(cell, 0) == other.get(cell, 0)
        or abs(one.get(cell, 0) - other.get(cell, 0)) >= fewest
        for cell in {*one, *other}
    )

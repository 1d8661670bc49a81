"""Compares what people were told with what the database holds and has marked.

python -m tests.load.journals FILE, in the environment of the product; prints a summary as JSON.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django

CHUNK = 300  # attempts per statement


class Comparison:
    """The journals of all people against the rows of their attempts."""

    def __init__(self, journals: list[dict[str, Any]]) -> None:
        self.told: dict[str, list[str]] = {}
        self.unsure: dict[str, list[list[str]]] = {}
        self.late: dict[str, list[str]] = {}
        self.submitted: set[int] = set()
        for journal in journals:
            self.told.update(journal["told"])
            self.unsure.update(journal["unsure"])
            self.late.update(journal["late"])
            self.submitted.update(journal["submitted"])
        self.result: Counter[str] = Counter()
        self.examples: list[str] = []

    def run(self) -> dict[str, Any]:
        """Compare everything."""
        attempts = {int(place.partition(".")[0]) for place in (*self.told, *self.late)}
        wanted = sorted(attempts | self.submitted)
        for first in range(0, len(wanted), CHUNK):
            self.compare(wanted[first : first + CHUNK])
        self.result["told as saved"] = len(self.told)
        self.result["never found"] = len(self.told) - self.result["looked at"]
        self.result["lost"] += self.result["never found"]
        self.result["attempts handed in"] = len(self.submitted)
        return {**self.result, "examples": self.examples[:5]}

    def compare(self, attempts: list[int]) -> None:
        """Compare the answers to some attempts."""
        from quiz.models import Response

        rows = Response.objects.filter(attempt__in=attempts)
        for row in rows.select_related("attempt", "question_version").iterator():
            place = f"{row.attempt_id}.{row.slot}"
            if place in self.told:
                self.result["looked at"] += 1
                self.compare_answer(place, row)
            if row.attempt_id in self.submitted:
                self.compare_mark(place, row)

    def compare_answer(self, place: str, row: Any) -> None:
        """See whether what was told as saved is what stands there."""
        if row.answer == self.stored(row, self.told[place]):
            return
        sent_later = [self.stored(row, values) for values in self.unsure.get(place, [])]
        if row.answer in sent_later:
            self.result["arrived untold"] += 1
            return
        self.result["lost"] += 1
        self.examples.append(f"{place}: told {self.told[place]}, stored {row.answer}")

    def compare_mark(self, place: str, row: Any) -> None:
        """See whether the stored answer is the one that was marked."""
        from quiz.marking import stored
        from quiz.services.closing import mark_of

        self.result["marks looked at"] += 1
        right = stored(mark_of(row, negative=row.attempt.negative_marks))
        if row.attempt.is_running or not row.is_closed or row.mark != right:
            self.result["wrong marks"] += 1
            self.examples.append(f"{place}: mark {row.mark}, should be {right}")

    def stored(self, row: Any, values: list[str]) -> list[Any] | None:
        """The form in which posted values are stored."""
        from quiz.tokens import tokens_of
        from quiz.types import type_of

        version = row.question_version
        tokens = tokens_of(row.attempt.salt, row.slot, version.options)
        return type_of(version.kind).parse(values, version.item, tokens)


def main() -> None:
    """Compare the file's journals."""
    django.setup()
    journals = json.loads(Path(sys.argv[1]).read_text())
    print(json.dumps(Comparison(journals).run(), ensure_ascii=False))


if __name__ == "__main__":
    main()

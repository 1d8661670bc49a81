"""Build the question bank of the demonstration from lists of questions in JSON.

``python -m scripts.demonstration_bank questions.json …`` writes the workbook that the demonstration
is loaded from; afterwards the workbook itself is edited, in the shape of the template.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quiz.formats.base import Place, ReadOption, ReadQuestion
from quiz.formats.sheets.writing import write

DATA = Path(__file__).resolve().parent.parent / "intranet" / "demo" / "data"
WORKBOOK = DATA / "ngan-hang-cau-hoi.xlsx"
UNCONFIRMED = "chờ Văn phòng xác nhận"


def question_of(row: Mapping[str, Any], topics: Mapping[str, str], place: int) -> ReadQuestion:
    """The question that a row of the list stands for."""
    source = f"Kế hoạch số {row['policy']}" if row["policy"] else row["source"]
    return ReadQuestion(
        place=Place(place),
        kind=row["kind"],
        stem=row["stem"],
        options=tuple(
            ReadOption(option["text"], option["correct"], match=option.get("match", ""))
            for option in row["options"]
        ),
        code=row["id"],
        topic=topics[row["topic"]],
        keywords=() if row["confidence"] == "high" else (UNCONFIRMED,),
        difficulty=row["difficulty"],
        explanation=row["explanation"],
        policy=row["policy"] or "",
        anchor=row["anchor"] or "",
        source_label=f"{source} – {row['section']}",
        marking_rule=row.get("marking_rule", "all_or_nothing"),
        unit=row.get("unit", ""),
    )


def main(paths: list[str]) -> None:
    """Write the workbook from all lists."""
    topics = {
        topic["code"]: topic["name"]
        for topic in json.loads((DATA / "topics.json").read_text(encoding="utf-8"))
    }
    rows = [row for path in paths for row in json.loads(Path(path).read_text(encoding="utf-8"))]
    questions = [question_of(row, topics, place) for place, row in enumerate(rows, 2)]
    WORKBOOK.write_bytes(write(questions).content)
    print(f"{len(questions)} questions: {WORKBOOK}")


if __name__ == "__main__":
    main(sys.argv[1:])

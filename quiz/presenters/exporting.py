"""The export of questions in words: the formats, what one of them cannot carry, the file's name."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from quiz.export_choice import Choice
from quiz.exporting import FORMATS
from quiz.formats.base import LeftOut, Written
from quiz.importing.wording import message

FILE_NAME = "ngan-hang-cau-hoi"
STEMS_SHOWN = 20
LONGEST_STEM = 160


def formats(choice: Choice) -> list[dict[str, Any]]:
    """The formats to choose from, the one chosen marked."""
    return [
        {
            "name": name,
            "label": one.label,
            "purpose": one.purpose,
            "is_chosen": name == (choice.format_name or next(iter(FORMATS))),
        }
        for name, one in FORMATS.items()
    ]


def preview(choice: Choice, made: Written) -> dict[str, Any]:
    """Where the file is, and what it does not carry, or not as a whole."""
    return {
        "chosen": FORMATS[choice.format_name],
        "touched": len({id(one.question) for one in made.left_out}),
        "reasons": reasons(made.left_out),
        "notes": reasons(made.notes),
        "size": len(made.content),
        "file_name": file_name(choice),
        "file_url": f"{reverse('question_export_file')}?{choice.query}",
    }


def reasons(left_out: Sequence[LeftOut]) -> list[dict[str, Any]]:
    """What is left out or noted, by reason, the first of the questions by their beginning."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for one in left_out:
        by_code[one.code].append(Truncator(one.question.stem).chars(LONGEST_STEM))
    return [
        {
            "what": message(code).what,
            "advice": message(code).advice,
            "count": len(stems),
            "stems": stems[:STEMS_SHOWN],
            "more": max(0, len(stems) - STEMS_SHOWN),
        }
        for code, stems in by_code.items()
    ]


def file_name(choice: Choice) -> str:
    """The name of the file: ngan-hang-cau-hoi-2026-11-23.xlsx."""
    day = timezone.localdate().isoformat()
    return f"{FILE_NAME}-{day}.{FORMATS[choice.format_name].suffix}"

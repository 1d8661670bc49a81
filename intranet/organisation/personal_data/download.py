"""What is held about a person as one file: for people (HTML) and for programs (JSON)."""

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from intranet.organisation.personal_data.holdings import text_of
from intranet.organisation.personal_data.registry import Owner, Section, sections_about

JSON_NAME = "du-lieu.json"
HTML_NAME = "du-lieu.html"


def packed(owner: Owner) -> bytes:
    """A zip file with both."""
    sections = sections_about(owner)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON_NAME, as_json(sections))
        archive.writestr(HTML_NAME, as_html(sections))
    return stream.getvalue()


def as_json(sections: list[Section]) -> str:
    """Each section by its key as a list of rows with named values."""
    data: dict[str, Any] = {
        section.key: [
            dict(zip((key for key, _label in section.columns), row, strict=True))
            for row in section.rows
        ]
        for section in sections
    }
    content = {"made_at": timezone.now(), **data}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_html(sections: list[Section]) -> str:
    """The same as tables that any browser shows without the network."""
    context = {"tables": [table(section) for section in sections], "made_at": timezone.now()}
    return render_to_string("organisation/personal_data/file.html", context)


def table(section: Section, *, at_most: int | None = None) -> dict[str, Any]:
    """The section in words, as screens and the file print it."""
    rows = section.rows if at_most is None else section.rows[:at_most]
    labels = [label for _key, label in section.columns]
    return {
        "key": section.key,
        "title": section.title,
        "purpose": section.purpose,
        "url": section.url,
        "action": section.action,
        "columns": [{"label": label} for label in labels],
        "rows": [
            [
                {"text": text_of(value) or "—", "label": label}
                for label, value in zip(labels, row, strict=True)
            ]
            for row in rows
        ],
        "left_out": len(section.rows) - len(rows),
        "total": len(section.rows),
    }

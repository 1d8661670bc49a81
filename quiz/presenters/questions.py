"""One question: as it is asked, and as it looks once it is marked."""

from typing import Any

from quiz.drawing import letter


def field_name(slot: int) -> str:
    """The name of a question's inputs."""
    return f"cau-{slot}"


def asked(response: Any) -> dict[str, Any]:
    """A question as it is asked: options by their place in this attempt, never by a lasting id."""
    version = response.question_version
    name = field_name(response.slot)
    return {
        "number": response.slot,
        "name": name,
        "kind": version.kind,
        "stem": version.stem,
        "saved_at": response.saved_at,
        "options": [
            {
                "id": f"{name}-{place}",
                "value": str(place),
                "text": f"{letter(place)}. {version.texts[option_id]}",
                "checked": option_id in response.answer,
            }
            for place, option_id in enumerate(response.option_order)
        ],
    }


def marked(response: Any, urls: dict[int, str]) -> dict[str, Any]:
    version = response.question_version
    url = urls.get(version.source_policy_id, "")
    anchor = f"#{version.source_anchor}" if version.source_anchor else ""
    return {
        "number": response.slot,
        "anchor": field_name(response.slot),
        "stem": version.stem,
        "is_right": bool(response.mark),
        "is_answered": bool(response.answer),
        "explanation": version.explanation,
        "source_label": version.source_label,
        "source_url": f"{url}{anchor}" if url else "",
        "options": [
            {
                "text": f"{letter(place)}. {version.texts[option_id]}",
                "is_key": option_id in version.key,
                "is_chosen": option_id in response.answer,
            }
            for place, option_id in enumerate(response.option_order)
        ],
    }

"""The dry run as it is kept with the import: plain values, cut to what a person reads."""

from typing import Any

from intranet.organisation.roll.plan import CHANGED, JOINED, LEFT, MOVED, Plan, Step
from intranet.organisation.roll.rows import ERROR

MAX_LINES = 500
KINDS = (JOINED, MOVED, CHANGED, LEFT)


def report_of(plan: Plan) -> dict[str, Any]:
    """Numbers, faults, questions and the first lines of each kind of change."""
    errors_first = sorted(plan.problems, key=lambda problem: problem.severity != ERROR)
    lines: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for step in plan.steps:
        if len(lines[step.kind]) < MAX_LINES:
            lines[step.kind].append(_line(plan, step))
    return {
        "counts": dict(plan.counts),
        "digest": plan.digest,
        "errors": plan.errors,
        "warnings": len(plan.problems) - plan.errors,
        "open_questions": plan.open_questions,
        "question_count": len(plan.questions),
        "changes_anything": plan.changes_anything,
        "problems": [problem._asdict() for problem in errors_first[:MAX_LINES]],
        "questions": [_question(plan, question) for question in plan.questions[:MAX_LINES]],
        "units": [
            {"name": unit.name, "code": unit.code, "kind": unit.kind, "below": _below(plan, unit)}
            for unit in plan.new_units[:MAX_LINES]
        ],
        "lines": lines,
    }


def _below(plan: Plan, unit: Any) -> str:
    return "" if unit.parent is None else plan.unit_names[unit.parent]


def _question(plan: Plan, question: Any) -> dict[str, Any]:
    options = [option._asdict() for option in question.options]
    for option in options:
        if option["kind"] == "person" and option["detail"]:
            option["detail"] = plan.unit_names.get(int(option["detail"]), "")
    return {**question._asdict(), "options": options}


def _line(plan: Plan, step: Step) -> dict[str, Any]:
    person, row = step.person, step.row
    return {
        "name": row.full_name if row else person.full_name if person else "",
        "code": (row.staff_code if row else "") or (person.staff_code if person else ""),
        "unit": plan.unit_names.get(step.unit, "") if step.unit is not None else "",
        "sheet": row.sheet if row else "",
        "row": row.number if row else 0,
        "changes": [list(change) for change in step.changes],
    }

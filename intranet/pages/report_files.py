"""What the reports of the admin have in common when they become files."""

from typing import Any

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class WithoutFormulasMixin:
    """A list of Wagtail's admin whose files hold nothing that a spreadsheet would compute."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row of the file; what a spreadsheet would take for a formula becomes text."""
        row: dict[str, Any] = super().to_row_dict(item)  # type: ignore[misc]  # a list follows
        return {
            name: f"'{value}" if str(value).startswith(BEGINS_A_FORMULA) else value
            for name, value in row.items()
        }

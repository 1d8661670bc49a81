"""Fields that keep migrations and stored text clean."""

from typing import Any

from wagtail import fields as wagtail_fields


class StreamField(wagtail_fields.StreamField):
    """Wagtail's StreamField whose block definitions stay out of migrations.

    Data migrations then touch stream data through `wagtail.blocks.migrations` only (raw JSON,
    revisions included): a historical model knows no blocks and would drop the body silently.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and "block_types" not in kwargs:
            args = ([],)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

"""Fields that keep migrations and stored text clean."""

from typing import Any

from wagtail import fields as wagtail_fields

from search.text import nfc


def composed(value: Any) -> Any:
    """Return the value with every string in it, however deep, in Unicode's composed form."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list | tuple):
        return [composed(item) for item in value]
    if isinstance(value, dict):
        return {key: composed(item) for key, item in value.items()}
    return value


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
        """Leave the block definitions out."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Store composed text only, also in revisions, which come through here too."""
        return composed(super().get_prep_value(value))


class RichTextField(wagtail_fields.RichTextField):
    """Wagtail's RichTextField that stores composed text only; the same column to migrations."""

    def get_prep_value(self, value: Any) -> Any:
        """Return the markup in Unicode's composed form."""
        return composed(super().get_prep_value(value))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Look like Wagtail's own field, because the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

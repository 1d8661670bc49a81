"""Pictures in page bodies: their sizes, and all renditions of a page in one statement."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

# A phone at twice its density, and a desktop column.
BODY_RENDITIONS = (
    "width-480|format-webp|webpquality-55",
    "width-960|format-webp|webpquality-60",
)


def prefetch_body_images(*streams: StreamValue) -> None:
    """Fetch the renditions of every picture in the streams, none if there is no picture."""
    images = [
        block.value["image"]
        for stream in streams
        for block in stream
        if block.block_type == "image" and block.value["image"]
    ]
    if not images:
        return
    renditions = get_image_model().get_rendition_model().objects
    prefetch_related_objects(
        images,
        Prefetch(
            "renditions",
            queryset=renditions.filter(filter_spec__in=BODY_RENDITIONS),
            to_attr="prefetched_renditions",
        ),
    )


def picture(image: Any) -> dict[str, Any]:
    """Return what an img element needs: both renditions and the alternative text."""
    small, large = (image.get_rendition(spec) for spec in BODY_RENDITIONS)
    return {"small": small, "large": large, "alt": large.alt}

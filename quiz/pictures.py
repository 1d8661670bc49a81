"""Pictures of questions: fetched together, addressed without their names, fit to be shown."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from intranet.accounts.roles import INTERNAL_COLLECTION
from intranet.pages.files.standing import with_standing

# A phone at twice its density, and the column of a desktop; high pictures stay on one screen.
SIZES = (
    "max-640x960|format-webp|webpquality-65",
    "max-1200x1600|format-webp|webpquality-70",
)


def prefetch_pictures(versions: Iterable[Any]) -> None:
    """Fetch the pictures of versions with their sizes: two statements, none without pictures."""
    shown = [version for version in versions if version.image_id]
    if not shown:
        return
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=SIZES)
    prefetch_related_objects(
        shown,
        "image",
        Prefetch("image__renditions", queryset=renditions, to_attr="prefetched_renditions"),
    )


def picture_of(version: Any) -> dict[str, Any] | None:
    """What an img element needs; the words alone where the file is lost, nothing without one.

    The addresses have numbers: the name that somebody gave the file may say which answer is right.
    """
    if not version.image_id:
        return None
    try:
        small, large = (version.image.get_rendition(size) for size in SIZES)
    except OSError:
        return {"alt": version.image_alt}
    return {
        "alt": version.image_alt,
        "small_url": _address(small),
        "small_width": small.width,
        "large_url": _address(large),
        "large_width": large.width,
        "large_height": large.height,
    }


def _address(rendition: Any) -> str:
    return reverse("numbered_rendition", args=[rendition.pk])


def picture_messages(image_id: int | None, alt: str) -> list[str]:
    """Why a question must not go out with its picture as it is."""
    if not image_id:
        return []
    messages = []
    if not alt.strip():
        messages.append(_("Say in words what the picture shows, for those who cannot see it."))
    image = with_standing(get_image_model().objects.filter(pk=image_id)).first()
    if image is not None and image.binding_id is not None:
        messages.append(
            _(
                "The picture «%(title)s» belongs to one page and not everybody who is asked may "
                "see it. Move it to the collection «%(collection)s» or choose another one."
            )
            % {"title": image.title, "collection": INTERNAL_COLLECTION}
        )
    return messages


def make_sizes(version: Any) -> None:
    """Make the sizes of a picture before many people ask for it in the same moment."""
    if version.image_id:
        picture_of(version)

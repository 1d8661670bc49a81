"""Whether the bytes of a picture are one that may be shown; pure, without Django."""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from intranet.pages.files.content import picture_fault

LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 20_000_000
ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}

TOO_LARGE, TOO_MANY_PIXELS = "too_large", "too_many_pixels"
UNREADABLE, TWO_KINDS = "unreadable", "two_kinds"


def ending_of(content: bytes) -> str:
    """The ending that a picture should have by its content, empty where it is none of the kinds."""
    try:
        with Image.open(BytesIO(content), formats=list(ENDINGS)) as picture:
            return ENDINGS.get(picture.format or "", "")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return ""


def fault_of(content: bytes) -> str:
    """What is wrong with a picture, empty if nothing is.

    The head is asked for the size before anything is decoded; decoding then shows whether the
    picture is whole, because one that is not would fail where it is to be shown.
    """
    if len(content) > LARGEST:
        return TOO_LARGE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(ENDINGS)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return TOO_MANY_PIXELS
                picture.load()
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return UNREADABLE
    return TWO_KINDS if picture_fault(BytesIO(content)) else ""

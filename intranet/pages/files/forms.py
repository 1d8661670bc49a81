"""The forms through which files come in: type by content, size, and what can be said about it."""

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail import hooks
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from intranet.pages.files.content import CHECKS, Fault, fault_of, picture_fault

FAULTS = {
    Fault.OTHER_KIND: _(
        "The content of this file is not what its ending says. Open it in the program that made "
        "it, save it again in the right format and upload that."
    ),
    Fault.TWO_KINDS: _(
        "This file carries something else before or after its content, which can be dangerous. "
        "Save it again in the program that made it and upload that."
    ),
    Fault.BOMB: _(
        "Unpacked, this file would be unusually large. Make the pictures in it smaller or split "
        "it, and upload it again."
    ),
    Fault.LOCKED: _(
        "This file is protected by a password and cannot be checked. Save it without the password "
        "and upload that; who may open it is decided by its collection."
    ),
    Fault.MACROS: _("This file contains macros. Save it without macros and upload that."),
    Fault.NOT_TEXT: _("This file is not plain text. Save it as text (UTF-8) and upload that."),
}
TOO_LARGE = _("This file is too large (%(size)s); at most %(limit)s can be uploaded.")
UNKNOWN_KIND = _("Files of this kind cannot be uploaded; allowed are: %(kinds)s.")


def check_document(file: UploadedFile) -> None:
    """Raise a `ValidationError` that says what is wrong with an uploaded document and what to do.

    Every import of a file from a person's machine may call it before reading the file.
    """
    extension = PurePath(file.name or "").suffix.lstrip(".").lower()
    allowed = [kind for kind in settings.WAGTAILDOCS_EXTENSIONS if kind in CHECKS]
    if extension not in allowed:
        raise ValidationError(
            UNKNOWN_KIND, code="unknown_kind", params={"kinds": ", ".join(allowed)}
        )
    limit = settings.FILES_MAX_DOCUMENT_SIZE
    size = file.size or 0
    if size > limit:
        sizes = {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        raise ValidationError(TOO_LARGE, code="too_large", params=sizes)
    stream: Any = file
    _raise(fault_of(extension, stream))
    file.seek(0)


def check_picture(file: UploadedFile) -> None:
    """Raise a `ValidationError` for a picture that is something else besides."""
    stream: Any = file
    _raise(picture_fault(stream))
    file.seek(0)


def _raise(fault: Fault | None) -> None:
    if fault is not None:
        raise ValidationError(FAULTS[fault], code=fault.name.lower())


class DocumentForm(BaseDocumentForm):
    """A document with its collection and keywords."""

    def clean_file(self) -> Any:
        """Look into a new file."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file


class PictureField(WagtailImageField):
    """A picture field that asks the head of the file for its size before anything is decoded.

    Wagtail's decodes first, so that a small file with many pixels takes the memory it was to be
    refused for, and a damaged one ends in an error.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages.update(PICTURE_MESSAGES)

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse too many pixels, told by the head, then what cannot be decoded."""
        try:
            f.seek(0)
            with Image.open(f.file) as picture:
                self._refuse_above_limit(picture.width * picture.height)
            super().check_image_pixel_size(f)
        except Image.DecompressionBombError as error:
            raise ValidationError(BOMB_PICTURE, code="file_too_many_pixels") from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def _refuse_above_limit(self, pixels: int) -> None:
        if pixels > self.max_image_pixels:
            raise ValidationError(
                self.error_messages["file_too_many_pixels"],
                code="file_too_many_pixels",
                params={"num_pixels": pixels, "max_pixels_count": self.max_image_pixels},
            )


class PictureForm(BaseImageForm):
    """A picture; whether it is one, and how large, is asked by the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )

    def clean_file(self) -> Any:
        """Look into a new file."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_picture(file)
            self._check_replaceable()
        return file

    def _check_replaceable(self) -> None:
        """Refuse another file in place of one that something published shows as it was.

        What that is, higher apps say by the hook `reasons_against_another_file`.
        """
        if self.instance.pk is None:
            return
        for reason_against in hooks.get_hooks("reasons_against_another_file"):
            if reason := reason_against(self.instance):
                raise ValidationError(reason, code="kept")


BOMB_PICTURE = _("This picture has too many pixels. Make it smaller and upload it again.")
PICTURE_MESSAGES = {
    "invalid_image": _("This file is not a picture, or it is damaged."),
    "invalid_image_extension": _(
        "Pictures of this kind cannot be uploaded; allowed are AVIF, GIF, JPEG, PNG and WebP."
    ),
    "invalid_image_known_format": _(
        "The ending of the file says %(extension)s, its content is %(image_format)s. Save the "
        "picture again in the right format."
    ),
    "file_too_large": _(
        "This picture is too large (%(file_size)s); at most %(max_filesize)s can be uploaded."
    ),
    "file_too_many_pixels": _(
        "This picture has too many pixels (%(num_pixels)s of at most %(max_pixels_count)s). Make "
        "it smaller and upload it again."
    ),
}

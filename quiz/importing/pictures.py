"""Pictures that come with questions: looked at, kept with the dry run, given to the bank."""

import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import Storage
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.search.backends import get_search_backends

from intranet.accounts.models import User
from intranet.accounts.roles import INTERNAL_COLLECTION
from quiz.formats.base import ReadImage
from quiz.formats.pictures import ending_of, fault_of

FOLDER = "cau-hoi/anh"


def keep(image: ReadImage, storage: Storage) -> tuple[str, str] | None:
    """Keep a picture under its own content; its hash and where it is, None if it may not be."""
    extension = ending_of(image.content)
    if not extension or fault_of(image.content):
        return None
    digest = hashlib.sha1(image.content, usedforsecurity=False).hexdigest()
    name = f"{FOLDER}/{digest}.{extension}"
    if not storage.exists(name):
        name = storage.save(name, ContentFile(image.content))
    return digest, name


def images_for(files: Mapping[str, Any], user: User | None) -> dict[str, Model]:
    """The images of the bank by their hash; `files` are kept pictures by theirs.

    One that is there already is used again. All are internal: a question is nobody's who is not
    signed in.
    """
    if not files:
        return {}
    model = get_image_model()
    collection = Collection.objects.get(name=INTERNAL_COLLECTION)
    known = model.objects.filter(collection=collection, file_hash__in=files)
    found: dict[str, Model] = {image.file_hash: image for image in known.order_by("-pk")}
    made = [
        _image(digest, file, collection, user)
        for digest, file in files.items()
        if digest not in found
    ]
    model.objects.bulk_create(made)
    _index(made)
    return found | {image.file_hash: image for image in made}


def _image(digest: str, file: Any, collection: Collection, user: User | None) -> Any:
    """A picture under a neutral name: the one it had may say which answer is right."""
    extension = file.name.rpartition(".")[2]
    with file.storage.open(file.name) as kept:
        content = ImageFile(io.BytesIO(kept.read()), name=f"cau-hoi-{digest[:12]}.{extension}")
    return get_image_model()(
        title=_("Picture of a question (%(mark)s)") % {"mark": digest[:8]},
        file=content,
        file_hash=digest,
        file_size=content.size,
        collection=collection,
        uploaded_by_user=user,
    )


def _index(images: Iterable[Any]) -> None:
    """Let the images be found in the library, as saving them one by one would."""
    made = list(images)
    if made:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(type(made[0]), made)

"""Refuses to publish a page together with a file that not all its readers may have."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageQuerySet, ReferenceIndex

from intranet.accounts.roles import INTERNAL_COLLECTION, PUBLIC_COLLECTION
from intranet.organisation.models import AudienceKind
from intranet.pages.files.standing import with_standing
from intranet.pages.models.bindings import CollectionBinding


class Place(NamedTuple):
    """A file as a page uses it: which one, and where on the page."""

    content_type_id: int
    file_id: str
    where: str


def narrower_file_errors(page: Any) -> list[str]:
    """Reasons against publishing the page as it stands in memory, one for each file."""
    places = list(_places(page))
    is_open = _is_open(page)
    errors = [
        _refusal(file, where, is_open=is_open)
        for file, where in _files(places)
        if _is_narrower(file, page, is_open=is_open)
    ]
    return [*errors, *_errors_below(page)]


def errors_in_the_open(pages: PageQuerySet) -> list[str]:
    """Reasons against letting everybody read the pages: files of live ones that are not public."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=pages.live().order_by().values(key=Cast("pk", CharField())),
    )
    rows = references.filter(to_content_type__in=_file_types()).values_list(
        "to_content_type_id", "to_object_id"
    )
    places = [Place(type_id, file_id, where="") for type_id, file_id in rows]
    return [
        _refusal(file, where, is_open=True)
        for file, where in _files(places)
        if not _is_public(file)
    ]


def _errors_below(page: Any) -> list[str]:
    """What a section that opens to everybody would bring along."""
    is_opening = getattr(page, "is_public", False) and not page.is_open_to_everybody()
    return errors_in_the_open(Page.objects.descendant_of(page)) if is_opening else []


def _is_open(page: Any) -> bool:
    """Whether everybody will read the page, a section as its form says."""
    return getattr(page, "is_public", False) or page.is_open_to_everybody()


def _places(page: Any) -> Iterator[Place]:
    """Every use of a document or picture in the page as it stands in memory.

    Wagtail keeps such references only of what is saved; its own way of finding them is used here on
    the draft, so that blocks, rich text and fields are found alike.
    """
    file_types = set(_file_types())
    for type_id, file_id, path, _content_path in ReferenceIndex._extract_references_from_object(
        page
    ):
        if type_id in file_types:
            reference = ReferenceIndex(
                content_type=ContentType.objects.get_for_model(page), model_path=path
            )
            yield Place(type_id, file_id, str(reference.describe_source_field()))


def _file_types() -> list[int]:
    models = (get_document_model(), get_image_model())
    return [ContentType.objects.get_for_model(model).pk for model in models]


def _files(places: Iterable[Place]) -> Iterator[tuple[Any, str]]:
    """Each file with its standing and the places where it stands; one statement for each kind."""
    wanted: dict[int, dict[str, list[str]]] = {}
    for place in places:
        wheres = wanted.setdefault(place.content_type_id, {}).setdefault(place.file_id, [])
        if place.where and place.where not in wheres:
            wheres.append(place.where)
    for type_id, wheres_of in wanted.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        for file in with_standing(model.objects.filter(pk__in=wheres_of)).order_by("title"):
            yield file, ", ".join(wheres_of[str(file.pk)])


def _is_public(file: Any) -> bool:
    return file.binding_id is None and file.is_public


def _is_narrower(file: Any, page: Any, *, is_open: bool) -> bool:
    """Whether some readers of the page may not have the file.

    Two different audiences count as different circles, though one might hold the other: what holds
    today may not hold after the next move of a person.
    """
    if file.binding_id is None:
        return is_open and not file.is_public
    binding = CollectionBinding.objects.select_related("page").get(pk=file.binding_id)
    if binding.page is None or not (binding.page.live or binding.page.pk == page.pk):
        return True
    if binding.page.pk == page.pk:
        return False
    bound = binding.page.specific
    if bound.is_open_to_everybody():
        return False
    return is_open or not _reaches_as_far(bound, page)


def _reaches_as_far(bound: Any, page: Any) -> bool:
    """Whether whoever belongs to the readers of the page belongs to those of the bound one."""
    is_for_everybody = bound.audience.kind == AudienceKind.EVERYBODY
    return is_for_everybody or bound.audience_id == page.audience_id


def _refusal(file: Any, where: str, *, is_open: bool) -> str:
    """The sentence for the editor: which file, where it stands, what to do."""
    collection = PUBLIC_COLLECTION if is_open else INTERNAL_COLLECTION
    named = f"«{file.title}» ({where})" if where else f"«{file.title}»"
    return _(
        "Not everybody who reads the page may open the file %(file)s. Move the file to the "
        "collection «%(collection)s», take it off the page, or narrow the readers of the page."
    ) % {"file": named, "collection": collection}

"""Where files stand: in the collection of a page, in «Công khai», or in neither."""

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import Collection

from intranet.accounts.roles import PUBLIC_COLLECTION
from intranet.pages.models.bindings import CollectionBinding


def with_standing(files: QuerySet, *, collection: str = "collection") -> QuerySet:
    """Add to each file `binding_id`, of the nearest bound collection, and `is_public`.

    `collection` is the path from the rows to their collection. A binding counts for more than
    «Công khai» above it: of two rules the narrower one holds.
    """
    public = Collection.objects.alias(below=_place(collection)).filter(
        below__startswith=F("path"), depth=2, name=PUBLIC_COLLECTION
    )
    return files.annotate(
        binding_id=Subquery(nearest_binding(collection).values("pk")[:1]),
        is_public=Exists(public),
    )


def nearest_binding(collection: str) -> QuerySet[CollectionBinding]:
    """The bindings at the place of the outer file or above it, the nearest one first."""
    above = CollectionBinding.objects.alias(below=_place(collection)).filter(
        below__startswith=F("collection__path")
    )
    return above.order_by("-collection__path")


def _place(collection: str) -> Cast:
    """Where the collection of the outer file stands in the tree of collections."""
    return Cast(OuterRef(f"{collection}__path"), CharField())

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
    path = Cast(OuterRef(f"{collection}__path"), CharField())
    bindings = CollectionBinding.objects.alias(below=path).filter(
        below__startswith=F("collection__path")
    )
    public = Collection.objects.alias(below=path).filter(
        below__startswith=F("path"), depth=2, name=PUBLIC_COLLECTION
    )
    return files.annotate(
        binding_id=Subquery(bindings.order_by("-collection__path").values("pk")[:1]),
        is_public=Exists(public),
    )

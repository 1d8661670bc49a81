"""Files by who may read them, as a queryset: what `access.may_have` says of one file."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from wagtail.documents import get_document_model
from wagtail.models import get_page_models

from intranet.pages.files.standing import nearest_binding, with_standing
from intranet.pages.models import BasePage


def documents_readable_by(user: Any) -> QuerySet:
    """Documents for readers: of a page for whoever reads it, else for everybody who is signed in.

    Whoever may edit a page has its files too; a list for readers leaves them out, as its draft.
    """
    documents = with_standing(get_document_model().objects.all()).alias(
        bound_page=Subquery(nearest_binding("collection").values("page")[:1])
    )
    of_page = [
        Q(Exists(model.objects.visible_to(user).filter(pk=OuterRef("bound_page"))))
        for model in get_page_models()
        if issubclass(model, BasePage)
    ]
    open_to = Q(binding_id=None) if user.is_authenticated else Q(binding_id=None, is_public=True)
    return documents.filter(open_to | reduce(or_, of_page))

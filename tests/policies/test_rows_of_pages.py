"""Rows of pages are open to whom the pages themselves are, whatever their type."""

import pytest
from django.contrib.auth.models import AnonymousUser

from intranet.pages.rows_of_pages import of_pages_visible_to
from intranet.policies.citations.sources import page_models
from intranet.policies.models import Citation
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import make_campaign, make_news, make_policy, make_site

pytestmark = pytest.mark.django_db


def test_the_same_pages_are_open_as_by_their_types():
    site, mine, other = make_site(), make_unit("Phòng Một"), make_unit("Phòng Hai")
    readers = [make_person(unit, user=True).user for unit in (mine, other)]
    for audience in (None, make_audience(mine), make_audience(other)):
        fields = {"audience": audience} if audience else {}
        make_policy(site.policies, **fields)
        make_news(site.news, **fields)
        make_campaign(site.campaigns, **fields)
    hidden = make_news(site.news)
    hidden.unpublish()
    pages = [pk for model in page_models() for pk in model.objects.values_list("pk", flat=True)]
    Citation.objects.bulk_create(
        Citation(source_kind="page", source_id=pk, page_id=pk, position=0) for pk in pages
    )

    for user in (*readers, AnonymousUser()):
        rows = of_pages_visible_to(Citation.objects.all(), user, models=page_models())
        by_type = {
            pk
            for model in page_models()
            for pk in model.objects.visible_to(user).values_list("pk", flat=True)
        }
        assert set(rows.values_list("page", flat=True)) == by_type
        assert hidden.pk not in by_type

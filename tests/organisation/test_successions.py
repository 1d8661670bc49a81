"""A succession stands once, whether or not somebody came after the unit."""

import pytest
from django.db import IntegrityError, transaction

from intranet.organisation.models import SuccessionKind
from tests.factories import LONG_AGO, make_succession, make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_successor", [True, False])
def test_the_database_refuses_the_same_succession_twice(has_successor):
    unit = make_unit("Phòng Lộc Hà")
    successor = make_unit("Phòng Thạch Hà") if has_successor else None
    kind = SuccessionKind.MERGE if has_successor else SuccessionKind.DISSOLVE
    make_succession(unit, successor, LONG_AGO, kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_succession(unit, successor, LONG_AGO, kind)
    assert unit.successions.count() == 1

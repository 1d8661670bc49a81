"""The controlled list of topics."""

import pytest
from django.core.exceptions import ValidationError

from intranet.pages.models import Topic

pytestmark = pytest.mark.django_db


def test_a_topic_stands_below_another_one_but_never_below_itself():
    top = Topic.objects.create(code="mot", name="Một")
    middle = Topic.objects.create(code="hai", name="Hai", parent=top)
    low = Topic(code="ba", name="Ba", parent=middle)
    low.full_clean()
    low.save()

    for parent in (top, middle, low):
        top.parent = parent
        with pytest.raises(ValidationError) as refusal:
            top.full_clean()
        assert set(refusal.value.message_dict) == {"parent"}

"""The letter about a new token: to its owner, and to all IT officers."""

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import ModelLogEntry

from intranet.accounts import mail
from intranet.accounts.models import User
from intranet.accounts.roles import IT_OFFICERS


@task()
def tell_of_token(entry_id: int) -> None:
    """Tell who issued a token in whose name, what it opens and why."""
    entry = ModelLogEntry.objects.select_related("user").filter(pk=entry_id).first()
    if entry is None:
        return
    concerned = Q(pk=entry.object_id) | Q(groups__name=IT_OFFICERS)
    context = {
        "entry": entry,
        "until": parse_datetime(entry.data["until"]),
        "url": settings.WAGTAILADMIN_BASE_URL,
    }
    for reader in User.objects.filter(concerned, is_active=True).exclude(email="").distinct():
        text = render_to_string("api/token_issued.txt", {**context, "reader": reader})
        mail.send(subject=_("An access token was issued"), text=text, address=reader.email)

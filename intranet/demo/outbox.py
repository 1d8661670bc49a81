"""Where the mail of a demonstration goes: into a table that its accounts can read."""

from collections.abc import Iterable
from email.utils import parseaddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from intranet.demo.models import OutboxLetter

MOST_KEPT = 2000  # somebody may let the demonstration run for months


class OutboxBackend(BaseEmailBackend):
    """Keeps letters instead of sending them: made-up people have made-up addresses."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """Store each letter once for each reader, and let the oldest go."""
        now = timezone.now()
        letters = [
            OutboxLetter(
                address=parseaddr(reader)[1],
                subject=str(message.subject),
                text=str(message.body),
                sent_at=now,
            )
            for message in email_messages
            for reader in message.recipients()
        ]
        OutboxLetter.objects.bulk_create(letters)
        oldest_kept = OutboxLetter.objects.order_by("-pk")[MOST_KEPT - 1 : MOST_KEPT]
        for letter in oldest_kept:
            OutboxLetter.objects.filter(pk__lt=letter.pk).delete()
        return len(letters)

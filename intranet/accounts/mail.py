"""The form of every letter that this site sends, and the sending of those that are not stored.

Letters with secrets in them (links to choose a password) and warnings about an account go out at
once from a task. What is told about tasks and results is stored first, see `intranet.notices`.
"""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

logger = logging.getLogger(__name__)


def envelope(
    *,
    subject: str,
    text: str,
    address: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """The message: its subject in one line with the name of the site, marked as automatic."""
    message = EmailMultiAlternatives(
        subject=" ".join(f"{subject} · {settings.WAGTAIL_SITE_NAME}".split()),
        body=text,
        to=[address],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message


def send(*, subject: str, text: str, address: str) -> bool:
    """Send a letter now; an address that takes no mail is logged and keeps nobody else waiting."""
    try:
        envelope(subject=subject, text=text, address=address).send()
    except OSError:
        logger.exception("A letter could not be sent")
        return False
    return True

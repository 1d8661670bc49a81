"""What a message about a file says."""

from typing import NamedTuple

from django.utils.functional import Promise


class Message(NamedTuple):
    """What is the matter, and what to do about it.

    Both may use the details of a problem as `%(name)s`, and `%(text)s` for what stands in the file.
    """

    what: str | Promise
    advice: str | Promise = ""

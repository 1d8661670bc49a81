"""What stands around every page: the name of the body, the menu, alerts, the account."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return `shell`, the frame of the screen; see templates/base.html for what it uses."""
    return {"shell": {}}

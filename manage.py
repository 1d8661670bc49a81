#!/usr/bin/env python
"""Django's command line; development settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run one management command; wrong settings end in one line, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Cấu hình sai: {error}")


if __name__ == "__main__":
    main()

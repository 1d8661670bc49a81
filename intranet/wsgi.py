"""The WSGI application that gunicorn serves; production settings unless told otherwise."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.base")

try:
    application = get_wsgi_application()
    reverse("sign_in")  # reads all addresses now: a second that nobody's first request should pay
except ImproperlyConfigured as error:
    sys.exit(f"Cấu hình sai: {error}")

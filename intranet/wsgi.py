"""The WSGI application that gunicorn serves; production settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.base")

application = get_wsgi_application()

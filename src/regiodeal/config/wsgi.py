"""The WSGI application that granian serves: the public record with its API, and behind it the office."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from regiodeal.config.parents import SERVER, end_with
from regiodeal.web.api.server import ApiFirst
from regiodeal.web.public.server import RecordFirst
from regiodeal.web.public.shelf import Shelf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiodeal.config.settings")
if os.environ.get(SERVER) == str(os.getppid()):
    end_with(os.getppid())  # a server that was killed would leave this process answering for it
_office = get_wsgi_application()
_shelf = Shelf(settings.RECORDS)
application = ApiFirst(_shelf, RecordFirst(_shelf, _office))

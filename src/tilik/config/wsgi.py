"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilik.config.settings")
application = get_wsgi_application()

# Only now are the models there. The first page of a new worker need not wait for every result.
from tilik.web.desk.kept import warm_apart  # noqa: E402

warm_apart()

"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geopolist.settings")

django = get_wsgi_application()

from geopolist.pagecache.door import stored_first  # noqa: E402 - Django is set up now

application = stored_first(django)

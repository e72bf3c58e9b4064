"""What the server runs. One process serves one district: the schema it is started with."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
application = get_wsgi_application()

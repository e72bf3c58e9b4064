import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_names():
    """Names are kept for a minute; tests live shorter."""
    cache.clear()

from lingdang import embedded


def pytest_configure():
    """Every run has a real PostgreSQL: the one named by ``DATABASE_URL``, or the embedded one."""
    if embedded.wanted():
        embedded.start()

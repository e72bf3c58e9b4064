"""``lingdang COMMAND``: every command of the product, with the database up."""

import os
import sys

from lingdang import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    if embedded.wanted():
        embedded.start()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings first

    execute_from_command_line(sys.argv)

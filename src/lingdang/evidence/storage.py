"""Where files lie when no bucket is named."""

import os
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage


class SyncedStorage(FileSystemStorage):
    """A folder whose files are on the disk when saving returns, as the row that follows is."""

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        kept = super().save(name, content, max_length)
        path = Path(self.path(kept))
        root = Path(self.location)
        for each in (path, *(above for above in path.parents if above.is_relative_to(root))):
            handle = os.open(each, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return kept

"""Places, boundaries and days from files: every problem listed, all or nothing."""

from lingdang.places.imports.boundaries import import_boundaries
from lingdang.places.imports.days import import_days
from lingdang.places.imports.figures import import_figures
from lingdang.places.imports.places import import_places

__all__ = [
    "import_boundaries",
    "import_days",
    "import_figures",
    "import_places",
]

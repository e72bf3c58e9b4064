"""CSV sheets: every row checked, each problem named by its row, then all written or nothing."""

from lingdang.people.imports.posts import import_people_posts
from lingdang.people.imports.units import import_units

__all__ = ["import_people_posts", "import_units"]

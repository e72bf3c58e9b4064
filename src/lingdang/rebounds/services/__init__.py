"""Find what a new case came back on; say whether it is the same matter."""

from lingdang.rebounds.services.deciding import decide
from lingdang.rebounds.services.finding import catch_up, follow

__all__ = ["catch_up", "decide", "follow"]

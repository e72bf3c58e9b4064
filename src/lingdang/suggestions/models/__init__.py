from lingdang.suggestions.models.joined import Joined
from lingdang.suggestions.models.trace import Trace
from lingdang.suggestions.models.version import Version

__all__ = ["Joined", "Trace", "Version"]

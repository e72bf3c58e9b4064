from lingdang.suggestions.models.hot import HotCase, HotDay, HotMatter
from lingdang.suggestions.models.joined import Joined
from lingdang.suggestions.models.ten import TEN, TenItem, TenList, TenNode
from lingdang.suggestions.models.trace import Trace
from lingdang.suggestions.models.version import Version

__all__ = [
    "TEN",
    "HotCase",
    "HotDay",
    "HotMatter",
    "Joined",
    "TenItem",
    "TenList",
    "TenNode",
    "Trace",
    "Version",
]

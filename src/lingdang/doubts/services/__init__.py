"""Look for what speaks against photographs; answer, decide; say what it weighs."""

from lingdang.doubts.services.deciding import answer_doubt, decide_doubt
from lingdang.doubts.services.looking import judge_photo
from lingdang.doubts.services.weighing import set_weight

__all__ = ["answer_doubt", "decide_doubt", "judge_photo", "set_weight"]

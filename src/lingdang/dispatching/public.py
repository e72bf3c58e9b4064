"""The door to dispatching: rules that say whose a case is, and who is urged.

More than 20 names: rules, proposals, supervision and hand-over are used by three faces.
"""

from lingdang.dispatching.enums import (
    DUTY_ROLES,
    WEEKDAYS,
    Dead,
    Fate,
    Mode,
    Result,
    Status,
    Target,
)
from lingdang.dispatching.models import HandOver, Proposal, Rule, RuleSet, Supervision, Urge
from lingdang.dispatching.queries.hand_overs import (
    Preview,
    hand_over_for,
    hand_overs_for,
    handed_cases,
    in_hand,
    own_places,
    preview,
    stations_of,
    team_at,
)
from lingdang.dispatching.queries.proposals import (
    Explanation,
    explanation_of,
    waiting_proposal,
)
from lingdang.dispatching.queries.rules import (
    ModeRow,
    may_change,
    may_manage_at,
    modes_for,
    places_managed,
    rule_in,
    rule_set_for,
    rule_sets_for,
)
from lingdang.dispatching.queries.trials import (
    GRID,
    MOST_WEEKS,
    NOBODY,
    Trial,
    trial_cases,
    trial_of,
)
from lingdang.dispatching.queries.watch import (
    Mark,
    marks_of,
    may_supervise,
    may_urge,
    may_urge_today,
    supervision_of,
    supervisions_for,
    under_supervision,
    urged,
    urges_of,
)
from lingdang.dispatching.queries.wording import asked_words, target_words
from lingdang.dispatching.services.checking import RuleData
from lingdang.dispatching.services.handing import hand_over_shift
from lingdang.dispatching.services.proposing import confirm_proposal
from lingdang.dispatching.services.rules import move_rule, remove_rule, save_rule
from lingdang.dispatching.services.settling import report_settled, settle_on_the_spot
from lingdang.dispatching.services.versions import (
    discard_draft,
    draft_rules,
    put_in_force,
    set_mode,
)
from lingdang.dispatching.services.watching import lift_supervision, supervise_case, urge_case

__all__ = [
    "DUTY_ROLES",
    "GRID",
    "MOST_WEEKS",
    "NOBODY",
    "WEEKDAYS",
    "Dead",
    "Explanation",
    "Fate",
    "HandOver",
    "Mark",
    "Mode",
    "ModeRow",
    "Preview",
    "Proposal",
    "Result",
    "Rule",
    "RuleData",
    "RuleSet",
    "Status",
    "Supervision",
    "Target",
    "Trial",
    "Urge",
    "asked_words",
    "confirm_proposal",
    "discard_draft",
    "draft_rules",
    "explanation_of",
    "hand_over_for",
    "hand_over_shift",
    "hand_overs_for",
    "handed_cases",
    "in_hand",
    "lift_supervision",
    "marks_of",
    "may_change",
    "may_manage_at",
    "may_supervise",
    "may_urge",
    "may_urge_today",
    "modes_for",
    "move_rule",
    "own_places",
    "places_managed",
    "preview",
    "put_in_force",
    "remove_rule",
    "report_settled",
    "rule_in",
    "rule_set_for",
    "rule_sets_for",
    "save_rule",
    "set_mode",
    "settle_on_the_spot",
    "stations_of",
    "supervise_case",
    "supervision_of",
    "supervisions_for",
    "target_words",
    "team_at",
    "trial_cases",
    "trial_of",
    "under_supervision",
    "urge_case",
    "urged",
    "urges_of",
    "waiting_proposal",
]

"""The door to people: units, persons, posts; what they may do; what of them may be seen.

More than 20 names: it serves those who act, those who are shown, what is sealed, who is appointed.
"""

from lingdang.people.enums import CONFIDANTS, ROLE_DUTIES, CareNeed, Duty, Role, UnitKind
from lingdang.people.facts import PersonClosed, PersonErased, PostEnded
from lingdang.people.imports import import_people_posts, import_units
from lingdang.people.models import ApiToken, Household, Person, Post, Unit
from lingdang.people.privacy import (
    blind_index,
    can_receive_codes,
    decrypt,
    encrypt,
    mask_doors,
    mask_name,
    mask_numbers,
    mask_phone,
    normal_phone,
)
from lingdang.people.queries.actors import actor_for, actor_for_token
from lingdang.people.queries.duty import Holder, holders
from lingdang.people.queries.follows import followed_by, follower_counts, followers_of
from lingdang.people.queries.households import (
    Home,
    HomeRow,
    home_of,
    home_row,
    household_for,
    households_for,
)
from lingdang.people.queries.people import (
    PersonCard,
    Served,
    TeamMember,
    cards,
    is_on_duty,
    person_by_login,
    team_of,
)
from lingdang.people.queries.serving import roles_with, serving_place, serving_unit
from lingdang.people.queries.units import posts_for, units_at, units_for
from lingdang.people.services.follows import follow_place, unfollow_place
from lingdang.people.services.households import (
    HomeTold,
    forget_household,
    set_household,
    unmask_household,
)
from lingdang.people.services.persons import (
    Plain,
    close_person,
    create_person,
    erase_person,
    set_password,
    unmask,
)
from lingdang.people.services.posts import DailyHours, appoint, end_post
from lingdang.people.services.residents import resident_by_phone
from lingdang.people.services.tokens import issue_token, revoke_token
from lingdang.people.services.units import create_unit, dissolve_unit, move_unit, rename_unit
from lingdang.people.sign_in import must_enrol_totp, shown_name
from lingdang.people.sms import Text, send_text

__all__ = [
    "CONFIDANTS",
    "ROLE_DUTIES",
    "ApiToken",
    "CareNeed",
    "DailyHours",
    "Duty",
    "Holder",
    "Home",
    "HomeRow",
    "HomeTold",
    "Household",
    "Person",
    "PersonCard",
    "PersonClosed",
    "PersonErased",
    "Plain",
    "Post",
    "PostEnded",
    "Role",
    "Served",
    "TeamMember",
    "Text",
    "Unit",
    "UnitKind",
    "actor_for",
    "actor_for_token",
    "appoint",
    "blind_index",
    "can_receive_codes",
    "cards",
    "close_person",
    "create_person",
    "create_unit",
    "decrypt",
    "dissolve_unit",
    "encrypt",
    "end_post",
    "erase_person",
    "follow_place",
    "followed_by",
    "follower_counts",
    "followers_of",
    "forget_household",
    "holders",
    "home_of",
    "home_row",
    "household_for",
    "households_for",
    "import_people_posts",
    "import_units",
    "is_on_duty",
    "issue_token",
    "mask_doors",
    "mask_name",
    "mask_numbers",
    "mask_phone",
    "move_unit",
    "must_enrol_totp",
    "normal_phone",
    "person_by_login",
    "posts_for",
    "rename_unit",
    "resident_by_phone",
    "revoke_token",
    "roles_with",
    "send_text",
    "serving_place",
    "serving_unit",
    "set_household",
    "set_password",
    "shown_name",
    "team_of",
    "unfollow_place",
    "units_at",
    "units_for",
    "unmask",
    "unmask_household",
]

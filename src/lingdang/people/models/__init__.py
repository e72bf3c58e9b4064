from lingdang.people.models.follow import Follow
from lingdang.people.models.household import Household
from lingdang.people.models.person import Person
from lingdang.people.models.post import Post
from lingdang.people.models.token import ApiToken
from lingdang.people.models.unit import Unit

__all__ = ["ApiToken", "Follow", "Household", "Person", "Post", "Unit"]

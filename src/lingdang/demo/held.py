"""The printed figures that the demonstration holds by now, one function each."""

from django.utils import timezone, translation

from lingdang.cases.public import Source, State, cases_for, search
from lingdang.demo.figures import Found, Precision, address, figure, is_about
from lingdang.demo.personas import BELL_RINGER
from lingdang.dossiers.public import removals_by_month
from lingdang.faces.resident.communities import community
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, Role, UnitKind, follower_counts, posts_for, units_for
from lingdang.places.public import PlaceNode, figures_of, tree

_YEAR, _OCTOBER = 2026, 10
READER = Actor.process("demo figures", Duty.SEE_CASE, Duty.MANAGE_POST, Duty.MANAGE_UNIT)
ONLINE = (Source.BELL, Source.RESIDENT)
PROFILE = {"辖区面积": "3.8平方公里", "户籍人口": "3.9万人", "常住人口": "4.5万人"}
MODULES = ["智慧党建", "社区治理", "网格管理", "智慧学习"]
PARTY_LEVELS = ["district", "town", "village", "grid", "building"]


def place_named(name: str) -> PlaceNode:
    """Find a place by its printed name: the highest so called; the root where none is."""
    found = (node for node in tree().search(name) if node.name == name)
    return next(found, tree().root())


@figure("N-22", "微信小程序已有1600余人关注", Precision.APPROXIMATE)
def followers() -> Found:
    """Residents who follow 建业社区."""
    place = place_named("建业社区")
    count = follower_counts([place.id]).get(place.id, 0)
    return Found(
        {"followers": count}, address("resident:community", place.id), is_about(count, 1600)
    )


@figure("N-23", "解决线上反映问题70余件", Precision.APPROXIMATE)
def solved_online() -> Found:
    """Closed cases of 建业社区 that came by bell or report; each has its call back."""
    place = place_named("建业社区")
    closed = cases_for(READER).under(place.path).filter(state=State.CLOSED)
    online = closed.filter(source__in=ONLINE).count()
    silent = closed.filter(called_back_at=None).count()
    return Found(
        {"closed_online": online, "closed_without_call_back": silent},
        address("desk:cases", place=place.id, state=State.CLOSED.value),
        is_about(online, 70) and silent == 0,
    )


@figure("N-25", "四大功能性模块", Precision.EXACT)
def modules() -> Found:
    """The modules of a community, by the names that its page shows."""
    place = place_named("建业社区")
    with translation.override("zh-hans"):
        names = [str(module.name) for module in community(place.id).modules]
    return Found(
        {"modules": names},
        address("resident:community", place.id),
        names == MODULES,
    )


@figure("N-26", "应滨街道建业社区64岁居民", Precision.EXACT)
def elderly_ringer() -> Found:
    """An invented resident of 64 whose rings were answered; the page's own person is not loaded."""
    place = place_named("建业社区")
    rings = cases_for(READER).under(place.path).filter(source=Source.BELL, state=State.CLOSED)
    answered = search(rings, BELL_RINGER.phone).count()
    return Found(
        {"age": BELL_RINGER.age, "rings_answered": answered},
        address("resident:home"),
        BELL_RINGER.age == 64 and answered > 0,  # noqa: PLR2004 -- as printed
    )


@figure(
    "N-59", "辖区面积3.8平方公里,户籍人口3.9万,常住人口4.5万,下辖6个社区居委会", Precision.EXACT
)
def street_profile() -> Found:
    """What is entered of 新华路街道, and the communities below it."""
    place = place_named("新华路街道")
    entered = {it.what: f"{it.value.normalize():f}{it.unit}" for it in figures_of(place.id)}
    below = [child for child in tree().children(place.id) if child.level == "village"]
    return Found(
        {**entered, "communities": len(below)},
        address("desk:place", place.id),
        entered == PROFILE and len(below) == 6,  # noqa: PLR2004 -- as printed
    )


@figure(
    "N-56", "今年1至10月共查处违法建设190余起,拆除违章建(构)筑物面积8200余平", Precision.APPROXIMATE
)
def removals() -> Found:
    """Cases of 宣汉县 that came to their removal from January to October, and what that adds up to.

    The unit of the area is cut off in print: square metres by sense.
    """
    place = place_named("宣汉县")
    months = removals_by_month(READER, place.path, _YEAR)
    told = [month for month in months if month.month.month <= _OCTOBER]
    cases, area = sum(month.cases for month in told), sum(month.removed for month in told)
    return Found(
        {"cases": cases, "square_metres": float(area), "months": len(told)},
        address("desk:removals", year=_YEAR, place=place.id),
        is_about(cases, 190) and is_about(int(area), 8200) and len(told) == _OCTOBER,
    )


@figure("N-68", "党委委员27人、网格党支部书记21名", Precision.EXACT)
def party_staff() -> Found:
    """Appointments in the party line of 鹰手营子矿区, at communities and at grids."""
    today = timezone.localdate()
    posts = posts_for(READER).on(today).filter(role=Role.LEADER, unit__isnull=False)
    at = {node.id: node.level for node in tree().subtree(place_named("鹰手营子矿区").id)}
    levels = [at.get(post.unit.place_id) for post in posts if post.unit]
    members, secretaries = levels.count("village"), levels.count("grid")
    return Found(
        {"committee_members": members, "branch_secretaries": secretaries},
        address("desk:units"),
        (members, secretaries) == (27, 21),
    )


@figure("N-69", "1500余名在职党员干部定期到网格报到", Precision.APPROXIMATE)
def members_reporting() -> Found:
    """Persons with a post at a grid of 鹰手营子矿区 to which they report."""
    place = place_named("鹰手营子矿区")
    grids = [node.id for node in tree().subtree(place.id) if node.level == "grid"]
    posts = posts_for(READER).on(timezone.localdate())
    reporting = posts.filter(role=Role.LIAISON, place__in=grids)
    members = reporting.values("person").distinct().count()
    return Found(
        {"members": members, "grids": len(grids)},
        address("desk:posts", place=place.id, role=Role.LIAISON.value),
        is_about(members, 1500),
    )


@figure("N-70", "五级网格体系:区委—街道工委—社区大党委—网格党支部—楼栋党小组", Precision.EXACT)
def five_levels() -> Found:
    """The units of the party line, level by level; each stands at a place of one level."""
    nodes = {node.id: node for node in tree().subtree(place_named("鹰手营子矿区").id)}
    levels: dict[int, set[str]] = {}
    for unit in units_for(READER).filter(place__in=nodes, kind=UnitKind.PARTY_BRANCH):
        depth = unit.path.count("/") - 2
        levels.setdefault(depth, set()).add(nodes[unit.place_id].level)
    found = [" ".join(sorted(levels[depth])) for depth in sorted(levels)]
    return Found({"levels": found}, address("desk:units"), found == PARTY_LEVELS)

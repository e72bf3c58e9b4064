"""What the columns of a sheet mean in a register: guessed by name, said by people. Pure."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.kernel.headers import bare
from lingdang.registers.enums import Target
from lingdang.registers.fields import Field

_WORDS = {
    Target.PLACE: (
        "place",
        "placecode",
        "区划",
        "社区",
        "网格",
        "所属社区",
        "镇街",
        "地点",
        "所属区划",
    ),
    Target.UNIT: ("unit", "responsibleunit", "责任单位", "管理单位", "权属单位"),
    Target.LNG: ("lng", "lon", "longitude", "经度"),
    Target.LAT: ("lat", "latitude", "纬度"),
    Target.SYSTEM: ("system", "坐标系"),
}
_NAMED = {word: target.value for target, words in _WORDS.items() for word in words}


def names_of(fields: Sequence[Field]) -> dict[str, str]:
    """Bare header → meaning: a field's title, its code, then the words for where it is."""
    entered = [each for each in fields if each.is_entered]
    by_code = {bare(each.name): each.name for each in entered}
    return {**_NAMED, **by_code, **{bare(each.title): each.name for each in entered}}


def guessed(head: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    names, columns = names_of(fields), dict[str, str]()
    for header in head:
        meant = names.get(bare(header))
        if meant and meant not in columns.values():
            columns[header] = meant
    return columns


def require_columns(
    columns: Mapping[str, str], head: Sequence[str], fields: Sequence[Field]
) -> None:
    """Every column is there, means something that may be filled in, and nothing twice."""
    entered = {each.name: each.title for each in fields if each.is_entered}
    for header, meant in columns.items():
        if header not in head:
            raise _wrong(_("The file has no column “%(name)s”.") % {"name": header})
        if meant not in entered and meant not in Target.values:
            raise _wrong(_("“%(name)s” is nothing that a column can mean.") % {"name": meant})
    meanings = list(columns.values())
    if twice := next((name for name in meanings if meanings.count(name) > 1), None):
        title = entered.get(twice) or Target(twice).label
        raise _wrong(_("Two columns mean “%(name)s”; choose one.") % {"name": title})
    if not meanings:
        raise _wrong(_("Say what at least one column means."))


def _wrong(sentence: str) -> Incomplete:
    return Incomplete({"columns": sentence})

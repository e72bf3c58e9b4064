"""Their words for our things: by the map's own word, by code, by name where it is the only one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import override

from lingdang.cases.public import Source
from lingdang.intake.categories import Categories
from lingdang.intake.enums import Target
from lingdang.intake.maps import ColumnMap
from lingdang.kernel.sheets import cell
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.standards.public import KINDS, Procedure

_LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Names:
    """For each kind of thing, what is understood → its code."""

    known: Mapping[Target, Mapping[str, str]]
    categories: Categories
    values: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, column_map: ColumnMap) -> Self:
        procedures = Procedure.objects.values_list("code", "name")
        units = Unit.objects.values_list("code", "name")
        places = [(node.code, node.name) for node in tree() if node.code]
        known = {
            Target.KIND: {word: kind.value for word, kind in KINDS.items()},
            Target.REPLY_UNIT: _understood(units),
            Target.PLACE: _understood(places),
            Target.SOURCE: _understood(_sources()),
            Target.PROCEDURE: _understood(procedures),
        }
        return cls(known, Categories.load(), column_map.values)

    def require(self, target: Target, word: str, kind: str = "") -> str:
        """Their word as our code; of a category the row may say of which ``kind`` it is."""
        said = self.values.get(target, {})
        meant = said.get(word, word)
        if target == Target.CATEGORY:
            return self.categories.code(meant, "" if word in said else kind)
        code = self.known[target].get(meant)
        if code is None:
            sentence = _("“%(word)s” is not known here; say what it means.") % {"word": word}
            raise cell(str(target.label), sentence)
        return code


def _understood(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes, and names that only one of them has."""
    listed = list(pairs)
    often = Counter(name for _code, name in listed)
    by_name = {name: code for code, name in listed if often[name] == 1}
    return by_name | {code: code for code, _name in listed}


def _sources() -> list[tuple[str, str]]:
    """Every source under its name in every language."""
    found = {}
    for language in _LANGUAGES:
        with override(language):
            found.update({str(source.label): source.value for source in Source})
    return [(source, name) for name, source in found.items()]

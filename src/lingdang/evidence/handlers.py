"""Whatever is stored can be recognised afterwards."""

from lingdang.evidence.facts import PhotoStored
from lingdang.evidence.services import take_imprint
from lingdang.journal.public import Fact, handles


@handles(PhotoStored)
def imprint_what_was_stored(fact: Fact) -> None:
    take_imprint(photo_id=fact.data["photo_id"])

"""What a value may be on the way in: no NUL, no number the database cannot hold."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import Annotated

from ninja import HeaderEx, P
from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

_CLEAN = r"^[^\x00]*$"
_LARGEST = 2**63 - 1


def _storable(when: datetime) -> datetime:
    """Bring a moment home: PostgreSQL knows fewer offsets and years than a document may hold."""
    if not MINYEAR < when.year < MAXYEAR:
        raise PydanticCustomError("datetime_parsing", "The year is out of range")
    return when.astimezone(UTC)


Year = Annotated[int, Field(ge=1900, le=2199)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
Id = Annotated[int, Field(ge=1, le=_LARGEST)]
Line = Annotated[str, Field(max_length=200, pattern=_CLEAN)]
Text = Annotated[str, Field(max_length=4000, pattern=_CLEAN)]
Moment = Annotated[AwareDatetime, AfterValidator(_storable)]
Lng = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Key = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\x21-\x7e]+$")]
IdempotencyKey = HeaderEx[
    Key | None,
    P(
        alias="Idempotency-Key",
        description="The same key with the same body is the same thing, however often it is sent.",
    ),
]

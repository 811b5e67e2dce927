"""States and the parts of other states that bear the same name: two Georgias."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diurna.coref.nations import named
from diurna.language import Reading
from diurna.world.tables import rows


@dataclass(frozen=True, slots=True)
class Namesake:
    """A part of a state (``of``, ISO3) with the name of another, and the names that tell."""

    of: str
    beside: re.Pattern[str]
    against: re.Pattern[str]


@cache
def _namesakes() -> dict[str, Namesake]:
    """Return the namesakes by ISO3 of the state whose name they bear."""

    def words(told: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, told.split('|')))})(?!\w)")

    return {
        r["iso3"]: Namesake(r["of"], words(r["beside"]), words(r["against"]))
        for r in rows("namesakes.tsv")
    }


def lies_in(reading: Reading, iso3: str) -> str | None:
    """Return the state in which the place lies that a text calls by the name of another.

    The names beside it decide; where none tells, a text that names no other state than the one
    the place is a part of means the part.

    Args:
        reading: The text.
        iso3: The state whose name stands in it.

    Returns:
        ISO3 of the state that the place is a part of; None where the state itself is meant.
    """
    found = _namesakes().get(iso3)
    if found is None:
        return None
    beside, against = (len(set(p.findall(reading.text))) for p in (found.beside, found.against))
    if beside or against:
        return found.of if beside > against else None
    states = set(named(reading))
    return found.of if states <= {found.of, iso3} and found.of in states else None

"""What can be asked for: types, statuses and countries, and the nearest to what is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, Literal, get_args

from rapidfuzz import fuzz, process

from diurna.agenda import AgendaStatus
from diurna.errors import FilterError
from diurna.record import Status
from diurna.visible import line
from diurna.what.codebook import types
from diurna.world.spelling import plain
from diurna.world.tables import countries, names

OF: Final[dict[str, tuple[str, ...]]] = {
    "event": get_args(Status),
    "entry": get_args(AgendaStatus),
}
"""The statuses of events of articles, and of entries of the agenda."""
_OURS: Final = ("VOTE", "COURT", "OFFICE")
_NAMES: Final = {"event": "an event", "entry": "an entry of the agenda"}


def shown(given: object) -> str:
    """Return what was given as it is named in an error."""
    return line(repr(given), 60)


def day(name: str, given: object) -> dt.date | None:
    """Return the day that is meant: a date, an instant's, or ``"YYYY-MM-DD"``.

    Raises:
        FilterError: It is none.
    """
    if isinstance(given, dt.datetime):
        return given.date()
    if given is None or isinstance(given, dt.date):
        return given
    try:
        if isinstance(given, str) and len(given) == len("2026-03-05"):
            return dt.date.fromisoformat(given)
    except ValueError:
        pass
    raise FilterError(f"{name}: {shown(given)} is no day (use YYYY-MM-DD)")


def text(name: str, given: object) -> str | None:
    """Return text as it is.

    Raises:
        FilterError: It is none.
    """
    if given is None or isinstance(given, str):
        return given
    raise FilterError(f"{name}: {shown(given)} is no text")


def number(name: str, given: object, *, whole: bool = False) -> None:
    """Check that what is given is a number, or nothing.

    Raises:
        FilterError: It is none.
    """
    kinds = (int,) if whole else (int, float)
    if given is not None and (isinstance(given, bool) or not isinstance(given, kinds)):
        raise FilterError(f"{name}: {shown(given)} is no {'whole ' if whole else ''}number")


def event_type(given: str | None) -> str | None:
    """Return a type of events in its own letters.

    Raises:
        FilterError: It is none.
    """
    known = (*types(), *_OURS)
    if given is None or given.upper() in known:
        return given.upper() if given else None
    raise FilterError(
        f"type: {_quoted(given)} is none; {_nearest(given.upper(), known)} "
        f"(there are {', '.join(known)})"
    )


def status(given: str | None, of: Literal["event", "entry"] | None = None) -> str | None:
    """Return a status in its own letters.

    Args:
        given: What is asked for.
        of: Whose; either where None.

    Raises:
        FilterError: It is none, or one of the other kind.
    """
    known = OF[of] if of else tuple(dict.fromkeys(s for kind in OF.values() for s in kind))
    if given is None or given.lower() in known:
        return given.lower() if given else None
    whose = f"of {_NAMES[of]}" if of else "at all"
    raise FilterError(
        f"status: {_quoted(given)} is no status {whose}; {_nearest(given.lower(), known)} "
        f"(there are {', '.join(known)})"
    )


def country(given: str | None) -> str | None:
    """Return the ISO3 code of a country.

    Raises:
        FilterError: It is none; names the code that an ISO2 code or a name stands for.
    """
    if given is None:
        return None
    if given.upper() in countries():
        return given.upper()
    meant = _meant(given)
    if meant:
        asked = f"{meant} is {countries()[meant].name}"
    else:
        by_name = {plain(c.name): c.iso3 for c in countries().values()}
        near = process.extractOne(plain(given), list(by_name), scorer=fuzz.ratio, score_cutoff=75)
        code = by_name[near[0]] if near else None
        asked = (
            f"{code} is {countries()[code].name}"
            if code
            else _nearest(given.upper(), countries(), sure=60)
        )
    raise FilterError(f"country: {_quoted(given)} is no ISO3 code; {asked}")


def _meant(given: str) -> str | None:
    """Return the country that an ISO2 code or a name of one names."""
    for known in countries().values():
        if given.upper() == known.iso2 or plain(given) == plain(known.name):
            return known.iso3
    found = names().get(plain(given))
    return found.country if found and found.country in countries() else None


def _nearest(given: str, known: Iterable[str], sure: float = 0) -> str:
    found = process.extractOne(given, list(known), scorer=fuzz.ratio, score_cutoff=sure)
    return f"the nearest is {found[0]}" if found else "such a code has three letters: PER"


def _quoted(given: str) -> str:
    return f"'{line(given, 60)}'"

"""What can be asked for: a filter, or the same things by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Final, TypedDict

from diurna.archive import valid
from diurna.errors import FilterError
from diurna.guard import MOST_ROWS
from diurna.visible import is_text

_DAYS: Final = ("as_of", "since", "until")


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows are wanted; None leaves a thing open.

    The same names can be given to the methods of `Archive` themselves; a filter is for what is
    asked more than once. A day given as ``"YYYY-MM-DD"`` is taken for that day.

    Attributes:
        as_of: Nothing published after this day is seen.
        actor: Part of the name of someone who takes part, any casing.
        type: A PLOVER type, or VOTE, COURT, OFFICE.
        status: Of events or of entries of the agenda.
        country: ISO3 of someone who takes part.
        since: Only what may have happened on this day or later.
        until: Only what may have happened on this day or earlier.
        limit: At most so many rows.
        sure: Only events whose type is at least this likely to be right, 0 to 1; of an entry of
            the agenda, the event that announced it.

    Raises:
        FilterError: Nothing can ever fit: an unknown type, status or country, named with the
            nearest that is one; a share or a limit out of bounds; what is no day, or days in the
            wrong order.
    """

    as_of: dt.date | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int | None = None
    sure: float | None = None

    def __post_init__(self) -> None:
        known = {name: valid.day(name, getattr(self, name)) for name in _DAYS} | {
            "type": valid.event_type(valid.text("type", self.type)),
            "status": valid.status(valid.text("status", self.status)),
            "country": valid.country(valid.text("country", self.country)),
        }
        for name, value in known.items():
            object.__setattr__(self, name, value)
        if self.actor is not None and not is_text(valid.text("actor", self.actor) or ""):
            raise FilterError(f"actor: {self.actor!r} is no text")
        valid.number("sure", self.sure)
        if self.sure is not None and not 0 <= self.sure <= 1:
            raise FilterError(f"sure: {self.sure} is not between 0 and 1")
        valid.number("limit", self.limit, whole=True)
        if self.limit is not None and not 1 <= self.limit <= MOST_ROWS:
            raise FilterError(f"limit: {self.limit} is not between 1 and {MOST_ROWS:,}")
        if self.since and self.until and self.since > self.until:
            raise FilterError(f"since {self.since} is after until {self.until}: no day is both")

    def where(self, names: str, day: str, *, status: bool = True) -> tuple[str, list[object]]:
        """Return a condition and its parameters.

        Args:
            names: SQL for the list of names of those who take part.
            day: SQL for the day on which a row became known.
            status: Whether the status is asked here.
        """
        anyone = f"len(list_filter({names}, lambda a: contains(lower(a), lower(?)))) > 0"
        clauses: list[tuple[str, object]] = [
            (f"{day} <= ?", self.as_of),
            (anyone, self.actor),
            ("type = ?", self.type),
            ("status = ?", self.status if status else None),
            ("list_contains(countries, ?)", self.country),
            (f'coalesce("end", "begin", {day}) >= ?', self.since),
            (f'coalesce("begin", "end", {day}) <= ?', self.until),
        ]
        used = [(clause, value) for clause, value in clauses if value is not None]
        return " AND ".join(c for c, _ in used) or "true", [v for _, v in used]


class Asked(TypedDict, total=False):
    """What the methods of `Archive` take by name: the attributes of `Filter`."""

    as_of: dt.date | str | None
    actor: str | None
    type: str | None
    status: str | None
    country: str | None
    since: dt.date | str | None
    until: dt.date | str | None
    limit: int | None
    sure: float | None


EVERYTHING: Final = Filter()
"""A filter that leaves all open."""


def meant(wanted: Filter | None, asked: Asked) -> Filter:
    """Return the filter that is meant: the one given, with what is asked by name in its place.

    Raises:
        FilterError: Nothing can ever fit it, or it is no filter.
        TypeError: Something is asked by a name that is none.
    """
    if wanted is not None and not isinstance(wanted, Filter):
        raise FilterError(f"{valid.shown(wanted)} is no Filter; ask by name: as_of=, actor=, ...")
    names = [field.name for field in fields(Filter)]
    for name in asked:
        if name not in names:
            raise TypeError(f"nothing is asked by the name {name!r} (there are {', '.join(names)})")
    return replace(wanted or EVERYTHING, **asked)  # type: ignore[arg-type]  # days are read there

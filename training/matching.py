"""When two readers name the same person or the same days, as the records by hand have it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

SMALL = frozenset(
    {"the", "of", "and", "a", "an", "in", "for", "at", "de", "al", "el", "us", "president",
     "minister", "prime", "foreign", "former", "government", "mr", "ms", "dr", "spokesman",
     "spokeswoman", "party", "people", "officials"}
)  # fmt: skip


def words(name: str) -> set[str]:
    """Return the words of a name that tell it from others."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    found = [w.removesuffix("'s") for w in re.findall(r"[a-z0-9][a-z0-9'-]*", plain)]
    return {w for w in found if w not in SMALL} or set(found)


def same(a: str, b: str) -> bool:
    """Say whether two names may be of one: most words of the shorter are in the longer."""
    short, long = sorted((words(a), words(b)), key=len)
    if not short:
        return False
    hits = sum(
        any(w == v or (len(w) > 4 and len(v) > 4 and w[:5] == v[:5]) for v in long) for w in short
    )
    return hits >= max(1, (len(short) + 1) // 2)


def same_days(
    begin: str | None, end: str | None, first: dt.date | None, last: dt.date | None
) -> bool:
    """Say whether days are those of the hand: a window of over two may be a day off at an end."""
    wanted = [dt.date.fromisoformat(d) if d else None for d in (begin, end)]
    a, b = wanted
    if (a, b) == (first, last):
        return True
    if a is None or b is None or first is None or last is None:
        open_ended = b is None and last is None
        return open_ended and a is not None and first is not None and abs((a - first).days) <= 1
    near = abs((a - first).days) <= 1 and abs((b - last).days) <= 1
    return (b - a).days > 2 and near

"""Whether a report is of an entry of the agenda: scored, with its reasons."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from diurna.agenda.entries import Entry
from diurna.agenda.parties import Agreement, Party, agree, named
from diurna.agenda.signals import Signal, Where, content_words
from diurna.world.tables import countries
from diurna.world.words import groups

DAY: Final = dt.timedelta(days=1)
LATE: Final = 60
"""Days after its window in which a report of something still settles it, as late."""
_FAMILIES: Final = {
    "AGREE": "accord", "SUPPORT": "accord", "COOPERATE": "accord", "ASSAULT": "force",
    "MOBILIZE": "force", "RETREAT": "retreat", "CONCEDE": "retreat", "SANCTION": "sanction",
    "COERCE": "sanction",
}  # fmt: skip
_SAME_CALL: Final = groups("calls", "agenda")
"""Words that newsrooms use for one and the same happening."""


def family(kind: str) -> str:
    """Return the family of a PLOVER type: what may be told of one event by different words."""
    return _FAMILIES.get(kind, kind)


def call(lemma: str) -> frozenset[str]:
    """Return the names of the groups of words that a lemma is in."""
    return frozenset(name for name, group in _SAME_CALL.items() if lemma in group)


def same_call(a: str, b: str) -> bool:
    """Say whether two lemmas call one happening: the same, or of one group."""
    return a == b or bool(call(a) & call(b))


def shared_words(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the fewer words that both have, of at least four; at most 1."""
    return min(len(a & b) / max(4, min(len(a), len(b))), 1.0)


@cache
def weights(matching: str = "weights") -> dict[str, float]:
    """Return the weight of each sign of a matching, set by hand (decision 7)."""
    table = tomllib.loads((files("diurna.agenda") / "data/match.toml").read_text("utf-8"))
    return {k: float(v) for k, v in table[matching].items()}


def weighed(signs: dict[str, float], matching: str = "weights") -> dict[str, float]:
    """Return what each sign that is there adds to the log odds."""
    table = weights(matching)
    return {k: table.get(k, 0.0) * v for k, v in signs.items() if v}


def chance(told: dict[str, float]) -> float:
    """Return the probability that weighed signs make."""
    return 1 / (1 + math.exp(-sum(told.values())))


@dataclass(frozen=True, slots=True)
class Match:
    """How well a report fits an entry.

    Attributes:
        chance: Probability that it is of the entry, 0 to 1.
        why: The signs and their weights, the weightiest first.
        signs: The signs with their values.
    """

    chance: float
    why: str
    signs: dict[str, float]


def same_place(a: Where | None, b: Where | None) -> str:
    """Return ``same``, ``within``, ``other`` or ``unknown`` for two places."""
    if a is None or b is None:
        return "unknown"
    if a.name.lower() == b.name.lower():
        return "same"
    wide = bool({"country", "region"} & {a.precision, b.precision})
    if a.country and a.country == b.country and wide:
        return "within"
    if not (a.precision and b.precision):
        return "unknown"
    return "other"


_GRAIN: Final = {"site": 0, "city": 1, "region": 2, "country": 3}


def coarser(a: Where, b: Where) -> bool:
    """Say whether a place is told less exactly than another: a state beside its city."""
    return _GRAIN.get(a.precision or "", 2) > _GRAIN.get(b.precision or "", 2)


def days_apart(
    a: tuple[dt.date | None, dt.date | None], b: tuple[dt.date | None, dt.date | None]
) -> int:
    """Return the days between two windows; 0 where they overlap, negative where b comes first."""
    begin_a, end_a = a[0] or dt.date.min, a[1] or dt.date.max
    begin_b, end_b = b[0] or dt.date.min, b[1] or dt.date.max
    if begin_b > end_a:
        return (begin_b - end_a).days
    if begin_a > end_b:
        return -(begin_a - end_b).days
    return 0


def _window(entry: Entry, signal: Signal) -> tuple[str, int] | None:
    """Return how the days agree and how far apart they are; None where they cannot be one."""
    own = (entry.begin, entry.end)
    if signal.kind == "announced":
        if not signal.dated or entry.undated:
            return "open", 0
        apart = days_apart(own, (signal.begin, signal.end))
        if entry.status == "postponed":
            return "open", 0
        if apart == 0:
            exact = own == (signal.begin, signal.end)
            return ("exact" if exact else "overlap"), 0
        wide = entry.end is None or entry.begin is None or (entry.end - entry.begin).days > 3
        return ("overlap", 0) if abs(apart) <= 1 and wide else None
    if signal.kind == "occurred":
        return _happened(entry, signal)
    if signal.was is not None:
        windows = [own, *entry.windows]
        apart = min((days_apart(w, signal.was) for w in windows), key=abs)
        if abs(apart) <= 1:
            return "exact", 0
        return ("overlap", 0) if entry.undated else None
    if signal.kind == "confirmed" and signal.dated and not entry.undated:
        apart = days_apart(own, (signal.begin, signal.end))
        return ("overlap", 0) if apart == 0 else ("open", abs(apart)) if abs(apart) <= 7 else None
    ended = entry.end is not None and signal.known > entry.end + dt.timedelta(days=14)
    if ended and signal.kind not in ("rescheduled", "not held"):
        return None
    return "open", 0


def _happened(entry: Entry, signal: Signal) -> tuple[str, int] | None:
    """Compare the days of something reported as having happened with an entry's window."""
    begin = signal.begin if signal.dated else None
    end = (signal.end if signal.dated else None) or signal.known
    if end < entry.announced_on - DAY and not (entry.begin and entry.begin <= end):
        return None
    if begin is None and signal.dated is False:
        begin = max(entry.announced_on, signal.known - dt.timedelta(days=7))
    if entry.status == "postponed" or entry.undated:
        return "open", 0
    apart = days_apart((entry.begin, entry.end), (begin, end))
    if apart == 0:
        narrow = entry.begin == entry.end and (begin, end) == (entry.begin, entry.end)
        return ("exact" if narrow else "overlap"), 0
    if apart < 0:
        return ("early", -apart) if -apart <= 2 and signal.dated else None
    return ("late", apart) if apart <= LATE else None


def _places(entry: Entry, signal: Signal) -> str | None:
    told = same_place(entry.place, signal.place)
    if told == "other":
        if signal.kind == "relocated" or any(
            same_place(p, signal.place) == "same" for p in entry.places
        ):
            return "unknown"
        return None
    return told


def _states(parties: Iterable[Party], place: Where | None) -> set[str]:
    """Return the states of those who take part and of the place, by ISO2."""
    known = {countries()[p.country].iso2 for p in parties if p.country in countries()}
    return known | ({place.country} if place is not None and place.country else set())


_SETTLING: Final = frozenset({"occurred", "cancelled", "denied", "not held"})
"""What ends an entry: it takes agreement in a second specific, beside the people."""


def _second(
    entry: Entry, signal: Signal, days: tuple[str, int], place: str, people: Agreement
) -> bool:
    """Say whether a report agrees with an entry in more than one big actor.

    A counterpart, the exact day, the place, or the word that it is called by; where nobody on
    both sides is named, in two of these. Who meets somebody else met for something else.
    """
    told, own = named(signal.parties), named(entry.parties)
    counterpart = people.share is not None and people.both and min(len(told), len(own)) > 1
    exact = days[0] == "exact"
    same = place == "same"
    called = same_call(signal.lemma, entry.lemma)
    other = len(told) > 1 and len(own) > 1 and not people.both
    if other and not (called and (exact or same)):
        return False
    big = entry.type == "CONSULT" and all(p.state or ":" in p.key for p in told)
    alike = signal.kind != "occurred" and signal.lemma == entry.lemma
    by_word = called and (not big or alike or not _strange(entry, signal))
    specifics = (counterpart, exact, same, by_word)
    return sum(specifics) >= (1 if people.share is not None else 2)


_ABOUT: Final = frozenset({"VOTE", "COURT", "AGREE", "ACCUSE", "REQUEST", "REJECT", "SUPPORT"})
"""Types that say little without what they are about."""


def _strange(entry: Entry, signal: Signal) -> bool:
    """Say whether two sentences share no word but names and what the event is called."""
    names = {w for p in (*entry.parties, *signal.parties, *signal.by) for w in _words(p.name)}
    common = (signal.words & entry.words) - names
    return not {w for w in common if not call(w) and w not in (signal.lemma, entry.lemma)}


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    return content_words(name)


def _agree(entry: Entry, signal: Signal) -> Agreement:
    """Compare who takes part; who calls something off or moves it may take no part in it."""
    people = agree(entry.parties, signal.parties)
    if people.share is None or people.share >= 0.45 or signal.kind in ("announced", "occurred"):
        return people
    others = [p for p in signal.parties if p not in signal.by]
    return agree(entry.parties, others) if len(others) < len(signal.parties) else people


def _signs(
    entry: Entry,
    signal: Signal,
    days: tuple[str, int],
    place: str,
    people: Agreement,
    same_state: bool,
    rivals: int,
) -> dict[str, float]:
    """Return what speaks for a report being of an entry, and what against it."""
    same_word = same_call(signal.lemma, entry.lemma)
    return {
        "bias": 1.0,
        "people": people.share or 0.0,
        "everyone": float(people.share is not None and people.both),
        "nobody": float(people.share is None),
        "common": float(people.share is not None and not people.specific),
        "state": float(people.share is None and same_state),
        "word": float(same_word),
        "otherwise": float(not same_word and signal.kind == "occurred"),
        "other": float(not same_word and signal.kind == "announced"),
        "type": float(entry.type != signal.type),
        "mode": float(bool(entry.mode) and entry.mode == signal.mode),
        "exact": float(days[0] == "exact"),
        "overlap": float(days[0] == "overlap"),
        "late": float(days[0] in ("late", "early")),
        "far": min(days[1], 30) / 30,
        "place": float(place == "same"),
        "within": float(place == "within"),
        "words": shared_words(signal.words, entry.words),
        "strange": float(
            signal.type in _ABOUT
            and days[0] != "exact"
            and not (signal.type == "COURT" and people.specific)
            and _strange(entry, signal)
        ),
        "alone": float(rivals == 0),
        "change": float(signal.kind not in ("announced", "occurred")),
        "undated": float(signal.kind == "occurred" and not signal.dated),
        "loose": float(
            days[0] == "open" and not signal.dated and signal.kind in ("announced", "occurred")
        ),
        "source": float(bool(signal.source) and signal.source in entry.sources),
    }


def score(entry: Entry, signal: Signal, *, rivals: int, corrected: bool = False) -> Match | None:
    """Return how well a report fits an entry; None where it cannot be of it.

    Args:
        entry: One of the agenda.
        signal: What an article says.
        rivals: Open entries of the same kind and people beside this one.
        corrected: Whether it is another version of a report of the entry, which may have its
            days and its place otherwise.
    """
    if family(entry.type) != family(signal.type):
        return None
    phones = "phone" in (entry.mode or ""), "phone" in (signal.mode or "")
    if phones[0] != phones[1] and entry.mode and signal.mode:
        return None
    days = _window(entry, signal)
    place = _places(entry, signal)
    if corrected and signal.kind == "announced":
        days, place = days or ("open", 0), place or "unknown"
    if days is None or place is None:
        return None
    people = _agree(entry, signal)
    if people.share is not None and people.share < 0.45:
        return None
    states = (
        _states(entry.parties, entry.place),
        _states((*signal.parties, *signal.by), signal.place),
    )
    if people.share is None and all(states) and not states[0] & states[1]:
        return None
    if signal.kind in _SETTLING and not _second(entry, signal, days, place, people):
        return None
    signs = _signs(entry, signal, days, place, people, bool(states[0] & states[1]), rivals)
    told = weighed(signs)
    ordered = sorted(told.items(), key=lambda item: -abs(item[1]))
    why = ", ".join(f"{name} {value:+.1f}" for name, value in ordered if name != "bias")
    return Match(round(chance(told), 3), why, signs)

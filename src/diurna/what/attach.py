"""Times and places to the events that they hang on."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.record import TimeSpan
from diurna.syntax.lexicon import words
from diurna.syntax.verbs import infinitive
from diurna.what.found import Found
from diurna.when import window
from diurna.when.intervals import Interval, shift_days
from diurna.where import FINENESS, Located

_BUILT: Final = ("BLDG", "EST", "PAL")
"""GeoNames' features of buildings."""


@dataclass(slots=True)
class Attached:
    """What hangs on one event."""

    times: list[TimeSpan]
    place: Located | None = None


def _climb(
    reading: Reading,
    begin: int,
    end: int,
    owners: dict[int, int],
    cues: set[int],
    *,
    aside: bool = False,
) -> int | None:
    """Return the event whose predicate is met first on the way up from some words.

    What hangs on a verb of saying dates and places the saying, not what is said around it.

    Args:
        reading: Where they stand.
        begin: The first word.
        end: The word after the last.
        owners: Events by their words.
        cues: Words of saying.
        aside: Whether a clause that tells of a noun aside ("Ms Soto, who joined in 2010") stops
            the way, unless the noun is an event.
    """
    for index in range(begin, end):
        if begin <= reading.heads[index] < end:
            continue
        for step, node in enumerate((index, *reading.ancestors(index))):
            if node in owners and not (step == 0 and begin <= node < end):
                return owners[node]
            if node in cues or (aside and _told_aside(reading, node, owners)):
                return None
        return None
    return None


def _told_aside(reading: Reading, node: int, owners: dict[int, int]) -> bool:
    """Say whether a verb tells something of a noun that is no event."""
    clause = reading.relations[node].startswith("acl") and reading.upos[node] == "VERB"
    return clause and reading.heads[node] not in owners


def _promised(
    reading: Reading, events: list[Found], owner: int, held: list[TimeSpan], at: int
) -> int | None:
    """Return the event of the infinitive between a verb and its second time, or None.

    "Agreed on Tuesday to release the ship on 8 December": who agreed then, releases on the 8th.
    """
    verb = events[owner].trigger
    first = [w for t in held for w in reading.between(t.span.start, t.span.end)]
    if not first or reading.upos[verb] != "VERB":
        return None
    for number, event in enumerate(events):
        clause = event.predicate
        below = reading.heads[clause] == verb and reading.relations[clause] in ("xcomp", "advcl")
        if below and infinitive(reading, clause) and max(first) < clause < at:
            return number
    return None


def _announced(reading: Reading, events: list[Found], begin: int, end: int) -> int | None:
    """Return the deed that a word of announcing gives time for: "gave them until Friday to go"."""
    head = reading.outward(begin, end)
    verb = reading.heads[head] if head is not None else -1
    if head is None or verb < 0 or reading.lemmas[verb].lower() not in words("carrying.calling"):
        return None
    if not any(reading.words[c].lower() in words("until") for c in reading.children(head, "case")):
        return None
    below = set(reading.children(verb, "advcl", "xcomp", "acl"))
    below |= {c for w in list(below) for c in reading.children(w, "acl")}
    return next((n for n, e in enumerate(events) if e.trigger in below), None)


def _predicated(reading: Reading, begin: int, end: int) -> int:
    """Return what a time is told to be of, or -1: "the vote is on Sunday", "is due on Sunday"."""
    head = reading.outward(begin, end)
    if head is not None and reading.heads[head] >= 0:
        above = reading.heads[head]
        head = above if reading.lemmas[above].lower() == "due" else head
    subject = reading.child(head, "nsubj") if head is not None else None
    told = head is not None and reading.child(head, "cop") is not None
    return subject if told and subject is not None else -1


def attach(
    reading: Reading,
    events: list[Found],
    times: list[TimeSpan],
    places: list[Located],
    cues: set[int],
) -> list[Attached]:
    """Give each time and place to the nearest event above it in the tree; `cues` stop the way."""
    owners: dict[int, int] = {}
    for number, event in enumerate(events):
        owners.setdefault(event.trigger, number)
    for number, event in enumerate(events):
        if event.carrier is not None:
            owners.setdefault(event.carrier, number)
    for number, event in enumerate(events):
        verb = reading.heads[event.trigger]
        phase = verb >= 0 and reading.lemmas[verb].lower() in words("carrying.phases")
        if phase and reading.relations[event.trigger] in ("nsubj", "nsubj:pass"):
            owners.setdefault(verb, number)
    out = [Attached([]) for _ in events]
    for time in times:
        spot = reading.between(time.span.start, time.span.end)
        if not spot:
            continue
        owner = _climb(reading, spot[0], spot[-1] + 1, owners, cues, aside=True)
        if owner is not None:
            inner = _promised(reading, events, owner, out[owner].times, spot[0])
            out[owner if inner is None else inner].times.append(time)
            continue
        owner = _announced(reading, events, spot[0], spot[-1] + 1)
        if owner is None:
            owner = owners.get(_predicated(reading, spot[0], spot[-1] + 1))
        if owner is not None:
            out[owner].times.append(time)
    for located in places:
        relation = _place_relation(reading, located)
        if not relation:
            continue
        holder = _climb(reading, located.begin, located.end, owners, cues)
        if holder is not None and _better(out[holder].place, located, relation):
            out[holder].place = located
    return out


def _better(held: Located | None, new: Located, relation: int) -> bool:
    """Say whether a place tells better where an event was: of two that fit, the finer."""
    if held is None:
        return True
    a, b = held.place, new.place
    if a.country and a.country == b.country and a.precision and b.precision:
        return FINENESS[b.precision] > FINENESS[a.precision]
    return relation == 2 and not (b.lat is None and a.lat is not None)


def _apposed_to(reading: Reading, index: int) -> int:
    """Return the noun that a name only names: "the capital" of "the capital Budapest".

    What is a part of a place stands for it: "on the outskirts of Aleppo".
    """
    while (head := reading.heads[index]) >= 0:
        relation = reading.relations[index].split(":")[0]
        part = relation == "nmod" and reading.lemmas[head].lower() in words("parts_of_a_place")
        if relation not in ("appos", "flat") and not part:
            break
        index = head
    return index


def _place_relation(reading: Reading, located: Located) -> int:
    """Return 2 where a place name stands as a place, 1 where it modifies a noun, 0 elsewhere."""
    for index in range(located.begin, located.end):
        if located.begin <= reading.heads[index] < located.end:
            continue
        index = _apposed_to(reading, index)
        relation = reading.relations[index].split(":")[0]
        case = next((reading.words[c].lower() for c in reading.children(index, "case")), "")
        if relation in ("obl", "nmod") and case in words("under.places"):
            return 2
        if relation == "obj" and located.place.feature != "PCLI":
            return 2
        head = reading.heads[index]
        named = relation in ("compound", "nmod") and located.place.feature in _BUILT
        return int(named or (head >= 0 and reading.lemmas[head] in words("place_nouns")))
    return 0


def _run_on(reading: Reading, first: TimeSpan, times: list[TimeSpan], days: Interval) -> Interval:
    """Return days that run on over the next ones listed: "on Monday, Tuesday and Wednesday"."""
    begin, end, last = days.begin, days.end, first.span.end
    for time in times:
        between = reading.text[last : time.span.start]
        if begin is None or end is None or end != first.end or not LISTED.fullmatch(between):
            continue
        if time.begin != shift_days(end, 1) or time.begin != time.end:
            break
        first, end, last = time, time.end, time.span.end
    return Interval(begin, end) if end != days.end else days


LISTED: Final = re.compile(r"(?:,|,? and|,? or)(?: on)? ")
"""What stands between times that are listed: "Monday, Tuesday and on Friday"."""


def days_of(
    reading: Reading, times: list[TimeSpan], *, opens: dt.date, ahead: bool
) -> tuple[TimeSpan | None, Interval]:
    """Return the time that dates an event, and the days it gives.

    Args:
        reading: Where the times stand.
        times: The times that hang on the event.
        opens: Day on which a window that has no beginning of its own opens.
        ahead: Whether the event lies ahead: only then does "by Friday" open a window.
    """
    dated = [t for t in times if t.begin or t.end]
    narrow = [
        t
        for t in dated
        if t.type in ("DATE", "TIME") and t.value not in ("PAST_REF", "FUTURE_REF", "PRESENT_REF")
    ]
    for time in (*narrow, *(t for t in dated if t not in narrow)):
        if time.value != "PRESENT_REF":
            days = window(reading, time, opens, ahead=ahead)
            return time, _run_on(reading, time, dated, days)
    return (times[0] if times else None), Interval()

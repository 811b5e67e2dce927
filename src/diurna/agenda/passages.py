"""The sentences of one article, as what they may tell of entries of the agenda."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from diurna.agenda.parties import Party
from diurna.agenda.signals import Signal, Signals, Where, content_words
from diurna.record import Event, Span

Window = tuple[dt.date | None, dt.date | None]
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_LEAD: Final = 4
"""Sentences that open an article, its title among them."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a sentence tells it.

    Attributes:
        signal: Who, where, when; as `Signals.mentions` gives it.
        status: Its status in the record.
        announced: Whether somebody committed to it.
        window: The days that were announced for it, or its own.
        changes: What is said to become of it.
    """

    signal: Signal
    status: str
    announced: bool
    window: Window
    changes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence.

    Attributes:
        at: Its number in the article.
        span: Where it stands.
        words: Its content words, roughly stemmed.
        tokens: All its words, lower case.
        people: Who is named or meant in it.
        places: Where.
        days: Windows of its times, those of its events among them.
        told: Its events.
        lead: Whether it is among the first.
        said: Whether somebody says it.
    """

    at: int
    span: Span
    words: frozenset[str]
    tokens: frozenset[str]
    people: tuple[Party, ...]
    places: tuple[Where, ...]
    days: tuple[Window, ...]
    told: tuple[Told, ...]
    lead: bool
    said: bool


_ENDING: Final = re.compile(
    r"(?:ations?|itions?|ions?|ings?|ments?|ances?|ences?|als?|ers?|ors?|ied|ies|ed|es|s|e|y)$"
)
_STEM: Final = 7
"""Characters of a stem at most, and (below) at least."""
_LEAST: Final = 3


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what a word has in common with others of its making: vote, voted, voters."""
    short = _ENDING.sub("", word)
    return (short if len(short) >= _LEAST else word)[:_STEM]


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(stem(w) for w in content_words(text))


def passages(signals: Signals) -> list[Passage]:
    """List the sentences of an article.

    Args:
        signals: Of the article's record.
    """
    record, text = signals.record, signals.text
    bounds = record.sentences or ((0, len(text)),)
    starts = [b for b, _ in bounds]

    def sentence(at: int) -> int:
        return max(0, bisect_right(starts, at) - 1)

    people: dict[int, dict[str, Party]] = defaultdict(dict)
    for actor in record.actors:
        for mention in actor.mentions:
            people[sentence(mention.start)][actor.id] = signals.parties[actor.id]
    places: dict[int, list[Where]] = defaultdict(list)
    for place in record.places:
        where = Where(place.name, place.country, place.precision)
        places[sentence(place.span.start)].append(where)
    days: dict[int, list[Window]] = defaultdict(list)
    for time in record.times:
        if time.type in ("DATE", "TIME") and (time.begin or time.end):
            days[sentence(time.span.start)].append((time.begin, time.end))
    told: dict[int, list[Told]] = defaultdict(list)
    announced = {a.event: a for a in record.announcements}
    changes: dict[str, set[str]] = defaultdict(set)
    for change in record.changes:
        changes[change.event].add(change.kind)
    for event, signal in signals.mentions():
        plan = announced.get(event.id)
        window = (plan.begin, plan.end) if plan else (event.begin, event.end)
        item = Told(signal, event.status, plan is not None, window, frozenset(changes[event.id]))
        for number in sorted({sentence(m.start) for m in _mentions(event)}):
            told[number].append(item)
    said = {sentence(s.content[0].start) for s in record.statements if s.content and s.speaker}
    out = []
    for number, (begin, end) in enumerate(bounds):
        words = text[begin:end]
        events = tuple(told[number])
        own = [t.window for t in events if t.window != (None, None)]
        out.append(
            Passage(
                at=number,
                span=Span(begin, end, words),
                words=stems(words),
                tokens=frozenset(w.lower() for w in _WORD.findall(words.replace("’", "'"))),
                people=tuple(people[number].values()),
                places=tuple(places[number]),
                days=tuple(dict.fromkeys([*own, *days[number]])),
                told=events,
                lead=number < _LEAD,
                said=number in said,
            )
        )
    return out


def _mentions(event: Event) -> tuple[Span, ...]:
    return event.mentions or (event.trigger,)

"""Expressions of time in a reading: rules matched, names kept out, neighbours joined."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from diurna.language import Reading
from diurna.syntax.fixtures import outright
from diurna.syntax.lexicon import numbers, words
from diurna.syntax.tense import direction, signal
from diurna.when.choice import genre_of, kept
from diurna.when.grammar import Grammar, JoinRule, Rule, grammar
from diurna.when.joins import Found, Join, evaluate
from diurna.when.names import is_name
from diurna.when.values import Context, Match

_YEAR: Final = re.compile(r"(?:\w+-)?(?:1\d|20)\d\d")
_DECADE: Final = re.compile(r"(?:1[5-9]|20)\d0['’]?s")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d|\d{1,2}[ap]m", re.I)
_NTH: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)$")
_NUMERIC: Final = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_AS_SOON_AS: Final = numbers("as_soon_as")
_TRIALS: Final = tuple(Context(dt.date(2000, 6, 15), way, quarter="2000-Q1") for way in (-1, 0, 1))
"""Contexts in which a match must mean something, or it is none."""
_BEFORE, _AFTER = 8, 7
"""Words around a trigger in which a rule may match."""


def _triggers(reading: Reading) -> dict[int, set[str]]:
    """Return the words that wake rules, with their classes."""
    table = _class_table()
    out: dict[int, set[str]] = {}
    for index, word in enumerate(reading.words):
        lower = word.lower().rstrip(".") or word
        classes = set(table.get(lower, ()))
        if "-" in lower:
            classes.update(*(table.get(part, ()) for part in lower.split("-")))
        if classes:
            out[index] = classes
        elif lower[0].isdigit() or lower[-1].isdigit():
            kinds = {
                kind
                for kind, pattern in (
                    ("year", _YEAR), ("decade", _DECADE), ("clock", _CLOCK), ("number", _NUMERIC),
                    ("nth", _NTH),
                )
                if pattern.match(lower)
            }  # fmt: skip
            if kinds:
                out[index] = kinds
    return out


@cache
def _class_table() -> dict[str, frozenset[str]]:
    """Return the classes of each word that wakes rules."""
    table: dict[str, frozenset[str]] = {}
    for kind, listed in grammar().triggers.items():
        for word in listed:
            table[word] = table.get(word, frozenset()) | {kind}
    return table


def _zones(reading: Reading, triggers: dict[int, set[str]]) -> Iterable[tuple[int, int, set[str]]]:
    """Merge the surroundings of neighbouring triggers, within a sentence."""
    zone: tuple[int, int, set[str]] | None = None
    for index, classes in triggers.items():
        sentence = reading.sentence(index)
        begin = max(sentence.begin, index - _BEFORE)
        end = min(sentence.end, index + _AFTER)
        if (
            zone
            and begin < zone[1]
            and reading.sentence_number(zone[1] - 1) == reading.sentence_number(index)
        ):
            zone = (zone[0], end, zone[2] | classes)
        else:
            if zone:
                yield zone
            zone = (begin, end, set(classes))
    if zone:
        yield zone


def find(reading: Reading) -> list[Found]:
    """Find the expressions of time in a reading, longest match first, none overlapping."""
    found = find_all(reading)
    genre = genre_of(found)
    return [f for f in found if kept(reading, f, genre)]


def find_all(reading: Reading) -> list[Found]:
    """Find what may be an expression of time, the doubtful as well."""
    rules = grammar()
    out: list[Found] = []
    for begin, end, classes in _zones(reading, _triggers(reading)):
        pieces = _joined(reading, _pieces(reading, begin, end, classes, rules), rules.joins)
        alone = frozenset((p.rule.name, p.begin) for p in pieces if p.rule.latent and not p.join)
        if alone:
            again = _pieces(reading, begin, end, classes, rules, alone)
            pieces = _joined(reading, again, rules.joins)
        out += (_pointed(reading, p) for p in pieces if p.join or not p.rule.latent)
    return sorted(out, key=lambda f: f.begin)


def _pieces(
    reading: Reading,
    begin: int,
    end: int,
    classes: set[str],
    rules: Grammar,
    without: frozenset[tuple[str, int]] = frozenset(),
) -> list[Found]:
    """Match every rule that a zone's words wake; the longest matches stand.

    Latent matches that found nothing to join, by rule and first word, are left out the second
    time, so that what they lay on is read.
    """
    start, stop = reading.starts[begin], reading.ends[end - 1]
    near = reading.text[start:stop].lower()
    matches = [
        (match, rule)
        for kind in ("latent", *sorted(classes))
        for rule in rules.rules.get(kind, ())
        if not rule.needs or any(letters in near for letters in rule.needs)
        for match in rule.pattern.finditer(reading.text, start, stop)
    ]
    matches.sort(key=lambda m: _rank(reading.text, *m))
    taken = bytearray(stop - start)
    out = []
    for match, rule in matches:
        a, b = _trim(match)
        b = a + len(reading.text[a:b].rstrip())
        if any(taken[a - start : b - start]):
            continue
        made = [
            found
            for part in (rule.each.finditer(reading.text, a, b) if rule.each else (None,))
            if (found := _made(reading, rules, rule, match, part))
            and (rule.name, found.begin) not in without
        ]
        if made:
            taken[a - start : b - start] = b"\1" * (b - a)
            out += made
    return sorted(out, key=lambda f: f.begin)


def _made(
    reading: Reading, rules: Grammar, rule: Rule, match: re.Match[str], part: re.Match[str] | None
) -> Found | None:
    """Make what a match, or a part of a list, stands for; None where that is no time."""
    a, b = _trim(match) if part is None else part.span()
    while b > a and reading.text[b - 1].isspace():
        b -= 1
    words = reading.between(a, b)
    if not words or reading.starts[words[0]] != a:
        return None
    made = Found(rule, Match(match, rules, part), words[0], words[-1] + 1)
    if rule.latent:
        return made
    if is_name(reading, made.begin, made.end, rule):
        return None
    if all(evaluate(made, context) is None for context in _TRIALS):
        return None
    return made


_OF: Final = re.compile(r"[ \u00a0\n](?:of|in)\b", re.I)


def _rank(text: str, match: re.Match[str], rule: Rule) -> tuple[bool, int, int]:
    """Longest first; a latent match yields, but where "of" goes on to the time it lies in."""
    of = rule.latent and _OF.match(text, match.end()) is not None
    return (rule.latent and not of, match.start() - match.end(), -1 if of else rule.order)


def _joined(reading: Reading, pieces: list[Found], joins: tuple[JoinRule, ...]) -> list[Found]:
    """Join neighbours from the right to the left, as long as any two make one."""
    at = len(pieces) - 2
    while at >= 0:
        made = next(
            (m for j in joins if (m := _join(reading, pieces[at], pieces[at + 1], j))), None
        )
        if made:
            pieces[at : at + 2] = [made]
            at = min(at, len(pieces) - 2)
        else:
            at -= 1
    return pieces


_DEEPEST: Final = 4
"""No newspaper joins deeper, and what is built to do so must not cost."""


def _join(reading: Reading, left: Found, right: Found, rule: JoinRule) -> Found | None:
    """Make one of two neighbours, or None where they do not go together."""
    if left.kind not in rule.left or right.kind not in rule.right:
        return None
    if max(left.depth, right.depth) >= _DEEPEST:
        return None
    text = reading.text
    start = reading.starts[left.begin]
    if not rule.link.fullmatch(text, reading.ends[left.end - 1], reading.starts[right.begin]):
        return None
    if rule.before and not rule.before.search(text, max(0, start - 16), start):
        return None
    lead = right if rule.make in ("same", "holding", "narrow", "unit", "shift") else left
    made = Found(lead.rule, lead.match, left.begin, right.end, join=Join(rule, left, right))
    if all(evaluate(made, context) is None for context in _TRIALS):
        return None
    return made


def _as_soon_as(reading: Reading, begin: int) -> int:
    """Read "as recently as Monday" as behind, and "as soon as Monday" as ahead."""
    before = [w.lower() for w in reading.words[max(0, begin - 3) : begin]]
    if len(before) == 3 and before[0] == "as" and before[2] == "as":
        return _AS_SOON_AS.get(before[1], 0)
    return 0


def _pointed(reading: Reading, found: Found) -> Found:
    """Read which way the clause points from the word that hangs outside the expression."""
    head = reading.outward(found.begin, found.end)
    if head is None:
        return found
    way = _as_soon_as(reading, found.begin) or direction(reading, head)
    told = way < 0 and outright(reading, head)
    return dataclasses.replace(found, direction=way, signal=signal(reading, head), outright=told)


_LEADING_WORDS: Final = "|".join(map(re.escape, sorted(words("leading"))))
_LEADING: Final = re.compile(
    rf"(?:(?:{_LEADING_WORDS}|at(?! (?:least|most|the most)))"
    r"[ \u00a0\n])+",
    re.IGNORECASE,
)


def _trim(match: re.Match[str]) -> tuple[int, int]:
    """Return where an expression stands: prepositions lead to it and are no part of it."""
    spanned = "span" in match.re.groupindex and match["span"] is not None
    a, b = match.span("span") if spanned else match.span()
    leading = _LEADING.match(match.string, a, b)
    return (leading.end() if leading else a), b

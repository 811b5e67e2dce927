"""Chains of mentions: which noun phrases and pronouns of a text are one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.coref import mentions, pairs
from diurna.coref.columns import (
    BODY,
    FEMALE,
    MALE,
    MANY,
    ME,
    NAME,
    OTHER,
    PERSON,
    PLACE,
    SEVERAL,
    THING,
    UNKNOWN,
    WE,
    YOU,
    Ints,
    Mentions,
)
from diurna.coref.pairs import Floats, Pairs
from diurna.language import Reading
from diurna.language.quotes import find_quotes
from diurna.syntax.lexicon import words
from diurna.world.spelling import bracketed, same_person, short_for

_CLASH: Final = frozenset(
    {(MALE, FEMALE), (FEMALE, MALE), (MALE, THING), (THING, MALE), (FEMALE, THING),
     (THING, FEMALE), (MALE, MANY), (MANY, MALE), (FEMALE, MANY), (MANY, FEMALE)}
)  # fmt: skip


_KINDS: Final = words("kinds_of_bodies")
_CLOSINGS: Final = words("closings")
_CLOSING: Final = 4
"""How many words at most lie between the closing of a letter and the name under it."""
_SPOKEN: Final = 3
"""Words from which on a quotation inside another is speech, and no word set apart."""
_LEAN: Final = np.array([1.0, 1.0, 0.75], np.float32)
"""By how much a name, a noun and a pronoun are sooner taken up than left alone: training sees far
more mentions that are told of once than the few that make chains."""


@cache
def _weights() -> dict[str, Floats]:
    with np.load(str(files(__package__) / "data/chains.npz")) as stored:
        return {name: stored[name].astype(np.float32) for name in stored}


def _net(x: Floats, name: str) -> Floats:
    w = _weights()
    hidden = np.maximum(x @ w[f"{name}_in"] + w[f"{name}_bias"], 0)
    out: Floats = hidden @ w[f"{name}_out"] + w[f"{name}_end"]
    return out


def links(reading: Reading) -> dict[int, int]:
    """Return the antecedent's head word by the head word of each mention that has one."""
    if reading.views is None:
        return {}
    m = mentions.find(reading)
    if len(m) < 2:
        return {}
    p = pairs.likely(reading.views, m)
    scores = [_net(pairs.signs(reading, m, block), "pair") for block in pairs.blocks(p)]
    alone = _net(pairs.lone(m, p), "lone") - _LEAN[m.kind]
    told = _as_ours(reading, m) | _in_brackets(reading, m)
    voices = _voices(reading, m)
    spoken = [
        *_repeated(voices),
        *_by_source(reading, m),
        *_repeated(_ours(reading, m)),
        *_with_others(reading, m),
        *_signed(reading, m),
    ]
    chosen = _decode(m, p, np.concatenate(scores), alone, told, voices, spoken)
    return {int(m.head[later]): int(m.head[earlier]) for later, earlier in chosen.items()}


def _decode(
    m: Mentions,
    p: Pairs,
    scores: Floats,
    alone: Floats,
    told: dict[int, int],
    voices: Ints,
    spoken: Sequence[tuple[int, int]],
) -> dict[int, int]:
    """Choose antecedents in order; what is known of a chain bars what does not fit it.

    Then the chains are joined that are of one voice or hold one name that the scorer left alone.
    """
    sure = _same_name(m, p)
    liked = scores > alone[p.later]
    rows = np.flatnonzero(liked | sure)
    worth = np.where(liked, -scores, 1e6 - p.earlier)
    order = rows[np.lexsort((worth[rows], p.later[rows]))]
    options: dict[int, list[int]] = {}
    for later, earlier in zip(p.later[order].tolist(), p.earlier[order].tolist(), strict=True):
        options.setdefault(later, []).append(earlier)
    grown = _Chains(m, voices)
    out: dict[int, int] = {}
    for later in range(len(m)):
        for earlier in [told[later]] if later in told else options.get(later, ()):
            if grown.join(earlier, later):
                out[later] = earlier
                break
    rows = np.flatnonzero(sure)
    same = zip(p.earlier[rows].tolist(), p.later[rows].tolist(), strict=True)
    for earlier, later in [*spoken, *same]:
        first, second = sorted((grown.top(earlier), grown.top(later)))
        if grown.join(first, second):
            out[second] = first
    return out | _same_several(m, grown)


class _Chains:
    """Chains of mentions as they grow, each by its first mention, and what is known of each.

    Two are not joined if they are of two genders, of two bodies that are known or two speakers,
    or hold names of two people.
    """

    def __init__(self, m: Mentions, voices: Ints) -> None:
        self._above = list(range(len(m)))
        self._gender: list[int] = m.gender.tolist()
        self._marks = [m.body.tolist(), voices.tolist()]
        named = (m.kind == NAME) & (m.label == PERSON) & (m.article != SEVERAL)
        people = np.flatnonzero(named | (m.form == ME)).tolist()
        self._people = {k: [m.names[k]] for k in people}

    def top(self, mention: int) -> int:
        """Return the first mention of the chain that a mention is in."""
        while self._above[mention] != mention:
            mention = self._above[mention]
        return mention

    def join(self, earlier: int, later: int) -> bool:
        """Join the chains of two mentions, if they fit; say whether they were two and do.

        Args:
            earlier: A mention of the chain that begins before.
            later: One of the other.
        """
        a, b = self.top(earlier), self.top(later)
        if a == b or not self._fit(a, b):
            return False
        self.merge(a, b)
        return True

    def merge(self, a: int, b: int) -> None:
        """Join two chains, told by their first mentions, whatever is known of them."""
        self._above[b] = a
        self._gender[a] = self._gender[a] or self._gender[b]
        for marks in self._marks:
            marks[a] = max(marks[a], marks[b])
        held = self._people.setdefault(a, [])
        held += [name for name in self._people.get(b, ()) if name not in held]

    def _fit(self, a: int, b: int) -> bool:
        if (self._gender[a], self._gender[b]) in _CLASH:
            return False
        if any(-1 != marks[a] != marks[b] != -1 for marks in self._marks):
            return False
        return _one_person(self._people.get(a, ()), self._people.get(b, ()))


def _one_person(a: Sequence[list[str]], b: Sequence[list[str]]) -> bool:
    """Say whether names can all be of one person; "Ana" and "Soto" where Ana Soto is named."""
    full = [name for name in (*a, *b) if len(name) > 1]
    return all(
        same_person(x, y)
        or (len(x) == len(y) == 1 and any(same_person(x, z) and same_person(y, z) for z in full))
        for x in a
        for y in b
        if x and y
    )


def _same_several(m: Mentions, grown: _Chains) -> dict[int, int]:
    """Join "Ann and Bo" with "Bo and I" where I am Ann."""
    at = {int(head): k for k, head in enumerate(m.head)}
    first: dict[frozenset[int], int] = {}
    out: dict[int, int] = {}
    for k in np.flatnonzero(m.article == SEVERAL).tolist():
        if not all(word in at for word in m.several[k]):
            continue
        who = frozenset(grown.top(at[word]) for word in m.several[k])
        one = grown.top(k)
        earlier, later = sorted((grown.top(first.setdefault(who, one)), one))
        if earlier != later:
            grown.merge(earlier, later)
            out[later] = earlier
    return out


def _voices(reading: Reading, m: Mentions) -> Ints:
    """Return the speaker of a transcript whom each "I" and each name stands for, or -1.

    Who says "I" outside quotations in a text without turns is one too: its author.
    """
    own = np.where(m.form == ME, m.inside, m.voice)
    if not reading.turns:
        own = np.where((m.form == ME) & (m.inside < 0), len(reading), own)
    out: Ints = np.where(own >= len(reading), own, -1)
    return out


def _ours(reading: Reading, m: Mentions) -> Ints:
    """Return who says each "we", or -1: all that one says are one (of GUM's pairs, 0.8).

    So is whom a text without turns calls "you" (0.9; where people take turns 0.6).
    """
    said = m.inside if reading.turns else np.where(m.inside < 0, len(reading), m.inside)
    you = (m.form == YOU) & (not reading.turns)
    out: Ints = np.where(m.form == WE, said, np.where(you, said + len(reading) + 1, -1))
    return out


def _with_others(reading: Reading, m: Mentions) -> list[tuple[int, int]]:
    """Pair the "we" of who takes part in a talk with "Ann and I", who is one of these."""
    if len({turn.speaker for turn in reading.turns}) < 2:
        return []
    named = {
        speaker: k
        for k in reversed(np.flatnonzero((m.article == SEVERAL) & (m.form == 0)).tolist())
        for speaker in m.together[k]
    }
    ours = {int(m.inside[k]): k for k in reversed(np.flatnonzero(m.form == WE).tolist())}
    pairs = [(named[speaker], ours[speaker]) for speaker in named.keys() & ours.keys()]
    return sorted((min(pair), max(pair)) for pair in pairs)


def _signed(reading: Reading, m: Mentions) -> list[tuple[int, int]]:
    """Pair the "I" of a text with the name under it: "Yours sincerely, Ana Soto"."""
    mine = np.flatnonzero((m.form == ME) & (m.inside < 0)).tolist()
    if reading.turns or not mine:
        return []
    for k in np.flatnonzero((m.kind == NAME) & (m.label == PERSON)).tolist():
        begin = int(m.begin[k])
        before = {w.lower() for w in reading.words[max(0, begin - _CLOSING) : begin]}
        if before & _CLOSINGS and m.head[mine[-1]] < begin:
            return [(mine[0], k)]
    return []


def _by_source(reading: Reading, m: Mentions) -> list[tuple[int, int]]:
    """Pair each "I" of a quotation with its source; in a quotation inside it, with that one's."""
    if reading.turns:
        return []
    at = {int(head): k for k, head in enumerate(m.head)}
    nested = _told_again(reading)
    spoken = np.flatnonzero((m.form == ME) & (m.inside >= 0)).tolist()
    sources = (nested.get(int(m.head[k]), int(m.inside[k])) for k in spoken)
    pairs = ((at.get(source), k) for source, k in zip(sources, spoken, strict=True))
    return [(s, k) for s, k in pairs if s is not None and m.gender[s] in (UNKNOWN, MALE, FEMALE)]


def _told_again(reading: Reading) -> dict[int, int]:
    """Return who says each word of a quotation inside a quotation, or -1: "he told me, 'I ...'"."""
    out: dict[int, int] = {}
    for inner in (inner for quote in find_quotes(reading.text) for inner in quote.inner):
        words = reading.between(inner.start, inner.end)
        if sum(reading.words[w][0].isalnum() for w in words) < _SPOKEN:
            continue
        top = reading.outward(words.start, words.stop)
        near = [] if top is None else [reading.heads[top], *reading.children(top, "parataxis")]
        verbs = [w for w in near if w >= 0 and w not in words and reading.upos[w] == "VERB"]
        source = next((s for v in verbs if (s := reading.child(v, "nsubj")) is not None), -1)
        out |= dict.fromkeys(words, -1 if source in words else source)
    return out


def _repeated(voices: Ints) -> list[tuple[int, int]]:
    """Pair each mention with the last that has the same voice."""
    last: dict[int, int] = {}
    out = []
    for k in np.flatnonzero(voices >= 0).tolist():
        own = int(voices[k])
        if own in last:
            out.append((last[own], k))
        last[own] = k
    return out


def _as_ours(reading: Reading, m: Mentions) -> dict[int, int]:
    """Join whom "we" are said to be: "we as Americans", "we Americans"."""
    at = {int(h): k for k, h in enumerate(m.head) if m.form[k] == WE}
    out: dict[int, int] = {}
    for k in np.flatnonzero((m.form == 0) & (m.number == 2)).tolist():
        first = int(m.begin[k])
        skip = 2 if first > 1 and reading.words[first - 1].lower() == "as" else 1
        own = at.get(first - skip)
        if own is not None and (skip == 2 or reading.words[first - 1].lower() == "we"):
            out[k] = own
    return out


def _in_brackets(reading: Reading, m: Mentions) -> dict[int, int]:
    """Join what is put in brackets behind a name for short: "Lake Trade Agency (LTA)"."""
    words = reading.words
    out: dict[int, int] = {}
    last: dict[int, int] = {}
    for k in np.flatnonzero(m.kind == NAME).tolist():
        head = int(m.head[k])
        entity = reading.entity_at(head)
        last[entity.end if entity is not None else head + 1] = k
        before = last.get(head - 1)
        if before is not None and bracketed(words, head, head + 1):
            earlier = reading.entity_at(int(m.head[before]))
            if earlier is not None and short_for(
                words[head], " ".join(words[earlier.begin : earlier.end])
            ):
                out[k] = before
    return out


def _same_name(m: Mentions, p: Pairs) -> npt.NDArray[np.bool_]:
    """Say of which pairs both are names of one person, place or body, by their words."""
    i, j = p.earlier, p.later
    names = (m.kind[i] == NAME) & (m.kind[j] == NAME)
    long = np.array([len(words) > 1 for words in m.words], bool)
    telling = np.isin(m.label[j], (PERSON, BODY, PLACE)) | ((m.label[j] == OTHER) & long[j])
    same = names & (m.text[i] == m.text[j]) & telling
    alike = names & (m.label[i] == m.label[j]) & (p.shared[:, 0] > 0) & ~same
    for at in np.flatnonzero(alike).tolist():
        same[at] = _one_name(m, int(i[at]), int(j[at]))
    voiced = (m.voice[i] >= 0) & (m.voice[i] == m.voice[j])
    out: npt.NDArray[np.bool_] = same | (names & (voiced | (p.shared[:, 3] > 0)))
    return out


def _one_name(m: Mentions, i: int, j: int) -> bool:
    """Say whether two names of one class that share words are one name, one without its kind."""
    label = int(m.label[j])
    if label == PERSON:
        return same_person(m.names[i], m.names[j])
    one, other = m.words[i], m.words[j]
    less = {BODY: _KINDS, PLACE: frozenset({"city"})}.get(label, frozenset[str]())
    return not one.isdisjoint(other) and one ^ other <= less

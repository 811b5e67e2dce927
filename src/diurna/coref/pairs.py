"""Signs that two mentions are one: a row of numbers for each pair, and for each mention alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.coref.columns import MANY, ME, NAME, NORP, NOUN, PRONOUN, SEVERAL, WE, YOU, Mentions
from diurna.language import Reading
from diurna.language.coreference import Views

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Truths = npt.NDArray[np.bool_]

BACK: Final = (60, 30, 40)
"""Mentions looked back over by a name, a noun and a pronoun, besides those that share words."""
BLOCK: Final = 65_536
"""Pairs whose signs are held at once, 40 MB of them; a newspaper's article has fewer."""
BEST: Final = 16
"""Candidates kept of those that share no word with a mention."""
_FAR: Final = np.array([0, 1, 2, 3, 5, 8, 15, 40], np.int32)
_COMPATIBLE: Final = np.array(
    # unknown male female thing many
    [[1, 1, 1, 1, 1], [1, 2, 0, 0, 0], [1, 0, 2, 0, 0], [1, 0, 0, 2, 1], [1, 0, 0, 1, 2]],
    np.int8,
)


class _Speakers:
    """Where the speakers of a transcript were named, alone and among others."""

    def __init__(self, m: Mentions) -> None:
        self._m = m
        self._inside, self._facing = m.inside.tolist(), m.facing.tolist()
        self._voice, self._form = m.voice.tolist(), m.form.tolist()
        self._alone: dict[int, list[int]] = defaultdict(list)
        self._among: dict[int, list[int]] = defaultdict(list)

    def add(self, j: int) -> None:
        """Take a mention as one of those before."""
        if self._voice[j] >= 0:
            self._alone[self._voice[j]].append(j)
        for speaker in self._m.together[j]:
            self._among[speaker].append(j)

    def named(self, j: int) -> Iterator[int]:
        """Yield where who says a pronoun, or is spoken to, was named last."""
        for speaker in (self._inside[j], self._facing[j]):
            yield from self._alone.get(speaker, ())[-2:]
            if self._form[j] in (WE, YOU):
                yield from self._among.get(speaker, ())[-2:]


def candidates(m: Mentions) -> tuple[Ints, Ints, Floats]:
    """Return the pairs worth a look, by later and then by earlier mention.

    Returns:
        The earlier mentions, the later ones, and (pairs, 4) of names and nouns: whether they
        share words, the later has no others, the earlier has none, one is the other's initials.
    """
    by_word: dict[str, list[int]] = defaultdict(list)
    earlier: list[Ints] = []
    sizes: list[int] = []
    shared: list[tuple[int, float, float, float]] = []
    rows: list[int] = []
    by_text: dict[int, list[int]] = defaultdict(list)
    speakers = _Speakers(m)
    kinds, articles, texts = m.kind.tolist(), m.article.tolist(), m.text.tolist()
    total = 0
    for j, words in enumerate(m.words):
        first = max(0, j - BACK[kinds[j]])
        if kinds[j] == PRONOUN:
            far = sorted({i for i in speakers.named(j) if i < first})
            near = np.array([*far, *range(first, j)], np.int32)
        else:
            if kinds[j] == NOUN and articles[j] in (0, 2):
                first = j
            alike = {i for w in words for i in by_word[w][-40:]}
            if kinds[j] == NAME:
                alike |= set(by_text[texts[j]][-10:])
                by_text[texts[j]].append(j)
            short = m.initials[j]
            shorts = [w for w in (short, *words) if len(w) > 2] if short or len(words) == 1 else []
            initial = {i for w in shorts for i in by_word[f"#{w}"][-10:]}
            initial |= set(by_word[short][-10:]) if short else set()
            far = sorted(i for i in alike | initial if i < first)
            near = np.array([*far, *range(first, j)], np.int32)
            at = {i: n for n, i in enumerate(far)}
            for i in sorted(alike | initial):
                own = m.words[i]
                rows.append(total + (at[i] if i < first else len(far) + i - first))
                one = texts[i] == texts[j] or not own.isdisjoint(words)
                shared.append((one, one and words <= own, one and own <= words, i in initial))
            for w in words:
                by_word[w].append(j)
            if short:
                by_word[f"#{short}"].append(j)
        speakers.add(j)
        earlier.append(near)
        sizes.append(len(near))
        total += len(near)
    told = np.zeros((total, 4), np.float32)
    if rows:
        told[rows] = shared
    later = np.repeat(np.arange(len(m), dtype=np.int32), sizes)
    return np.concatenate([np.zeros(0, np.int32), *earlier]), later, told


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of mentions to be scored.

    Attributes:
        earlier: The earlier mention of each.
        later: The later.
        shared: What `candidates` says of their words.
        scores: What the model's head makes of each pair.
        alone: What it makes of each mention taking up nothing.
    """

    earlier: Ints
    later: Ints
    shared: Floats
    scores: Floats
    alone: Floats


def _ours(m: Mentions, i: Ints, j: Ints) -> Truths:
    """Say whether one of two mentions is a people by name and the other "we"."""
    people = (m.label[i] == NORP) & (m.gender[i] == MANY) & (m.kind[i] == NAME)
    out: Truths = people & (m.form[j] == WE)
    return out


def _among(m: Mentions, joined: Ints, speaker: Ints) -> Truths:
    """Say whether a speaker is among several that are joined."""
    out = np.zeros(len(joined), bool)
    for at in np.flatnonzero((m.article[joined] == SEVERAL) & (speaker >= 0)).tolist():
        out[at] = int(speaker[at]) in m.together[int(joined[at])]
    return out


def _part(m: Mentions, joined: Ints, one: Ints) -> Truths:
    """Say whether a mention is one of several that are joined."""
    first = m.seen[joined]
    out: Truths = (m.article[joined] == SEVERAL) & (
        (m.head[one] == first) | ((m.verb[one] == first) & (m.role[one] == 6))
    )
    return out


def likely(views: Views, m: Mentions) -> Pairs:
    """Return the pairs that share words, and of the rest those that the head likes best."""
    i, j, shared = candidates(m)
    later, earlier = views.later[m.seen], views.earlier[m.seen]
    scores = np.empty(len(i), np.float32)
    for at in range(0, len(i), BLOCK):
        block = slice(at, at + BLOCK)
        scores[block] = np.einsum("nd,nd->n", earlier[i[block]], later[j[block]])
    order = np.argsort(j - np.clip(scores, -60, 60).astype(np.float64) / 128, kind="stable")
    rank = np.empty(len(i), np.int64)
    rank[order] = np.arange(len(i)) - np.searchsorted(j, j)
    voiced = (m.voice[i] >= 0) & ((m.voice[i] == m.inside[j]) | (m.voice[i] == m.facing[j]))
    voiced |= _among(m, i, m.inside[j]) | _among(m, i, m.facing[j])
    told = (shared[:, 0] > 0) | (shared[:, 3] > 0) | _ours(m, i, j) | _ours(m, j, i) | voiced
    kept = np.flatnonzero((rank < BEST) | told)
    return Pairs(i[kept], j[kept], shared[kept], scores[kept], later @ views.none)


def _hot(values: npt.NDArray[np.int32], size: int) -> Floats:
    out: Floats = (values[:, None] == np.arange(size, dtype=np.int32)).astype(np.float32)
    return out


def blocks(p: Pairs) -> Iterator[Pairs]:
    """Yield the pairs in blocks, so that the signs of all of them are never held at once."""
    for at in range(0, max(1, len(p.later)), BLOCK):
        cut = slice(at, at + BLOCK)
        yield Pairs(p.earlier[cut], p.later[cut], p.shared[cut], p.scores[cut], p.alone)


def features(reading: Reading, m: Mentions, p: Pairs) -> tuple[Floats, Floats]:
    """Return the signs of pairs and of mentions that may take up nothing.

    Args:
        reading: The text.
        m: Its mentions.
        p: Its pairs.

    Returns:
        (pairs, signs) and (mentions, signs).
    """
    return signs(reading, m, p), lone(m, p)


def signs(reading: Reading, m: Mentions, p: Pairs) -> Floats:
    """Return the signs of pairs: (pairs, signs)."""
    i, j, shared, scores, alone = p.earlier, p.later, p.shared, p.scores, p.alone
    apart = m.sentence[j] - m.sentence[i]
    repeated = np.bincount(m.text, minlength=1)[m.text] if len(m) else m.text
    ids = np.searchsorted(m.head, np.arange(len(reading) + 1))
    singles = [
        *_of_words(m, i, j, shared),
        *_of_clauses(m, i, j, apart),
        *_of_sources(m, i, j),
        *_of_forms(m, i, j, apart, ids[m.begin[j]] <= i),
        *_of_turns(m, i, j),
        *_of_several(m, i, j),
    ]
    weights = [
        np.log1p(j - i) / 3,
        np.log1p(repeated[i]) / 2,
        np.log1p(repeated[j]) / 2,
        np.clip(scores, -8, 8) / 4,
        np.clip(scores - alone[j], -8, 8) / 4,
    ]
    return np.concatenate(
        [
            np.stack([x.astype(np.float32) for x in (*singles, *weights)], 1),
            shared,
            _hot(np.searchsorted(_FAR, apart, side="right").astype(np.int32), 9),
            _hot((m.kind[i] * 3 + m.kind[j]).astype(np.int32), 9),
            _hot(m.form[j], 10),
            _hot(m.form[i], 10),
            _hot(m.article[j], 6),
            _hot(m.article[i], 6),
            _hot(m.role[i], 9),
            _hot(m.gender[i], 5),
            _hot(m.gender[j], 5),
            _hot(m.label[i], 7),
            _hot(m.label[j], 7),
        ],
        1,
    )


def _of_words(m: Mentions, i: Ints, j: Ints, shared: Floats) -> list[Truths]:
    """Return the signs that lie in the words of two mentions and in what these stand for."""
    fits = _COMPATIBLE[m.gender[i], m.gender[j]]
    label_i, label_j = m.label[i], m.label[j]
    both = (label_i > 0) & (label_j > 0)
    names = (m.kind[i] == NAME) & (m.kind[j] == NAME)
    nouns = (m.kind[i] != PRONOUN) & (m.kind[j] != PRONOUN)
    return [
        m.lemma[i] == m.lemma[j],
        (m.text[i] == m.text[j]) & nouns,
        (m.text[i] == m.text[j]) & names,
        (m.text[i] == m.text[j]) & (m.article[j] == 1),
        (m.lemma[i] == m.lemma[j]) & nouns & (m.text[i] != m.text[j]),
        names & (shared[:, 0] == 0),
        names & (shared[:, 0] == 1) & (m.text[i] != m.text[j]),
        fits == 0,
        fits == 2,
        (m.number[i] > 0) & (m.number[j] > 0) & (m.number[i] != m.number[j]),
        both & (label_i == label_j),
        both & (label_i != label_j),
        (label_i == 1) & (np.isin(m.form[j], (1, 2, 5))),
        (np.isin(label_i, (2, 3, 5))) & (m.form[j] == 3),
        (np.isin(label_i, (2, 4))) & (np.isin(m.form[j], (4, 6))),
    ]


def _of_clauses(m: Mentions, i: Ints, j: Ints, apart: Ints) -> list[Truths]:
    """Return the signs that lie in the clauses which two mentions stand in."""
    same_verb = (m.verb[i] == m.verb[j]) & (m.verb[i] >= 0)
    return [
        same_verb & (m.role[i] == 1) & (m.owns[j] == 0) & (m.kind[j] == PRONOUN),
        same_verb,
        m.verb[j] == m.head[i],
        m.verb[i] == m.head[j],
        (m.verb[j] == m.head[i]) & (m.role[j] == 5),
        (m.verb[i] == m.head[j]) & (m.role[i] == 1),
        (m.role[i] == m.role[j]),
        (m.role[i] == 1) & (m.role[j] == 1),
        (m.role[i] == 1) & (m.owns[j] == 1) & (apart == 0),
        (apart == 0) & (m.role[i] == 1),
        (apart == 1) & (m.role[i] == 1),
    ]


def _of_sources(m: Mentions, i: Ints, j: Ints) -> list[Truths]:
    """Return the signs that lie in who says what the mentions stand in."""
    source_j, source_i = m.inside[j], m.inside[i]
    first_j, first_i = np.isin(m.form[j], (5, 6)), np.isin(m.form[i], (5, 6))
    return [
        (source_j == m.head[i]) & first_j,
        (source_j == m.head[i]) & ~first_j,
        (source_i == source_j) & (source_j >= 0) & first_i & first_j,
        (source_i != source_j) & first_i & first_j,
        (source_i == m.head[j]) & first_i,
        (source_i >= 0) != (source_j >= 0),
    ]


def _of_forms(m: Mentions, i: Ints, j: Ints, apart: Ints, held: Truths) -> list[Truths]:
    """Return the signs of pronouns of one form, of owners, and of phrases within others."""
    return [
        m.form[i] == m.form[j],
        (m.form[i] == m.form[j]) & (m.form[j] > 0) & (apart == 0),
        (m.form[i] == m.form[j]) & (m.form[j] > 0) & (apart == 1),
        np.isin(m.head[i], m.verb[j]) & (m.owns[j] == 1),
        held,
    ]


def _of_turns(m: Mentions, i: Ints, j: Ints) -> list[Truths]:
    """Return the signs that lie in the turns of a transcript."""
    source_j, source_i = m.inside[j], m.inside[i]
    first_j, first_i = np.isin(m.form[j], (5, 6)), np.isin(m.form[i], (5, 6))
    return [
        first_j & (m.voice[i] >= 0) & (m.voice[i] == source_j),
        first_i & (m.voice[j] >= 0) & (m.voice[j] == source_i),
        (m.form[j] == YOU) & (m.voice[i] >= 0) & (m.voice[i] == m.facing[j]),
        (m.form[j] == YOU) & (m.form[i] == ME) & (m.facing[j] >= 0) & (m.facing[j] == source_i),
        (m.form[i] == YOU) & (m.form[j] == ME) & (m.facing[i] >= 0) & (m.facing[i] == source_j),
        (m.form[i] == YOU) & (m.form[j] == YOU) & (m.facing[i] >= 0) & (m.facing[i] == m.facing[j]),
        (m.form[i] == ME) & (m.form[j] == ME) & (source_i >= 0) & (source_i == source_j),
        (m.voice[i] >= 0) & (m.voice[i] == m.voice[j]),
        (m.voice[i] >= 0) & (m.voice[j] >= 0) & (m.voice[i] != m.voice[j]),
        (m.voice[i] >= 0) & (m.voice[i] == source_j) & (np.isin(m.form[j], (1, 2))),
    ]


def _of_several(m: Mentions, i: Ints, j: Ints) -> list[Truths]:
    """Return the signs of a people that says "we", and of several that are joined."""
    source_j, source_i = m.inside[j], m.inside[i]
    same_verb = (m.verb[i] == m.verb[j]) & (m.verb[i] >= 0)
    return [
        _ours(m, i, j),
        _ours(m, j, i),
        _ours(m, j, i) & same_verb,
        _part(m, i, j),
        _part(m, j, i),
        _among(m, i, source_j) & (m.form[j] == WE),
        _among(m, j, source_i) & (m.form[i] == WE),
        _among(m, i, m.facing[j]) & (m.form[j] == YOU),
    ]


def lone(m: Mentions, p: Pairs) -> Floats:
    """Return the signs of mentions that may take up nothing: (mentions, signs)."""
    i, j, shared, scores, alone = p.earlier, p.later, p.shared, p.scores, p.alone
    best = np.full(len(m), -8.0, np.float32)
    np.maximum.at(best, j, scores)
    same = np.zeros((len(m), 3), np.float32)
    np.maximum.at(same[:, 0], j, shared[:, 0])
    np.maximum.at(same[:, 1], j, (m.text[i] == m.text[j]).astype(np.float32))
    np.maximum.at(same[:, 2], j, (m.lemma[i] == m.lemma[j]).astype(np.float32))
    repeated = np.bincount(m.text, minlength=1)[m.text] if len(m) else m.text
    return np.concatenate(
        [
            np.stack(
                [
                    np.clip(alone, -8, 8) / 4,
                    np.clip(best - alone, -8, 8) / 4,
                    np.log1p(repeated) / 2,
                    np.log1p(np.arange(len(m))) / 5,
                    m.owns.astype(np.float32),
                    (m.inside >= 0).astype(np.float32),
                ],
                1,
            ).astype(np.float32),
            same,
            _hot(m.kind, 3),
            _hot(m.form, 10),
            _hot(m.article, 6),
            _hot(m.role, 9),
            _hot(m.gender, 5),
            _hot(m.label, 7),
        ],
        1,
    )

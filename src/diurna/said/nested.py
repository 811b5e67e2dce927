"""Quotations inside quotations: "He told me, 'I will go,'" is his word on another's."""

from __future__ import annotations

from diurna.language import Reading
from diurna.language.quotes import Quote
from diurna.said.cues import cues, subject
from diurna.said.grammar import Grammar
from diurna.said.model import Said

_REACH = 12
"""Words between a quotation and the verb that reports it."""
_ASIDE = 3
"""Words of a quotation that is set apart and said by nobody, at most."""


def nested(reading: Reading, grammar: Grammar, quote: Quote, outer: Said) -> list[Said]:
    """Return the statements that a quotation reports in marks of their own.

    One whose cue could not be told has no source: it is not by who reports it.
    """
    out = []
    for inner in quote.inner:
        words = reading.between(inner.start, inner.end)
        if not _is_speech(reading, inner, words):
            continue
        cue = _cue(reading, grammar, quote, words)
        said = Said([(inner.start, inner.end)], cue, None, "say", quotes=[inner], inside=outer)
        if cue is not None:
            said.source = subject(reading, cue)
            said.act = cues()[reading.lemmas[cue].lower()].act
        out.append(said)
    return out


def _is_speech(reading: Reading, inner: Quote, words: range) -> bool:
    """Say whether words in marks are speech, not set apart: whole sentences, or more than a few."""
    telling = [reading.words[w] for w in words if reading.words[w][0].isalnum()]
    if not telling:
        return False
    whole = reading.text[inner.start].isupper() and reading.text[inner.end - 1] in ",.!?…"
    titled = all(w[0].isupper() or len(w) <= 3 for w in telling) and len(telling) > 1
    if titled and not any(reading.upos[w] in ("VERB", "AUX") for w in words):
        return False
    return whole or len(telling) > _ASIDE


def _cue(reading: Reading, grammar: Grammar, quote: Quote, words: range) -> int | None:
    """Return the verb of saying nearest to a quotation, in the one that it stands in."""
    inside = {w for q in quote.inner for w in reading.between(q.start, q.end)}
    best: tuple[int, int] | None = None
    for index in reading.between(quote.start, quote.end):
        if index in inside or reading.upos[index] != "VERB":
            continue
        cue = grammar.cue(index)
        source = subject(reading, index) if cue is not None else None
        if source is None or source in inside:
            continue
        distance = words[0] - index if index < words[0] else index - words[-1]
        if distance <= _REACH and (best is None or distance < best[0]):
            best = (distance, index)
    return best[1] if best else None

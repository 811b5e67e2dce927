"""Quotations inside quotations: "He told me, 'I will go,'" is his word on another's."""

from __future__ import annotations

from diurna.language import Reading
from diurna.language.quotes import Quote
from diurna.said.grammar import Grammar
from diurna.said.model import Said
from diurna.syntax.cues import cues, subject
from diurna.syntax.modality import imagined

_REACH = 12
"""Words between a quotation and the verb that reports it."""
_ASIDE = 3
"""Words of a quotation that is set apart and said by nobody, at most."""


def nested(
    reading: Reading, grammar: Grammar, quote: Quote, outer: Said
) -> tuple[list[Said], list[Quote]]:
    """Return the statements that a quotation reports in marks of their own.

    And the speech in marks that is nobody's: what "they will say", and what no verb reports. It is
    not by who tells of it.
    """
    out: list[Said] = []
    unsaid: list[Quote] = []
    for inner in quote.inner:
        words = reading.between(inner.start, inner.end)
        if not _is_speech(reading, inner, words):
            continue
        cue = _cue(reading, grammar, quote, words)
        if cue is None or imagined(reading, cue):
            unsaid.append(inner)
            continue
        act = cues()[reading.lemmas[cue].lower()].act
        said = Said([(inner.start, inner.end)], cue, _source(reading, cue), act)
        said.quotes, said.inside = [inner], outer
        out.append(said)
    return out, unsaid


def _is_speech(reading: Reading, inner: Quote, words: range) -> bool:
    """Say whether words in marks are speech, not set apart: whole sentences, or more than a few."""
    telling = [reading.words[w] for w in words if reading.words[w][0].isalnum()]
    if not telling:
        return False
    verbal = any(reading.upos[w] in ("VERB", "AUX") for w in words)
    last = reading.text[inner.end - 1]
    whole = reading.text[inner.start].isupper() and last in (",.!?…" if verbal else ".!?…")
    titled = all(w[0].isupper() or len(w) <= 3 for w in telling) and len(telling) > 1
    if titled and not verbal:
        return False
    return whole or len(telling) > _ASIDE


def _source(reading: Reading, cue: int) -> int | None:
    """Return the subject of a verb, or the person named right before it."""
    found = subject(reading, cue)
    entity = reading.entity_at(cue - 1) if found is None and cue else None
    if entity is not None and entity.label == "Person":
        return reading.outward(entity.begin, entity.end)
    return found


def _cue(reading: Reading, grammar: Grammar, quote: Quote, words: range) -> int | None:
    """Return the verb of saying nearest to a quotation, in the one that it stands in."""
    inside = {w for q in quote.inner for w in reading.between(q.start, q.end)}
    best: tuple[int, int] | None = None
    for index in reading.between(quote.start, quote.end):
        if index in inside or reading.upos[index] != "VERB":
            continue
        cue = grammar.cue(index)
        source = _source(reading, index) if cue is not None else None
        if source is None or source in inside:
            continue
        distance = words[0] - index if index < words[0] else index - words[-1]
        if distance <= _REACH and (best is None or distance < best[0]):
            best = (distance, index)
    return best[1] if best else None

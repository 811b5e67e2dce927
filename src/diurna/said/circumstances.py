"""The circumstances of a statement: to whom, by which way, where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from diurna.language import Reading
from diurna.record import Channel
from diurna.said.model import Said
from diurna.syntax.cues import channels
from diurna.syntax.lexicon import words
from diurna.where import Located
from diurna.who import Cast

_WAYS: Final = words("ways")
_WHERE_SAID: Final = words("where_said")


def hanging(reading: Reading, said: Said, *relations: str) -> Iterator[int]:
    """Yield what hangs on a statement's cue outside of what is said, in order."""
    if said.cue is None:
        return
    for child in reading.children(said.cue, *relations):
        if not said.covers(reading.starts[child], reading.ends[child]):
            yield child


def _case(reading: Reading, index: int) -> str:
    case = reading.child(index, "case")
    return reading.words[case].lower() if case is not None else ""


def addressees(reading: Reading, cast: Cast, said: Said) -> list[str]:
    """Return the actors that are spoken to: "told reporters", "said to the minister"."""
    if said.cue is None or reading.upos[said.cue] != "VERB":
        return []
    asked = reading.child(said.cue, "nsubj:pass")
    if asked is not None and asked != said.source and said.act in ("ask", "say"):
        return cast.actors_of(asked)
    for child in hanging(reading, said, "iobj", "obj", "obl"):
        direct = reading.relations[child] in ("iobj", "obj")
        if child > said.cue and (direct or _case(reading, child) == "to"):
            return [a for a in cast.actors_of(child) if a != said.speaker]
    return []


def channel(reading: Reading, said: Said) -> Channel | None:
    """Return the way in which something was said, as a phrase that hangs on the cue tells it."""
    if said.cue is None:
        return None
    kinds = channels()
    candidates = [
        *hanging(reading, said, "obl", "nmod"),
        *hanging(reading, said, "iobj", "obj"),
    ]
    sources = [said.source] if said.source is not None else []
    outside = [s for s in sources if not said.covers(reading.starts[s], reading.ends[s])]
    cue = range(*said.cue_run) if said.cue_run else range(0)
    for head in (h for h in [*candidates, *outside] if h not in cue):
        kind = kinds.get(reading.lemmas[head].lower())
        entity = reading.entity_at(head)
        if entity and entity.label == "Organization" and kind == "social media":
            kind = kind if entity.end - entity.begin == 1 else "press"
        way = _case(reading, head) in _WAYS or reading.relations[head] in ("iobj", "obj")
        if kind and (way or head == said.source):
            words = [
                w
                for w in reading.subtree(head)
                if not said.covers(reading.starts[w], reading.ends[w])
            ]
            near = run_around(words, head)
            return Channel(kind, reading.span(near[0], near[-1] + 1))
    return None


def run_around(words: list[int], head: int) -> list[int]:
    """Return the unbroken run of some words that holds one of them."""
    at = words.index(head)
    first = last = at
    while first > 0 and words[first - 1] == words[first] - 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[last] + 1:
        last += 1
    return words[first : last + 1]


def set_places(reading: Reading, found: list[Said], places: list[Located]) -> None:
    """Place each statement: "said in Geneva", "told a crowd outside the court in Minsk"."""
    for said in found:
        heads = [w for h in hanging(reading, said, "obl", "nmod") for w in reading.subtree(h)]
        spoken = {w for w in heads if not said.covers(reading.starts[w], reading.ends[w])}
        for located in places:
            words = reading.between(located.place.span.start, located.place.span.end)
            if words and words[0] in spoken and _inside(reading, words[0]):
                said.place = located.place.id
                break


def _inside(reading: Reading, word: int) -> bool:
    """Say whether a place's name stands in a phrase of place, not of origin or topic."""
    for node in (word, *reading.ancestors(word)):
        case = _case(reading, node)
        if case:
            return case in _WHERE_SAID
        if reading.upos[node] == "VERB":
            return False
    return False

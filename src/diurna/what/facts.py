"""Whether it happened, in three classes: what the rules of status say and what the head reads."""

from __future__ import annotations

from typing import Final, Literal

from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.modality import Verdict
from diurna.what import arguments, status

Class = Literal["occurred", "not occurred", "uncertain"]

_OCCURRED: Final[frozenset[Status]] = frozenset({"occurred", "ongoing"})
_NOT: Final[frozenset[Status]] = frozenset({"negated", "denied"})
_EDGE: Final = 1.0
_DENIES: Final = -1.5
_DOUBTS: Final = 0.6
_HAPPENED: Final = 1.5


def class_of(score: float) -> Class:
    """Return the class of a score of factuality, from -3 to 3."""
    if score > _EDGE:
        return "occurred"
    return "not occurred" if score < -_EDGE else "uncertain"


def class_of_status(found: Status) -> Class:
    """Return the class of a status."""
    if found in _OCCURRED:
        return "occurred"
    return "not occurred" if found in _NOT else "uncertain"


def weighed(reading: Reading, word: int, verdict: Verdict) -> Verdict:
    """Let the head decide where the rules found nothing that speaks of whether it happened.

    A word without a modal, a negation or anything that embeds it counts as occurred unless the
    head is firm that it did not happen or is only thought of. What somebody does something for
    ("flew to Oslo to meet the king") stays open unless the head is firm that it happened.
    """
    if verdict.sure or word >= len(reading.facts):
        return verdict
    score = reading.facts[word]
    if verdict.status == "hypothetical" and verdict.by is None and score > _HAPPENED:
        return Verdict("occurred", sure=False)
    if verdict.status != "occurred":
        return verdict
    if score < _DENIES:
        return Verdict("negated", sure=False)
    return Verdict("hypothetical", sure=False) if score < _DOUBTS else verdict


def by_rule(reading: Reading, word: int) -> Verdict:
    """Return the rules' verdict on any word that tells of something."""
    if reading.upos[word] in ("VERB", "AUX"):
        return status.of_verb(reading, word)
    return status.of_noun(reading, word, arguments.carrier_of(reading, word), "")

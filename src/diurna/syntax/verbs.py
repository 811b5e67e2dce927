"""The forms of a verb that tense and modality are read from, each in one place."""

from __future__ import annotations

from diurna.language import Reading


def auxiliaries(reading: Reading, verb: int) -> list[int]:
    """Return the auxiliaries and copulas of a predicate."""
    return [*reading.children(verb, "aux", "cop")]


def perfect(reading: Reading, verb: int) -> bool:
    """Say whether a verb stands in the perfect: "has met", "had met", "will have met"."""
    return any(reading.lemmas[c].lower() == "have" for c in auxiliaries(reading, verb))


def pluperfect(reading: Reading, verb: int) -> bool:
    """Say whether a verb is told from before what is told: "had met"."""
    return any(reading.words[c].lower() == "had" for c in auxiliaries(reading, verb))


def past(reading: Reading, verb: int) -> bool:
    """Say whether a verb or one of its auxiliaries bears the past tense."""
    return any(reading.has(c, "Tense=Past") for c in (verb, *auxiliaries(reading, verb)))


def infinitive(reading: Reading, verb: int) -> bool:
    """Say whether "to" marks a verb."""
    return any(reading.words[c].lower() == "to" for c in reading.children(verb, "mark"))

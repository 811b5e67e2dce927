"""What a clause tells outright: a fixture in the plain present, a deed in the past, a reason."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import kinds, numbers, words

_WEEKDAYS: Final = numbers("weekdays") | numbers("short_weekdays")
MEETINGS: Final = words("meetings")
GATHERINGS: Final = words("gatherings")
MODALS: Final = kinds("modal_forms")
_BEHIND: Final = words("behind")
_NOT_YET: Final = words("not_yet")


@cache
def _verbs(table: str) -> frozenset[str]:
    """Return the verbs of a table of tense.toml."""
    text = (files(__package__) / "data" / "tense.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[table]["verbs"])


def is_predicate(reading: Reading, index: int) -> bool:
    """Say whether a word is what a clause says of its subject."""
    return (
        reading.upos[index] in ("VERB", "AUX") or reading.child(index, "cop", "nsubj") is not None
    )


def told_ahead(reading: Reading, verb: int) -> bool:
    """Say whether a plain present tells of a fixture: "the two meet on Monday"."""
    if reading.lemmas[verb] not in _verbs("fixtures") or not is_predicate(reading, verb):
        return False
    if reading.child(verb, "cop") is not None:
        return False
    auxiliaries = [*reading.children(verb, "aux")]
    if auxiliaries:  # "is sworn in on Monday"
        present = reading.has(verb, "VerbForm=Part") and not reading.words[verb].endswith("ing")
        present &= all(
            reading.lemmas[c] == "be" and reading.has(c, "Tense=Pres") for c in auxiliaries
        )
    else:
        present = reading.has(verb, "Tense=Pres") and reading.has(verb, "VerbForm=Fin")
        word = reading.words[verb].lower()
        present |= word.endswith("s") and word != reading.lemmas[verb]
    return present and not _in_headline(reading, verb)


def _in_headline(reading: Reading, index: int) -> bool:
    """Say whether a word stands in the first line, where that is no sentence of the text."""
    start = reading.starts[index]
    line = len(reading.text) - len(reading.text.lstrip("\n"))
    end = reading.text.find("\n", line)
    if end < 0 or start >= end:
        return False
    return line == 0 or reading.text[line:end].rstrip()[-1:] not in _STOPS


_STOPS: Final = frozenset(".!?\"'”’)…")


def comes_after(reading: Reading, index: int, verb: int) -> bool:
    """Say whether a time is of what a clause comes after: "comes after a raid on Friday"."""
    case = next(iter(reading.children(index, "case")), index)
    before = min(case, index) - 1
    nouns = {*islice(reading.ancestors(index), 4)} | ({before} if before > verb else set())
    return any(
        noun > verb and reading.words[c].lower() in _BEHIND
        for noun in nouns
        for c in reading.children(noun, "case")
    )


def outright(reading: Reading, index: int) -> bool:
    """Say whether a word dates a verb that tells outright of the past: "resigned on 5 December".

    Not what a verb fixes or moves ("set the vote for 5 December"), nor what may be the day of a
    meeting told of ("discussed the summit on 5 December").
    """
    verb = reading.heads[index]
    if verb >= 0 and reading.relations[index] == "nmod:poss":
        return _followed(reading, verb)
    if verb < 0 or reading.upos[verb] != "VERB" or not reading.relations[index].startswith("obl"):
        return False
    if reading.lemmas[verb].lower() in _verbs("fixing") or reading.words[verb].endswith("ing"):
        return False
    cases = list(reading.children(index, "case"))
    if any(reading.words[c].lower() not in _DATING for c in cases):
        return False
    before = min([index, *cases]) - 1
    if before > verb and reading.lemmas[before].lower() in GATHERINGS:
        return False
    if not cases and index > verb and "," in reading.words[verb:index]:
        return False  # "created an office, effective Feb. 1"
    marks = {reading.words[c].lower() for c in reading.children(verb, "mark")}
    if marks & _NOT_YET:
        return False
    auxiliaries = [*reading.children(verb, "aux")]
    if any(reading.words[c].lower() in MODALS for c in auxiliaries):
        return False
    if auxiliaries:
        return any(reading.has(c, "Tense=Past") or reading.lemmas[c] == "have" for c in auxiliaries)
    return reading.has(verb, "Tense=Past") and reading.has(verb, "VerbForm=Fin")


def _followed(reading: Reading, noun: int) -> bool:
    """Say whether something comes after what a noun names: "follows Friday's attack"."""
    verb = reading.heads[noun]
    if verb >= 0 and reading.relations[noun] == "obj" and reading.lemmas[verb] == "follow":
        return True
    cases = {reading.words[c].lower() for c in reading.children(noun, "case")}
    return bool(cases & _BEHIND)


def scheduled(reading: Reading, verb: int) -> bool:
    """Say whether a plain present gives a fixture its day: "the court hears it on Monday"."""
    if not told_ahead(reading, verb):
        return False
    hanging = [*reading.children(verb, "obl", "obl:unmarked", "nmod:unmarked", "advmod")]
    return any(
        _is_coming_day(reading.words[node]) and not comes_after(reading, child, verb)
        for child in hanging
        for node in (child, *reading.children(child, "nmod:unmarked", "flat", "amod", "compound"))
    )


def _is_coming_day(word: str) -> bool:
    lower = word.lower()
    return lower in ("tomorrow", "next") or lower in _WEEKDAYS


_DATING: Final = words("dating")


def copular(reading: Reading, index: int) -> int:
    """Read "the vote is on Sunday": ahead, and "was on Sunday" behind."""
    verb, subject = reading.child(index, "cop"), reading.child(index, "nsubj")
    if verb is None or subject is None or [*reading.children(index, "aux")]:
        return 0
    if reading.has(verb, "Tense=Past"):
        return -1
    return int(reading.has(verb, "Tense=Pres") and reading.lemmas[subject].lower() in GATHERINGS)


def because_of(reading: Reading, noun: int) -> bool:
    """Say whether "due to" before a noun says why, and no day: "halted due to blockades"."""
    cases = list(reading.children(noun, "case", "amod", "advmod"))
    head = reading.heads[noun]
    for due in (*cases, *([head] if 0 <= head < noun else ())):
        if reading.words[due].lower() != "due" or due + 1 >= len(reading):
            continue
        if reading.words[due + 1].lower() == "to" and reading.upos[noun] in _NAMES:
            return True
    return False


_NAMES: Final = frozenset({"NOUN", "PROPN", "PRON"})

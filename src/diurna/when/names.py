"""Words that look like a time and are none: names, titles of works, other parts of speech."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.when.counts import is_count
from diurna.when.grammar import Rule

_NOT_TIME: Final = frozenset({"Person", "Organization", "Product", "Facility", "Misc"})
_HOLIDAY_NOUNS: Final = words("holiday_nouns")
_CLOCK_AFTER: Final = words("clock_after")
_LOWER: Final = words("printed_small")
_GAMES: Final = words("games")
_STREETS: Final = words("streets")
_BLACK: Final = words("black")
_OTHER: Final = words("also_verbs")
_MARCH: Final = words("march_on")


def is_name(reading: Reading, begin: int, end: int, rule: Rule) -> bool:
    """Say whether words are a name or another part of speech, not a time.

    Args:
        reading: Where they stand.
        begin: The first word.
        end: The word after the last.
        rule: The rule that matched them.
    """
    entity = reading.entity_at(begin)
    if entity and entity.label in _NOT_TIME and entity.begin <= begin and end <= entity.end:
        larger = entity.end - entity.begin > end - begin
        if entity.label == "Person" or larger or rule.name == "year":
            return True
    if rule.name != "holiday" and _printed_large(reading, begin, end):
        return True
    if end - begin == 1 and _other_word(reading, begin, rule):
        return True
    if rule.name == "clock" and reading.words[end - 1][-1:].isdigit():
        before = reading.words[begin - 1].lower() if begin else ""
        return before not in _CLOCK_AFTER and end - begin == 1
    after_at = begin > 0 and reading.words[begin - 1].lower() == "at"
    if rule.name == "part-of-the-unit" and after_at and reading.words[end - 1].lower() == "day":
        return True
    return _in_a_name(reading, begin, end, rule)


def _other_word(reading: Reading, index: int, rule: Rule) -> bool:
    word, upos = reading.words[index].lower(), reading.upos[index]
    if word in _OTHER and upos in ("AUX", "VERB"):
        return True
    if rule.name == "month-alone" and upos not in ("PROPN", "NOUN"):
        return True
    if word == "march" and index > 0 and reading.words[index - 1].lower() == "the":
        return _word(reading, index + 1).lower() in _MARCH
    return word == "second"


def _in_a_name(reading: Reading, begin: int, end: int, rule: Rule) -> bool:
    """Say whether the word that follows makes a name: the Good Friday Agreement."""
    after = _word(reading, end)
    if rule.name == "holiday":
        if reading.relations[end - 1] == "compound":
            return reading.lemmas[reading.heads[end - 1]].lower() not in _HOLIDAY_NOUNS
        named = after[:1].isupper() and not _is_title(reading, begin)
        return (
            named and reading.upos[end] in ("NOUN", "PROPN") and after.lower() not in _HOLIDAY_NOUNS
        )
    if rule.name == "season":
        return after.lower() in _GAMES
    if rule.name == "weekday" and begin > 0:
        before = reading.words[begin - 1]
        return before[:1].isupper() and before.lower() in _BLACK
    if rule.name in ("year", "year-range"):
        return _is_house(reading, end) or is_count(reading, begin, end)
    return False


def _is_house(reading: Reading, end: int) -> bool:
    """Say whether a street follows a number: "1850 Maple Grove Avenue"."""
    for index in range(end, min(end + 4, len(reading))):
        word = reading.words[index]
        if index > end and word.rstrip(".").lower() in _STREETS:
            return True
        if not word[:1].isupper():
            return False
    return False


def _printed_large(reading: Reading, begin: int, end: int) -> bool:
    """Say whether a word that is printed small has a capital inside a sentence: 60 Minutes."""
    sentence = reading.sentence(begin)
    for index in range(begin, end):
        word = reading.words[index]
        if word[:1].isupper() and word.lower() in _LOWER and not word.isupper():
            opens = index == sentence.begin or not reading.words[index - 1][-1:].isalnum()
            opens = opens or (index == begin and index > 0 and reading.words[index - 1] == "-")
            return not opens and not _is_title(reading, begin)
    return False


def _is_title(reading: Reading, index: int) -> bool:
    """Say whether a sentence is a headline with capitals: its verbs have them as well."""
    sentence = reading.sentence(index)
    words = range(sentence.begin, sentence.end)
    if any(reading.upos[i] == "VERB" and reading.words[i][:1].islower() for i in words):
        return False
    printed = [reading.words[i] for i in words if reading.words[i][:1].isalpha()]
    return 2 * sum(w[:1].isupper() for w in printed) > len(printed)


def _word(reading: Reading, index: int) -> str:
    return reading.words[index] if index < len(reading) else ""

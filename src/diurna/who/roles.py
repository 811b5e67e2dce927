"""Offices read out of the text: "US President", ", Russia's foreign minister"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from diurna.coref.nations import RENAMED
from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.who.namesakes import lies_in
from diurna.world.tables import COMMON_SEATS, Title, countries, misspelt, names, titles
from diurna.world.terms import with_article

_LONGEST: Final = 5
_OF_THE_CONTINENT_WORDS: Final = "|".join(sorted(words("of_the_continent")))
_REGION: Final = re.compile(rf"\b(?:{_OF_THE_CONTINENT_WORDS})[- ]american\b", re.IGNORECASE)
"""Adjectives of the continent, not of the state."""
_DEGREE: Final = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.){1,}(?:[A-Z][a-z]{0,3})?\.?|PhD|MD|MSc|MBA")
"""Degrees and orders as they are written behind a name."""
_NO_MORE: Final = words("no_more")
_FORMER: Final = words("former")
_SKIPPED: Final = words("before_an_office")
_HELD_FOR: Final = words("held_for")


@dataclass(frozen=True, slots=True)
class Role:
    """An office with the words that name it, from ``begin`` (a word's index) on."""

    title: Title
    begin: int
    country: str | None
    former: bool
    phrase: str

    def text(self) -> str | None:
        """Return the role in words, with its country where it is a national one."""
        if not self.title.role:
            return None
        name = self.title.role
        if self.country and self.title.national and self.country in countries():
            name = f"{name} of {with_article(self.country)}"
        return f"former {name}" if self.former else name


def country_at(
    reading: Reading, index: int, kinds: tuple[str, ...] = ("name", "demonym", "metonym")
) -> str | None:
    """Return the ISO3 code of the state that a word names, is the adjective of, or seats.

    A part of another state that bears its name (the American Georgia) is not it.
    """
    entity = reading.entity_at(index)
    if entity and entity.label == "Person" and entity.begin < index == entity.end - 1:
        return None
    text = reading.words[index]
    if entity and entity.label in ("Location", "NORP", "Organization"):
        text = " ".join(reading.words[entity.begin : entity.end])
    text = text.removesuffix(" 's").removesuffix(" ’s").removesuffix(" '")
    ethnic = index and reading.words[index - 1].lower() == "ethnic"
    if not text[:1].isupper() or ethnic:
        return None
    if _REGION.search(text) or text.lower() in _NO_MORE:
        return None
    found = names().get(text.lower().removeprefix("the "))
    apart = bool(RENAMED & {w.lower() for w in reading.words[max(0, index - 2) : index]})
    if found is None:
        found = names().get(reading.words[index].lower())
        found = None if found is not None and found.kind == "name" and apart else found
    if found is None and entity and entity.label in ("Location", "NORP"):
        found = misspelt(text)
    if found is None or found.kind not in kinds:
        return None
    if found.kind == "metonym" and {text.lower(), reading.words[index].lower()} & COMMON_SEATS:
        return None
    if found.kind == "name" and found.country and lies_in(reading, found.country):
        return None
    return found.country


def is_degree(reading: Reading, begin: int, end: int) -> bool:
    """Say whether words are letters behind somebody's name: "Nadia Orr, M.S., R.D.", "PhD".

    What is known for a state's name or its short form is none: "Tom Poe, U.S. envoy".
    """
    text = reading.span(begin, end).text
    if not _DEGREE.fullmatch(text) or text.lower() in names():
        return False
    at = begin - 2
    while at >= 0 and reading.words[at + 1] == ",":
        entity = reading.entity_at(at)
        first = entity.begin if entity is not None else at
        if not _DEGREE.fullmatch(reading.span(first, at + 1).text):
            return entity is not None and entity.label == "Person"
        at = first - 2
    return False


def before(reading: Reading, begin: int) -> Role | None:
    """Read the office that stands right before a name beginning at word ``begin``.

    Its body may stand between them: "Chairman of the Harbour Council Ana Soto".
    """
    first = reading.sentence(begin).begin
    if (house := _house_before(reading, begin)) is not None:
        role = before(reading, house[0])
        if role is None:
            return None
        return replace(role, country=role.country or country_at(reading, house[1], ("name",)))
    for start in range(max(first, begin - _LONGEST), begin):
        phrase = " ".join(reading.words[start:begin]).lower().replace(" - ", "-")
        title = titles().get(phrase)
        if not title:
            continue
        country, former, opens = None, False, start
        index = start - 1
        while index >= first and start - index <= 6:
            word = reading.words[index].lower()
            if word in _FORMER:
                former, opens = True, index
            elif code := country_at(reading, index):
                country, opens = country or code, index
            elif word not in _SKIPPED and not _between(reading, index):
                break
            index -= 1
        return Role(title, opens, country, former, phrase)
    return None


def _house_before(reading: Reading, begin: int) -> tuple[int, int] | None:
    """Return where "of the Harbour Council" begins right before a name, and the body."""
    body = reading.entity_at(begin - 1) if begin else None
    if body is None or body.end != begin or body.label not in ("Organization", "Location"):
        return None
    of = body.begin - 1
    if of > 0 and reading.words[of].lower() == "the":
        of -= 1
    if of < 1 or reading.words[of].lower() not in ("of", "for"):
        return None
    return of, body.begin


def _between(reading: Reading, index: int) -> bool:
    """Say whether a word may stand before an office: "junior", "Socialist", "Florida"."""
    entity = reading.entity_at(index)
    party = entity is not None and entity.label in ("NORP", "Misc", "Location")
    return reading.relations[index] in ("amod", "compound") and (
        party or (entity is None and reading.upos[index] == "ADJ")
    )


def after(reading: Reading, end: int) -> str | None:
    """Read whose a ruler is from behind the name: "King Hassan of Morocco" (ISO3)."""
    if end + 1 >= len(reading) or reading.words[end].lower() != "of":
        return None
    return country_at(reading, end + 1, ("name",))


def phrase_of(reading: Reading, head: int) -> tuple[str, int] | None:
    """Return the longest title that ends with a noun, and where it begins."""
    first = reading.sentence(head).begin
    lemma = reading.lemmas[head].lower()
    if lemma == "representative" and reading.words[head].islower() and _speaks_for(reading, head):
        return None
    after = " ".join(reading.words[head + 1 : head + 3]).lower()
    if (whole := f"{lemma} {after}") in titles():
        return whole, head
    for start in range(max(first, head - 3), head + 1):
        words = [w.lower() for w in reading.words[start:head]]
        phrase = " ".join([*words, lemma]).replace(" - ", "-")
        if phrase in titles():
            return phrase, start
    return None


def _speaks_for(reading: Reading, head: int) -> bool:
    """Say whether a representative is somebody's and no member of a parliament."""
    whose = reading.children(head, "nmod", "nmod:poss")
    cases = {reading.words[c].lower() for w in whose for c in reading.children(w, "case")}
    return bool(cases & _HELD_FOR)


def of_noun(reading: Reading, head: int) -> Role | None:
    """Read the office that a noun phrase names: "Russia's foreign minister"."""
    found = phrase_of(reading, head)
    if not found:
        return None
    phrase, begin = found
    country, former = None, False
    for child in reading.children(head, "amod", "compound", "nmod", "det"):
        if reading.words[child].lower() in _FORMER:
            former = True
        country = country or country_at(reading, child)
    for index in range(max(reading.sentence(head).begin, begin - 2), begin):
        country = country or country_at(reading, index)
        former = former or reading.words[index].lower() in _FORMER
    return Role(titles()[phrase], begin, country, former, phrase)


def beside(reading: Reading, begin: int, end: int) -> Role | None:
    """Read the office in an appositive of the name at words ``begin`` to ``end``."""
    for index in range(begin, end):
        for child in reading.children(index, "appos"):
            if child >= end and (role := of_noun(reading, child)):
                return role
        head = reading.heads[index]
        if (
            reading.relations[index] == "appos"
            and 0 <= head < begin
            and (role := of_noun(reading, head))
        ):
            return role
    return None

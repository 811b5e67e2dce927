"""Money and large numbers of many lands: signs, codes and nouns, and whose money a noun is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from diurna.language import Reading
from diurna.world.tables import names


@dataclass(frozen=True, slots=True)
class Money:
    """The words of money.toml.

    Attributes:
        scales: Numbers by the words for them that stand behind a number.
        signs: ISO 4217 codes, or a noun of money, by sign.
        codes: ISO 4217 codes that are read where they are printed.
        nouns: Codes by noun where no land is named; empty where there is none.
        lands: Codes by noun and ISO3 of the land.
        apart: Nouns that only an adjective gives to another land.
        units: Numbers by the words for them.
        vague: Words for numbers nobody counted, and the least that they mean.
        parts: Parts of a whole by the words for them.
        modifiers: Modifiers of TIMEX3 by what stands before a number: "at least".
    """

    scales: dict[str, float]
    signs: dict[str, str]
    codes: frozenset[str]
    nouns: dict[str, str]
    lands: dict[str, dict[str, str]]
    apart: frozenset[str]
    units: dict[str, float]
    vague: dict[str, float]
    parts: dict[str, float]
    modifiers: dict[str, str]


@cache
def money() -> Money:
    """Return the packaged words of money."""
    text = (files(__package__) / "data/money.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    apart = frozenset(data["lands"].pop("apart"))
    units, vague, parts = (
        {word: float(Fraction(value)) for value, words in data[table].items() for word in words}
        for table in ("units", "vague", "parts")
    )
    return Money(
        {word: float(value) for word, value in data["scales"].items()},
        data["signs"],
        frozenset(data["codes"]["known"]),
        data["nouns"],
        data["lands"],
        apart,
        units,
        vague,
        parts,
        {word: value for value, words in data["modifiers"].items() for word in words},
    )


def _land(reading: Reading, word: int) -> str | None:
    """Return the ISO3 of the state that a word names, alone or with the one before."""
    for form in (" ".join(reading.words[max(0, word - 1) : word + 1]), reading.words[word]):
        found = names().get(form.lower())
        if found is not None and found.kind in ("name", "demonym"):
            return found.country
    return None


def of_noun(reading: Reading, noun: str, before: int) -> str:
    """Return the code of money that a noun names, or "money" where it is not known whose.

    Args:
        reading: Where it stands.
        noun: The noun, by lemma: "rupee".
        before: The word that the amount begins with; lands are looked for up to it.
    """
    table = money()
    lands = table.lands.get(noun, {})
    word = before
    while word > 0 and lands and noun not in table.apart:
        word -= 1
        if code := lands.get(_land(reading, word) or ""):
            return code
    return table.nouns.get(noun, "") or "money"


def of_adjective(reading: Reading, noun: str, word: int) -> str | None:
    """Return the code of money with its land beside it: "Egyptian pounds", or None.

    Args:
        reading: Where it stands.
        noun: The noun, by lemma.
        word: Where it stands.
    """
    land = _land(reading, word - 1) if word else None
    return money().lands.get(noun, {}).get(land or "")


def unit(reading: Reading, sign: str, counted: int | None, begin: int, end: int) -> str:
    """Return the ISO 4217 code of an amount's money, "money" where unknown, empty for a count.

    Args:
        reading: Where it stands.
        sign: What is printed before it, lower-cased: "$", "eur", "rs".
        counted: The noun that it counts, or None.
        begin: Its first word.
        end: The word after its last.
    """
    table = money()
    if sign:
        if sign.upper() in table.codes:
            return sign.upper()
        code = table.signs.get(sign, "")
        return of_noun(reading, code, begin) if code in table.nouns else code or "money"
    after = reading.words[end] if end < len(reading) else ""
    if after in table.codes:
        return after
    if len(after) == 1 and after in table.signs:
        return table.signs[after]
    if counted is None:
        return ""
    lemma = reading.lemmas[counted].lower()
    if lemma not in table.nouns:
        return ""
    return of_adjective(reading, lemma, counted) or of_noun(reading, lemma, begin)

"""What an event is about: PLOVER's contexts, from its own code and the words around it.

The names are those of PLOVER 0.8 (section "Context codes that can be used with any category").
PLOVER lets contexts come from the sentence, the paragraph or the whole document; here they come
from the sentences of the event's mentions, so that each rests on words beside the event.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.who.members import Member

_BY_SECTOR: Final = {"MIL": "military", "REF": "migration", "JUD": "legal", "SPY": "intelligence"}
_GOVERNING: Final = frozenset({"GOV", "IGO"})
_MOST: Final = 4
"""Contexts that an event may have."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of contexts.

    Attributes:
        phrases: Contexts by phrase, its lower-cased words one blank apart.
        longest: Words of the longest phrase.
        codes: Contexts that "TYPE" or "TYPE/mode" says by itself.
    """

    phrases: dict[str, tuple[str, ...]]
    longest: int
    codes: dict[str, tuple[str, ...]]
    firsts: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon."""
    text = (files("diurna.what") / "data" / "contexts.toml").read_text("utf-8")
    phrases: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    for name, table in tomllib.loads(text).items():
        for phrase in table["words"]:
            phrases.setdefault(re.sub(r"\s*-\s*", " - ", phrase), []).append(name)
        for code in (*table.get("types", ()), *table.get("modes", ())):
            codes.setdefault(code, []).append(name)
    return Lexicon(
        {p: tuple(names) for p, names in phrases.items()},
        max(len(p.split()) for p in phrases),
        {c: tuple(names) for c, names in codes.items()},
        frozenset(p.split()[0] for p in phrases),
    )


def _told(reading: Reading, begin: int, end: int) -> Counter[str]:
    """Count the words of each context in a run of words, the longest phrase first."""
    found: Counter[str] = Counter()
    table = lexicon()
    index = begin
    while index < end:
        firsts = {reading.words[index].lower(), reading.lemmas[index].lower()}
        if firsts.isdisjoint(table.firsts):
            index += 1
            continue
        for size in range(min(table.longest, end - index), 0, -1):
            words = " ".join(reading.words[index : index + size]).lower()
            lemmas = " ".join(reading.lemmas[index : index + size]).lower()
            names = table.phrases.get(words) or table.phrases.get(lemmas)
            if names:
                found.update(names)
                index += size
                break
        else:
            index += 1
    return found


def _of_people(actors: list[Member], recipients: list[Member]) -> Counter[str]:
    """Read what an event is about off who takes part in it."""
    sectors = {s for m in (*actors, *recipients) for s in m.sectors}
    found = Counter({name: 1 for sector, name in _BY_SECTOR.items() if sector in sectors})
    homes = [
        {m.country for m in side if _GOVERNING & set(m.sectors)} for side in (actors, recipients)
    ]
    if homes[0] - {None} and homes[1] - {None} and not homes[0] & homes[1]:
        found["diplomatic"] += 1
    return found


def contexts(
    reading: Reading,
    kind: str,
    mode: str | None,
    triggers: Iterable[int],
    sides: tuple[list[Member], list[Member]],
) -> tuple[str, ...]:
    """Return the contexts of an event, the best told first.

    Args:
        reading: Where it stands.
        kind: Its type.
        mode: Its mode, or None.
        triggers: A word of each of its mentions.
        sides: Its actors and its recipients.
    """
    codes = lexicon().codes
    own = Counter({n: 2 for c in (kind, f"{kind}/{mode}") for n in codes.get(c, ())})
    own.update(_of_people(*sides))
    numbers = dict.fromkeys(reading.sentence_number(t) for t in triggers)
    for number in list(numbers)[:4]:
        sentence = reading.sentences[number]
        own.update(_told(reading, sentence.begin, sentence.end))
    ranked = sorted(own.items(), key=lambda item: -item[1])
    return tuple(name for name, _ in ranked[:_MOST])

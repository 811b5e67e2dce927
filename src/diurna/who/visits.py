"""Who comes to a place from elsewhere: the state of a place visited is not the visitor's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from diurna.language import Reading
from diurna.syntax import lexicon
from diurna.who.roles import country_at
from diurna.world.tables import rows

_TO: Final = lexicon.words("visited")
_OF: Final = lexicon.words("visit_of")
_UNDER: Final = ("xcomp", "conj", "advcl", "acl")
"""What hangs by these on what somebody does they do as well, where it has no subject of its own."""
_COUNTERPARTS: Final = frozenset({"counterpart", "opposite"})


@cache
def words() -> dict[str, frozenset[str]]:
    """Return the words for visits, by kind: goes, trip, meets, hosts, abroad."""
    out: dict[str, set[str]] = {}
    for row in rows("visits.tsv", "diurna.who"):
        out.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(found) for kind, found in out.items()}


def visited(reading: Reading, heads: Iterable[int], spots: Mapping[int, str]) -> frozenset[str]:
    """Return the states that somebody comes to from elsewhere (ISO3).

    Args:
        reading: The text.
        heads: The words that head the mentions of the one who may be a visitor.
        spots: The state that each word of a place's name lies in.
    """
    out: set[str] = set()
    for head in heads:
        word = _first(reading, head)
        for verb in _deeds(reading, word):
            out |= _by_verb(reading, verb, word, spots)
        out |= _by_noun(reading, word, spots)
        out |= _received(reading, word, spots)
    return frozenset(out)


def comes_to(reading: Reading, verb: int) -> bool:
    """Say whether a verb tells of coming to the place that it names."""
    return reading.lemmas[verb].lower() in words()["goes"]


def gathers(reading: Reading, verb: int, subject: int) -> bool:
    """Say whether several of those who meet abroad do so: "envoys met in Muscat"."""
    if reading.lemmas[verb].lower() not in words()["meets"]:
        return False
    if reading.lemmas[subject].lower() not in words()["abroad"]:
        return False
    several = reading.has(subject, "Number=Plur") or reading.child(subject, "conj") is not None
    return several and reading.child(verb, "obj") is None


def _first(reading: Reading, word: int) -> int:
    """Return the first of those whom a word is named with: they do the same."""
    while reading.relations[word] == "conj" and reading.upos[reading.heads[word]] != "VERB":
        word = reading.heads[word]
    return word


def _deeds(reading: Reading, word: int) -> Iterator[int]:
    """Yield what somebody does: the verb they are the subject of and what hangs on it."""
    head = reading.heads[word]
    stack = [head] if head >= 0 and reading.relations[word] == "nsubj" else []
    stack += reading.children(word, "acl")
    seen: set[int] = set()
    while stack:
        verb = stack.pop()
        if verb in seen:
            continue
        seen.add(verb)
        yield verb
        stack += [
            c for c in reading.children(verb, *_UNDER) if reading.child(c, "nsubj") is None
        ]  # fmt: skip


def _by_verb(reading: Reading, verb: int, subject: int, spots: Mapping[int, str]) -> set[str]:
    """Return where a verb takes its subject, or whose counterpart it has them meet."""
    out: set[str] = set()
    if comes_to(reading, verb):
        places = [*reading.children(verb, "obj"), *_with_case(reading, verb, "obl", _TO)]
        out |= set(_states(reading, places, spots))
    elif gathers(reading, verb, subject):
        out |= set(_states(reading, _with_case(reading, verb, "obl", _TO), spots))
    for word in reading.children(verb, "obj", "obl"):
        if reading.lemmas[word].lower() in _COUNTERPARTS:
            out |= {c for m in reading.children(word, "amod", "compound", "nmod")
                    if (c := country_at(reading, m, ("demonym", "name")))}  # fmt: skip
    for word in reading.children(verb, "obl", "obj"):
        if reading.lemmas[word].lower() in words()["trip"]:
            out |= set(_states(reading, _with_case(reading, word, "nmod", _OF), spots))
            if reading.upos[verb] == "PROPN" and verb in spots:
                out.add(spots[verb])
    return out


def _by_noun(reading: Reading, word: int, spots: Mapping[int, str]) -> set[str]:
    """Return where "Minister Dahl's visit to Lima", "a trip by her to Lima", "Dahl, on a visit"."""
    out: set[str] = set()
    trips = [c for c in reading.children(word, "nmod") if _is_trip(reading, c)]
    relation, head = reading.relations[word].split(":")[0], reading.heads[word]
    if relation == "nmod" and head >= 0 and _is_trip(reading, head):
        trips.append(head)
    for trip in trips:
        out |= set(_states(reading, _with_case(reading, trip, "nmod", _OF), spots))
    return out


def _is_trip(reading: Reading, word: int) -> bool:
    return reading.lemmas[word].lower() in words()["trip"]


def _received(reading: Reading, word: int, spots: Mapping[int, str]) -> set[str]:
    """Return who is said to receive somebody, and where: "Lima will host Minister Dahl"."""
    relation, verb = reading.relations[word], reading.heads[word]
    if relation not in ("obj", "nsubj:pass") or verb < 0:
        return set()
    if reading.lemmas[verb].lower() not in words()["hosts"]:
        return set()
    hosts = [*reading.children(verb, "nsubj"), *_with_case(reading, verb, "obl", _TO | {"by"})]
    return set(_states(reading, hosts, spots))


def _with_case(reading: Reading, head: int, relation: str, cases: frozenset[str]) -> list[int]:
    return [
        c
        for c in reading.children(head, relation)
        if cases & {reading.words[w].lower() for w in reading.children(c, "case")}
    ]


def _states(reading: Reading, places: Iterable[int], spots: Mapping[int, str]) -> Iterator[str]:
    for place in places:
        for word in (place, *reading.children(place, "conj", "compound", "nmod")):
            if word in spots:
                yield spots[word]

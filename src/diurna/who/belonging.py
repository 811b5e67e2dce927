"""Whose people are: the state of actors that the text names no state for.

Coders take "demonstrators in Baghdad" for Iraqis and the rebels of an article that speaks of one
state alone for that state's. Both are inferred here, after what the words say outright.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from diurna.coref import nations
from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.who import visits
from diurna.who.members import Member
from diurna.world.knowledge import HEADS
from diurna.world.tables import iso3_of

_INSIDE: Final = words("inside")
_HOME: Final = frozenset({"from"})
_ABROAD: Final = frozenset({"IGO", "NGO", "MNC", "JRN"})
_EVERYWHERE: Final = frozenset({"BUS", "JRN"})
"""Firms and media that are named in news of any state."""
_WORLDLY: Final = words("worldly")
_FEW: Final = 10
"""Sentences for each mention that the one state an article names must have to be its own."""
_PEOPLE: Final = 2
"""Mentions of a person that count for their state, at most."""
_PARTS: Final = words("parts_of_states")
_PUBLIC: Final = frozenset({"GOV", "LEG", "JUD", "COP", "MIL"})
"""Sectors of people who serve a state: that of the article, where it is about one."""
_AWAY: Final = HEADS | words("sent_abroad")
"""Offices whose holders turn up in other states' news."""
_LOCAL: Final = frozenset({"group", "role", "unknown", "organization"})


_BEFALLS: Final = words("befalling")
_OWNED: Final = words("owned")


def acts(reading: Reading, word: int) -> bool:
    """Say whether a word is who does what a verb tells: its subject, or behind "by"."""
    while reading.relations[word] == "conj":
        word = reading.heads[word]
    if reading.words[word + 1 : word + 2] in (("—",), ("–",), ("-",), ("--",)):
        return False
    relation, head = reading.relations[word], reading.heads[word]
    if head < 0 or reading.upos[head] != "VERB":
        return False
    if reading.lemmas[head].lower() in _BEFALLS:
        return False
    agent = any(reading.words[c].lower() == "by" for c in reading.children(word, "case"))
    passive = reading.child(head, "nsubj:pass") is not None or reading.relations[head] == "acl"
    return relation == "nsubj" or (relation.startswith("obl") and agent and passive)


class Settler:
    """Gives members a state where none is told.

    Args:
        reading: The text as the model sees it.
        members: Its actors as far as they are known.
        places: Places as first word, end and ISO2.
    """

    def __init__(
        self, reading: Reading, members: list[Member], places: Iterable[tuple[int, int, str]]
    ) -> None:
        self.reading = reading
        known = [(a, b, code) for a, b, iso in places if (code := iso3_of(iso))]
        self.spots = {w: code for a, b, code in known for w in range(a, b)}
        told = {m.country for m in members if m.country and not set(m.sectors) & _EVERYWHERE}
        told |= set(self.spots.values())
        named = Counter(code for _, _, code in known)
        for member in members:
            if member.country and not set(member.sectors) & _EVERYWHERE:
                most = _PEOPLE if member.kind == "person" else len(member.mentions)
                named[member.country] += min(len(member.mentions), most)
        least = 1 + len(reading.sentences) // _FEW
        only = next(iter(told)) if len(told) == 1 else None
        self.only = only if only and named[only] >= least else None
        self.main = self.only or nations.principal(named, least=max(2, least))
        self._who = {w: m for m in members for b, e in m.mentions for w in range(b, e)}

    def settle(self, member: Member) -> None:
        """Give a member the state that its words, its scene or the whole article put it in.

        A state that the text has them visit is not theirs by that.
        """
        if member.country or member.entity or set(member.sectors) & _ABROAD:
            return
        self._infer(member)
        if member.inferred and member.country in self._visited(member):
            member.country, member.inferred = None, False

    def _visited(self, member: Member) -> frozenset[str]:
        """Return the states that a member comes to from elsewhere."""
        told = (self.reading.outward(begin, end) for begin, end in sorted(member.mentions))
        heads = [head for head in told if head is not None]
        return visits.visited(self.reading, heads, self.spots)

    def _infer(self, member: Member) -> None:
        if member.kind == "person" and member.title and member.title in HEADS:
            member.country = self.only
            member.inferred = member.country is not None
        public = bool(set(member.sectors) & _PUBLIC)
        if member.kind == "person" and not member.country:
            home = public and member.title not in _AWAY
            member.country = self._of_a_place(member) or (self.main if home else None)
            member.inferred = member.country is not None
        words = {w.lower() for w in member.name.split()}
        if member.kind in _LOCAL and not words & _WORLDLY:
            member.country = self._country(member)
            if member.country is None and public:
                member.country = self._beside(member)
            member.inferred = member.country is not None

    def _beside(self, member: Member) -> str | None:
        """Return whose public servants are: those whom they are named with, or the article's own.

        Inspectors of an international body are nobody's.
        """
        reading = self.reading
        for begin, end in sorted(member.mentions)[:3]:
            head = reading.outward(begin, end)
            if head is None:
                continue
            others = [self._who.get(c) for c in reading.children(head, "nmod", "compound")]
            if any(o is not None and set(o.sectors) & _ABROAD for o in others):
                return None
            first = self._who.get(reading.heads[head])
            if reading.relations[head] == "conj" and first is not None:
                return first.country
        return self.main

    def place(self, member: Member, code: str) -> None:
        """Give people whom the text gives no state that of the place they came to harm in."""
        words = {w.lower() for w in member.name.split()}
        unknown = member.country is None and member.entity is None
        unknown = unknown and code not in self._visited(member)
        if unknown and member.kind in ("group", "unknown", "role") and not words & _WORLDLY:
            member.country, member.inferred = code, True

    def _country(self, member: Member) -> str | None:
        first = sorted(member.mentions)[:3]
        for _, end in first:
            if found := self._within(end - 1):
                return found
        if member.kind in ("group", "unknown", "role"):
            for _, end in first:
                if found := self._scene(end - 1):
                    return found
        return self.only

    def _within(self, head: int) -> str | None:
        """Read "demonstrators in Baghdad", "Leaders of the opposition in Togo"."""
        return self._placed(self.reading.children(head, "nmod"), deep=True)

    def _of_a_place(self, member: Member) -> str | None:
        """Read "the deputy governor of the Tyumen region, Oleg Chemezov", "Ohio Governor Quill"."""
        reading = self.reading
        for begin, end in sorted(member.mentions)[:3]:
            head = reading.outward(begin, end)
            if head is None:
                continue
            if member.title and (found := self._before(begin, head, end)):
                return found
            offices = list(reading.children(head, "appos"))
            if reading.relations[head] == "appos":
                offices.append(reading.heads[head])
            for office in offices:
                if reading.upos[office] == "NOUN" and (found := self._held_in(office)):
                    return found
        return None

    def _before(self, begin: int, head: int, end: int) -> str | None:
        """Return the state of a place that stands before an office as part of its name."""
        reading, first = self.reading, begin - 1
        inside = next((w for w in range(begin + 1, end) if w in self.spots), None)
        if inside is not None:
            return self.spots[inside]
        part = first >= 1 and reading.words[first].lower() in _PARTS
        first -= part
        if first < 0 or not reading.relations[first].startswith(("compound", "nmod", "flat")):
            return None
        bound = part or begin <= reading.heads[first] <= head
        return self.spots.get(first) if bound else None

    def _held_in(self, office: int) -> str | None:
        """Return the state of the place an office is "of"; where its holder works is not it."""
        for word in (*self.reading.children(office, "nmod:poss"), *self._nmods(office)):
            case = {self.reading.words[c].lower() for c in self.reading.children(word, "case")}
            if not case & _OWNED:
                continue
            for spot in (word, *self.reading.children(word, "compound")):
                if spot in self.spots:
                    return self.spots[spot]
        return None

    def _scene(self, head: int) -> str | None:
        """Read where the clause happens that they act in: "students marched in Lima"."""
        above = self.reading.heads[head]
        if above < 0 or self.reading.relations[head] != "nsubj":
            return None
        if self.reading.upos[above] != "VERB":
            return None
        if visits.comes_to(self.reading, above):
            return self._placed(self.reading.children(above, "obl"), deep=False, inside=_HOME)
        if visits.gathers(self.reading, above, head):
            return None
        words = list(self.reading.children(above, "obl"))
        words += [c for w in self.reading.children(above, "obj") for c in self._nmods(w)]
        return self._placed(words, deep=False)

    def _nmods(self, word: int) -> list[int]:
        return list(self.reading.children(word, "nmod"))

    def _placed(
        self, words: Iterable[int], *, deep: bool, inside: frozenset[str] = _INSIDE
    ) -> str | None:
        reading = self.reading
        for word in words:
            case = {reading.words[c].lower() for c in reading.children(word, "case")}
            if not case & inside:
                continue
            if word in self.spots:
                return self.spots[word]
            inner = [*reading.children(word, "compound", "nmod:poss"), *self._nmods(word)]
            if deep or case & {"in", "at"}:
                for child in inner:
                    if child in self.spots:
                        return self.spots[child]
        return None

"""What everybody is: signs of the sectors that an actor belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diurna.language import Reading
from diurna.who.homes import heads_of
from diurna.who.members import Member
from diurna.world.tables import groups

LABELS: Final = ("GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "OPP", "REB", "UAF", "CRM", "CVL",
                 "LAB", "BUS", "JRN", "EDU", "MED", "REL", "AGR", "NGO", "IGO")  # fmt: skip
"""Sectors that are decided by what is fitted; what the rules say of others stands."""
_NEAR: Final = 10
"""Words behind a name that may say what somebody is."""
_BEFORE: Final = 6
_MARKS: Final = frozenset({",", "(", ")", "—", "–", "--"})
_PHRASE: Final = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "PART"})
_OPEN: Final = frozenset({"NOUN", "PROPN", "ADJ"})


class Sectors:
    """Reads what speaks for the sectors of an actor.

    Args:
        reading: The text as the model sees it.
        members: Its actors as the rules made them.
        at: Whose each word is.
    """

    def __init__(
        self, reading: Reading, members: Sequence[Member], at: Mapping[int, Member]
    ) -> None:
        self.reading, self.at = reading, at
        count = Counter(s for m in members if m.kind != "state" for s in m.sectors)
        self._article = [s for s, n in count.most_common(3) if n >= 2]

    def signs(self, member: Member) -> set[str]:
        """Return the signs of a member."""
        kind = member.kind
        out = {f"kind:{kind}", *(f"article:{s}:{kind}" for s in self._article)}
        out.update(f"own:{s}" for s in member.sectors)
        out.update(f"own:{s}:{kind}" for s in member.sectors)
        if not member.sectors:
            out.add(f"own:none:{kind}")
        if member.entity:
            out.add(f"entity:{kind}")
            out.update(f"entity:{s}" for s in member.sectors)
        if member.role:
            out.add("former" if member.role.startswith("former") else "office")
            out.add(f"title:{member.title}")
        if kind != "person":
            out.update(f"w:{w.lower()}" for w in member.name.split())
        for begin, end, head in heads_of(self.reading, member):
            out.update(self._around(member, begin, end, head))
        return out

    def _around(self, member: Member, begin: int, end: int, head: int) -> Iterator[str]:
        reading = self.reading
        if member.kind == "person":
            for index in range(begin, end):
                if reading.lemmas[index].lower() not in member.name.lower():
                    yield f"t:{reading.lemmas[index].lower()}"
        else:
            yield from self._called(head, "h")
        if begin and reading.upos[begin - 1] in _OPEN:
            yield f"b:{reading.lemmas[begin - 1].lower()}"
        yield from self._beside(begin, end)
        for child in reading.children(head, "appos"):
            yield from self._noun(child, "a")
        relation, above = reading.relations[head].split(":")[0], reading.heads[head]
        if relation == "appos" and above >= 0:
            yield from self._noun(above, "a")
        if relation == "nsubj" and above >= 0 and reading.upos[above] in _OPEN:
            yield from self._noun(above, "a")
        elif relation in ("nsubj", "obj", "obl") and above >= 0:
            lemma = reading.lemmas[above].lower()
            yield f"{reading.relations[head]}:{lemma}"
            if member.kind != "person":
                yield f"{reading.relations[head]}:{lemma}:{member.kind}"
        yield from self._bodies(member, head)
        if relation in ("nmod", "conj", "compound") and above >= 0:
            other = self.at.get(above)
            if other is not None and other is not member:
                yield from (f"above {relation}:{s}" for s in other.sectors)
            if relation != "conj":
                yield f"above:{reading.lemmas[above].lower()}"

    def _beside(self, begin: int, end: int) -> Iterator[str]:
        """Read what stands between commas behind a name, and the nouns right before it."""
        reading = self.reading
        sentence = reading.sentence(begin)
        if end < sentence.end and reading.words[end] in _MARKS:
            for index in range(end + 1, min(end + 1 + _NEAR, sentence.end)):
                if reading.words[index] in _MARKS or reading.words[index] == ".":
                    break
                yield from self._word(index, "n", begin, end)
        for index in range(begin - 1, max(sentence.begin, begin - _BEFORE) - 1, -1):
            if reading.upos[index] not in _PHRASE:
                break
            yield from self._word(index, "p", begin, end)

    def _called(self, index: int, sign: str) -> Iterator[str]:
        """Read what a noun calls somebody, and the sector of those who are called so."""
        lemma = self.reading.lemmas[index].lower()
        yield f"{sign}:{lemma}"
        group = groups().get(lemma)
        if group is not None and group.sector:
            yield f"{sign}~{group.sector}"

    def _word(self, index: int, sign: str, begin: int, end: int) -> Iterator[str]:
        reading = self.reading
        if reading.upos[index] not in _OPEN:
            return
        yield from self._called(index, sign)
        other = self.at.get(index)
        if other is not None and not begin <= index < end:
            yield from (f"{sign} body:{s}" for s in other.sectors)

    def _noun(self, head: int, sign: str) -> Iterator[str]:
        """Read the noun that says what somebody is, and what is put to it."""
        reading = self.reading
        yield from self._called(head, sign)
        for child in reading.children(head, "compound", "amod", "nmod"):
            yield f"{sign}m:{reading.lemmas[child].lower()}"
            other = self.at.get(child)
            if other is not None:
                yield from (f"{sign} body:{s}" for s in other.sectors)

    def _bodies(self, member: Member, head: int) -> Iterator[str]:
        """Read the sectors of whose people somebody is: "gunmen of the Lake Front"."""
        reading = self.reading
        for child in reading.children(head, "nmod", "compound", "amod", "flat"):
            if member.kind != "person":
                yield f"m:{reading.lemmas[child].lower()}"
            other = self.at.get(child)
            if other is not None and other is not member:
                yield from (f"body:{s}" for s in other.sectors)

"""What an article as a whole says of states: how often it names each, where, in whose mouth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from diurna.language import Reading
from diurna.language.dateline import dateline
from diurna.who.members import Member
from diurna.who.roles import country_at

_LEAD: Final = 3
"""Sentences, the headline's included, that an article opens with."""
_MOST: Final = 3
"""States named most that anybody of the article may be of."""
_MENTIONS: Final = 3
"""Mentions of an actor that count for his or her state, at most."""
_EVERYWHERE: Final = frozenset({"BUS", "JRN"})


class Scene:
    """The states of an article.

    Args:
        reading: The text as the model sees it.
        members: Its actors as the rules made them.
        at: Whose each word is.
        spots: The state that each word of a place's name lies in (ISO3).

    Attributes:
        spots: The state that each word of a place's name lies in.
        told: The state that each word names, is the adjective of, or lies in.
        share: The share of the mentions of states that are of each.
        first: The states named most, the first of them first.
        lead: The states named where the article opens.
        head: Those named in its headline.
        home: The state of the town that a dateline names, if any.
    """

    def __init__(
        self,
        reading: Reading,
        members: Sequence[Member],
        at: Mapping[int, Member],
        spots: Mapping[int, str],
    ) -> None:
        self.reading, self.at, self.spots = reading, at, spots
        self.told: dict[int, str] = dict(spots)
        for member in members:
            if member.kind == "state" and member.country:
                for begin, end in member.mentions:
                    self.told.update(dict.fromkeys(range(begin, end), member.country))
        for index, tag in enumerate(reading.upos):
            if index in self.told or tag not in ("ADJ", "PROPN", "NOUN"):
                continue
            if reading.words[index][:1].isupper() and (
                code := country_at(reading, index, ("demonym", "name", "metonym"))
            ):
                self.told[index] = code
        self.told = {i: c for i, c in self.told.items() if c}
        count: Counter[str] = Counter()
        people: Counter[str] = Counter()
        for member in members:
            if member.country and not member.inferred and not set(member.sectors) & _EVERYWHERE:
                if member.kind != "state":
                    count[member.country] += min(len(member.mentions), _MENTIONS)
                if member.kind == "person":
                    people[member.country] += 1
        last = -2
        for index in sorted(self.told):
            count[self.told[index]] += index != last + 1 or self.told[index] != self.told.get(last)
            last = index
        total = max(1, count.total())
        self.share = {code: n / total for code, n in count.items()}
        self.first = [code for code, _ in count.most_common(_MOST)]
        self.people = [code for code, _ in people.most_common(1)]
        self.many = len([1 for s in self.share.values() if s >= 0.08])
        self.named: dict[int, list[str]] = defaultdict(list)
        for index in sorted(self.told):
            self.named[reading.sentence_number(index)].append(self.told[index])
        self.lead = {c for n in range(_LEAD) for c in self.named.get(n, ())}
        self.head = set(self.named.get(0, ()))
        line = dateline(reading.text)
        self.home = next(
            (self.told[i] for i in sorted(self.told)
             if line and line[0] <= reading.starts[i] < line[1]), None,
        )  # fmt: skip

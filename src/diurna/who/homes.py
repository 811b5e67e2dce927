"""Whose everybody is: signs for and against each state that an actor may be of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.who import visits
from diurna.who.members import Member
from diurna.who.scene import Scene
from diurna.who.tables import homes_of_words, states_of_names
from diurna.world.spelling import plain

NOBODY: Final = ""
"""The candidate that stands for no state: an international body, people of anywhere."""
_LOOKED_AT: Final = 6
"""Mentions that are looked at, the first ones."""
_CASES: Final = words("home_cases")
_WIDE: Final = frozenset({"IGO", "NGO", "JRN", "BUS", "UAF", "REB", "REL", "GOV", "CVL", "MIL"})

Signs = dict[str, dict[str, float]]


def heads_of(reading: Reading, member: Member) -> list[tuple[int, int, int]]:
    """Return the first mentions of a member, each with the word that heads it."""
    out = []
    for begin, end in sorted(member.mentions)[:_LOOKED_AT]:
        head = reading.outward(begin, end)
        out.append((begin, end, end - 1 if head is None else head))
    return out


class Homes:
    """Reads what speaks for each state that an actor may be of.

    Args:
        reading: The text as the model sees it.
        scene: What the article as a whole says of states.
        source: The state of the newsroom, if it is known.
    """

    def __init__(self, reading: Reading, scene: Scene, source: str | None = None) -> None:
        self.reading, self.scene, self.source = reading, scene, source

    def signs(self, member: Member) -> Signs:
        """Return the signs of each candidate, by ISO3 and "" for no state."""
        out: Signs = defaultdict(dict)
        scene, kind = self.scene, member.kind
        heads = heads_of(self.reading, member)
        words = self._words(member, heads)
        how = self._own(out, member)
        for code in scene.first:
            out[code]
        for begin, end, head in heads:
            self._around(out, begin, end, head, 1 / len(heads))
        for word in words:
            for code in homes_of_words().get(word, ()):
                out[code]["word"] = 1.0
        for named in (scene.home, self.source):
            if named:
                out[named]
        self._nearest(out, heads)
        for code, found in out.items():
            if code:
                self._of_article(found, code, kind, how)
        for code in visits.visited(self.reading, (head for *_, head in heads), scene.spots):
            if code != member.country:
                out[code]["visited"] = 1.0
        if kind == "person":
            self._of_names(out, member.parts)
        self._of_nobody(out[NOBODY], member, heads, words)
        return out

    def _own(self, out: Signs, member: Member) -> str:
        """Read what the rules made of a member, and say how they came by it."""
        if not member.country:
            return "entity" if member.entity else "untold"
        how = "inferred" if member.inferred else "entity" if member.entity else "said"
        out[member.country][f"own:{how}:{member.kind}"] = 1.0
        for sector in member.sectors[:1]:
            out[member.country][f"own:{how}:{member.kind}:{sector}"] = 1.0
        return how

    def _words(self, member: Member, heads: Iterable[tuple[int, int, int]]) -> set[str]:
        reading = self.reading
        out = {w.lower() for w in member.name.split()}
        for begin, end, head in heads:
            out.update(reading.words[i].lower() for i in range(begin, end))
            for child in reading.children(head, "appos", "nmod", "compound", "amod"):
                out.add(reading.words[child].lower())
                if reading.relations[child] == "appos":
                    out.update(reading.words[i].lower() for i in reading.subtree(child)[:12])
        if member.role:
            out.update(w.lower() for w in member.role.split())
        return out

    def _around(self, out: Signs, begin: int, end: int, head: int, share: float) -> None:
        """Read the words of one mention and those around it."""
        reading, told = self.reading, self.scene.told
        for index in range(begin, end):
            if index in told:
                out[told[index]]["within"] = 1.0
        if begin - 1 in told:
            out[told[begin - 1]]["just before"] = 1.0
        self._of_noun(out, head, "mod")
        for child in reading.children(head, "appos"):
            self._of_noun(out, child, "appos")
        if reading.relations[head] == "appos" and reading.heads[head] >= 0:
            self._of_noun(out, reading.heads[head], "appos to")
        above = reading.heads[head]
        if above >= 0 and reading.relations[head].split(":")[0] in ("nmod", "compound", "conj"):
            relation = reading.relations[head].split(":")[0]
            self._take(out, above, f"above {relation}")
            if relation == "conj":
                self._of_noun(out, above, "conj")
        verb = self._verb(head)
        if verb is not None:
            for child in reading.children(verb, "obl", "obj", "nsubj"):
                case = next((reading.words[c].lower() for c in reading.children(child, "case")), "")
                role = reading.relations[child].split(":")[0]
                self._take(out, child, f"clause {role} {case if case in _CASES else ''}")
        number = reading.sentence_number(begin)
        for code in set(self.scene.named.get(number, ())):
            out[code]["sentence"] = 1.0
            out[code]["sentences"] = out[code].get("sentences", 0.0) + share
        for code in self.scene.named.get(number - 1, ()):
            out[code]["sentence before"] = 1.0

    def _verb(self, head: int) -> int | None:
        reading = self.reading
        while reading.relations[head] == "conj" and reading.heads[head] >= 0:
            head = reading.heads[head]
        verb = reading.heads[head]
        if verb >= 0 and reading.upos[verb] == "VERB" and reading.relations[head] != "appos":
            return verb
        return None

    def _take(self, out: Signs, word: int, sign: str) -> None:
        """Take the state that a word names, or that an actor named by it is of."""
        if (code := self.scene.told.get(word)) is not None:
            out[code][sign] = 1.0
            return
        other = self.scene.at.get(word)
        if other is not None and other.country and not other.inferred:
            out[other.country][f"{sign} body"] = 1.0

    def _of_noun(self, out: Signs, head: int, sign: str) -> None:
        """Read whose a noun is by what hangs on it: "a Kenyan envoy", "envoys of the board"."""
        reading = self.reading
        for child in reading.children(head, "amod", "compound", "nmod", "flat"):
            case = next((reading.words[c].lower() for c in reading.children(child, "case")), "")
            case = case if case in _CASES else "other" if case else ""
            self._take(out, child, f"{sign} {case}")
            for inner in reading.children(child, "amod", "compound", "nmod", "flat"):
                self._take(out, inner, f"{sign} deep {case}")

    def _nearest(self, out: Signs, heads: list[tuple[int, int, int]]) -> None:
        """Read which state was named last before an actor first is."""
        if not heads:
            return
        first = heads[0][0]
        number = self.reading.sentence_number(first)
        told = self.scene.told
        begin = self.reading.sentences[max(0, number - 1)].begin
        near = next((told[i] for i in range(first - 1, begin - 1, -1) if i in told), None)
        if near is not None:
            out[near]["nearest"] = 1.0

    def _of_names(self, out: Signs, parts: list[str]) -> None:
        """Read in which of the states people bear such names."""
        if len(parts) < 2:
            return
        known = states_of_names()
        for sign, key in (("given", plain(parts[0])), ("surname", "-" + plain(parts[-1])[-3:])):
            rates = known.get(key)
            if rates is None:
                continue
            told = {code: rates.get(code, 0.0) + 1.0 for code in out if code}
            total = sum(told.values())
            for code, rate in told.items():
                out[code][sign] = rate / total
                out[code][f"{sign}:rate"] = min(rate, 40) / 40

    def _of_article(self, found: dict[str, float], code: str, kind: str, how: str) -> None:
        """Read what the article as a whole says for a state."""
        scene = self.scene
        share = scene.share.get(code, 0.0)
        found["share"] = share
        found[f"share:{kind}"] = share
        found[f"share:{kind}:{how}"] = share
        if scene.first[:1] == [code]:
            found["first"] = 1.0
            found[f"first:{kind}"] = 1.0
            found[f"first:{kind}:{how}"] = 1.0
            if share >= 0.6:
                found[f"most:{kind}"] = 1.0
            if len(scene.share) == 1:
                found["only"] = 1.0
        elif scene.first[1:2] == [code]:
            found["second"] = 1.0
        if code in scene.lead:
            found["lead"] = 1.0
        if code in scene.head:
            found["headline"] = 1.0
        if code == scene.home:
            found["dateline"] = 1.0
        if code == self.source:
            found[f"source:{kind}"] = 1.0
        if scene.people == [code]:
            found[f"people:{kind}"] = 1.0

    def _of_nobody(
        self,
        found: dict[str, float],
        member: Member,
        heads: list[tuple[int, int, int]],
        words: set[str],
    ) -> None:
        """Read what speaks against any state."""
        reading = self.reading
        found[f"nobody:{member.kind}"] = 1.0
        found["nobody:many"] = min(self.scene.many, 6) / 6
        if not self.scene.first:
            found["nobody:unnamed"] = 1.0
        for sector in member.sectors:
            if sector in _WIDE:
                found[f"nobody:{sector}:{member.kind}"] = 1.0
        if not member.country and member.entity:
            found["nobody:entity"] = 1.0
        if member.country is None:
            found[f"nobody:untold:{member.kind}"] = 1.0
        if member.kind in ("group", "role", "unknown"):
            for _, _, head in heads[:1]:
                found[f"nobody:l:{reading.lemmas[head].lower()}"] = 1.0
                for child in reading.children(head, "amod", "compound"):
                    found[f"nobody:m:{reading.lemmas[child].lower()}"] = 1.0
                if reading.has(head, "Number=Plur"):
                    found["nobody:plural"] = 1.0
                if reading.child(head, "det", "nmod:poss") is None:
                    found["nobody:bare"] = 1.0
        elif member.kind == "organization":
            for word in words:
                found[f"nobody:w:{word}"] = 1.0

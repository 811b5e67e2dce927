"""Statements: quotations and reported clauses, with cue, speaker, addressee and clock."""

from __future__ import annotations

import re

from diurna.language import Reading
from diurna.record import Span, Statement
from diurna.said.cues import Cue, cues, subject
from diurna.said.model import Said
from diurna.said.quotes import Quote, find_quotes
from diurna.who import Cast, Voice

_DENIABLE = frozenset({
    "allegation", "claim", "charge", "report", "accusation", "involvement", "wrongdoing",
    "responsibility", "rumor", "rumour", "suggestion", "role", "link", "plan", "existence",
})  # fmt: skip
_DOCUMENTS = frozenset(
    [
        "report",
        "statement",
        "study",
        "document",
        "poll",
        "survey",
        "letter",
        "memo",
        "email",
        "filing",
        "complaint",
        "lawsuit",
        "indictment",
        "website",
        "article",
        "paper",
        "magazine",
        "newspaper",
        "source",
        "witness",
        "bulletin",
        "communique",
        "tweet",
        "post",
        "affidavit",
        "analysis",
        "release",
        "book",
        "text",
        "law",
    ]
)
_LABEL = re.compile(r"([A-Z][A-Z.'’ -]{2,30}):\s+")
_SCARE = 3
"""A quotation of no more words than this, with no cue of its own, is no statement."""


class Finder:
    """Finds the statements of a reading; see `find`."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast = reading, cast
        self.quotes = find_quotes(reading.text)
        self.said: list[Said] = []

    def run(self) -> list[Said]:
        """Find them all, in order of their first content."""
        for index in range(len(self.reading)):
            if self.reading.words[index].lower() == "according":
                self._according(index)
            elif self.reading.upos[index] == "VERB" and not self._quoted(index):
                self._reported(index)
        for quote in self.quotes:
            self._quotation(quote)
        self.said = [s for s in self.said if s.content and (s.quotes or self._telling(s))]
        for said in self.said:
            self._finish(said)
        self.said.sort(key=lambda s: (s.content[0], s.cue or 0))
        return self.said

    def _telling(self, said: Said) -> bool:
        """Say whether reported words are more than a pronoun that stands for them."""
        return any(len(self.reading.between(a, b)) > 2 for a, b in said.content)

    def _quoted(self, index: int) -> bool:
        start = self.reading.starts[index]
        return any(q.start <= start < q.end for q in self.quotes)

    def _cue(self, index: int) -> Cue | None:
        reading = self.reading
        lemma = reading.lemmas[index].lower()
        found = cues().get(lemma)
        if lemma == "go" and reading.words[index + 1 : index + 2] == ("on",):
            return None
        return found

    # -- reported speech ------------------------------------------------------

    def _reported(self, index: int) -> None:
        cue = self._cue(index)
        if cue is None or "c" not in cue.frames:
            return
        reading = self.reading
        source = self._source(index)
        head = reading.heads[index]
        content: tuple[int, int] | None = None
        clauses = list(reading.children(index, "ccomp"))
        if clauses and source is not None:
            content = self._clause_span(clauses[0], index)
        elif reading.relations[index] == "parataxis" and head >= 0 and source is not None:
            content = self._around(head, index)
        elif (
            cue.act == "deny" and source is not None and reading.child(index, "nsubj:pass") is None
        ):
            target = reading.child(index, "xcomp")
            obj = reading.child(index, "obj")
            if target is None and obj is not None and reading.lemmas[obj] in _DENIABLE:
                target = obj
            content = self._clause_span(target, index) if target is not None else None
        if content is None or content[1] - content[0] < 2 or not self._speaks(source):
            return
        self.said.append(Said([content], index, source, cue.act))

    def _speaks(self, source: int | None) -> bool:
        """Say whether a subject can speak: a name, a pronoun, people, a body, a document."""
        if source is None or self.reading.upos[source] != "NOUN":
            return True
        return (
            self.reading.lemmas[source].lower() in _DOCUMENTS
            or self.cast.actor_of(source) is not None
            or self.reading.has(source, "Number=Plur")
        )

    def _source(self, index: int) -> int | None:
        """Return the cue's subject; a participle ("..., adding that") shares its neighbour's."""
        source = subject(self.reading, index)
        if source is not None and not self._quoted(source):
            return source
        here = self.reading.sentence_number(index)
        for said in reversed(self.said):
            if said.cue is not None and self.reading.sentence_number(said.cue) == here:
                return said.source
        begin = self.reading.sentence(index).begin
        for word in range(index - 1, begin - 1, -1):
            found = self._cue(word) if self.reading.upos[word] == "VERB" else None
            if (
                found
                and not self._quoted(word)
                and (own := subject(self.reading, word)) is not None
            ):
                return own
        return None

    def _clause_span(self, head: int, cue: int) -> tuple[int, int] | None:
        """Return the characters of a clause, on its own side of the cue."""
        reading = self.reading
        words = reading.subtree(head)
        words = [w for w in words if (w > cue) == (head > cue)]
        return self._trim(words)

    def _around(self, head: int, cue: int) -> tuple[int, int] | None:
        """Return the characters of the clause that a cue stands beside: all but the cue's own."""
        own = set(self.reading.subtree(cue))
        words = [w for w in self.reading.subtree(head) if w not in own]
        before = [w for w in words if w < cue]
        after = [w for w in words if w > cue]
        return self._trim(before if len(before) >= len(after) else after)

    def _trim(self, words: list[int]) -> tuple[int, int] | None:
        reading = self.reading
        marks = {",", ".", ":", ";", '"', "“", "”", "''", "``", "-", "--", "—", "–"}
        while words and reading.words[words[-1]] in marks:
            words = words[:-1]
        while words and reading.words[words[0]] in marks:
            words = words[1:]
        return (reading.starts[words[0]], reading.ends[words[-1]]) if words else None

    def _according(self, index: int) -> None:
        """Read "according to X": X is the source of the clause it hangs on."""
        reading = self.reading
        source = reading.heads[index]
        if source < 0 or reading.words[index + 1 : index + 2] != ("to",):
            return
        verb = reading.heads[source]
        if verb < 0:
            return
        own = set(reading.subtree(source))
        words = [w for w in reading.subtree(verb) if w not in own]
        side = [
            w for w in words if (w > source) == (sum(x > source for x in words) * 2 > len(words))
        ]
        if content := self._trim(side):
            self.said.append(Said([content], index, source, "say"))

    # -- quotations -----------------------------------------------------------

    def _quotation(self, quote: Quote) -> None:
        reading = self.reading
        words = reading.between(quote.start, quote.end)
        if not words:
            return
        if self._is_title(words):
            return
        if labelled := self._label_speaker(quote):
            self.said.append(labelled)
            return
        for said in self.said:
            if said.cue is not None and not quote.start <= reading.starts[said.cue] < quote.end:
                said.content = [
                    (a, quote.end) if a <= quote.start < b < quote.end - 2 else (a, b)
                    for a, b in said.content
                ]
            if any(a <= quote.start + 2 and quote.end - 2 <= b for a, b in said.content):
                said.quotes.append(quote)
                said.content = [
                    (quote.start, quote.end)
                    if abs(a - quote.start) + abs(b - quote.end) <= 3
                    else (a, b)
                    for a, b in said.content
                ]
                return
            if (
                any(quote.start - 2 <= a and b <= quote.end + 2 for a, b in said.content)
                and not said.quotes
            ):
                said.content = [(quote.start, quote.end)]
                said.quotes.append(quote)
                return
        cue = self._cue_beside(words)
        if cue is not None:
            owner = next((s for s in self.said if s.cue == cue), None)
            if owner and owner.quotes:
                owner.content.append((quote.start, quote.end))
                owner.quotes.append(quote)
                return
            source = subject(reading, cue)
            act = cues()[reading.lemmas[cue].lower()].act
            if len(words) <= _SCARE and "c" in cues()[reading.lemmas[cue].lower()].frames:
                return
            self.said.append(Said([(quote.start, quote.end)], cue, source, act, quotes=[quote]))
            return
        if len(words) <= _SCARE:
            return
        self._floating(quote)

    def _opens_whole(self, said: Said) -> bool:
        """Say whether a quotation opens like a sentence, not in the middle of the newsroom's."""
        first = self.reading.text[said.content[0][0] : said.content[0][1]].lstrip("‘'([{ .…")
        return not first[:1].islower()

    def _is_title(self, words: range) -> bool:
        """Say whether a quotation is the name of a programme, a book or a law."""
        texts = [self.reading.words[w] for w in words if self.reading.words[w][0].isalpha()]
        capitals = [t for t in texts if t[0].isupper()]
        return (
            1 < len(texts) <= 12
            and len(capitals) >= 2
            and all(t[0].isupper() or len(t) <= 3 for t in texts)
        )

    def _label_speaker(self, quote: Quote) -> Said | None:
        """Read a transcript's line: "SMITH: Well, ..." is said by Smith."""
        label = _LABEL.match(self.reading.text, quote.start, quote.end)
        if not label:
            return None
        speaker = self.cast.person_named(label[1])
        said = Said([(label.end(), quote.end)], None, None, "say", quotes=[quote])
        said.speaker = speaker
        return said

    def _cue_beside(self, words: range) -> int | None:
        """Return the cue nearest to a quotation in the sentences that it begins or ends in."""
        reading = self.reading
        first, last = reading.sentence(words[0]), reading.sentence(words[-1])
        begin, end = first.begin, last.end
        if words[-1] + 2 >= last.end and last.end < len(reading):
            following = reading.sentence(last.end)
            short = following.end - following.begin <= 12 and not following.opens_paragraph
            end = following.end if short else end
        if words[0] - 1 <= first.begin and first.begin > 0:
            previous = reading.sentence(first.begin - 1)
            if reading.words[previous.end - 1] == ":":
                begin = previous.begin
        best: tuple[int, int] | None = None
        for index in range(begin, end):
            if index in words or self._quoted(index) or reading.upos[index] != "VERB":
                continue
            cue = self._cue(index)
            if cue is None or subject(reading, index) is None:
                continue
            distance = words[0] - index if index < words[0] else index - words[-1]
            if distance > 15 or ("c" not in cue.frames and "q" not in cue.frames):
                continue
            taken = any(s.cue == index and not s.quotes for s in self.said)
            distance += 6 * taken
            if best is None or distance < best[0]:
                best = (distance, index)
        return best[1] if best else None

    def _floating(self, quote: Quote) -> None:
        """Give a quotation with no cue to the last speaker of its paragraph, or before it."""
        reading = self.reading
        earlier = [s for s in self.said if s.quotes and s.content[-1][1] <= quote.start]
        if not earlier:
            self.said.append(Said([(quote.start, quote.end)], None, None, "say", quotes=[quote]))
            return
        last = max(earlier, key=lambda s: s.content[-1][1])
        between = reading.text[last.content[-1][1] : quote.start]
        if last.quotes[-1].continued or "\n" not in between:
            last.content.append((quote.start, quote.end))
            last.quotes.append(quote)
            return
        source = last.source if between.count("\n") <= 2 else None
        self.said.append(Said([(quote.start, quote.end)], None, source, "say", quotes=[quote]))

    # -- finishing ------------------------------------------------------------

    def _finish(self, said: Said) -> None:
        reading = self.reading
        said.content.sort()
        quoted = sum(q.end - q.start for q in said.quotes)
        total = sum(b - a for a, b in said.content)
        if said.quotes:
            words = sum(len(reading.between(a, b)) for a, b in said.content)
            whole = quoted >= 0.8 * total and words > _SCARE and self._opens_whole(said)
            said.kind = "direct" if whole else "mixed"
        if said.source is not None:
            said.speaker = self.cast.actor_of(said.source)
        if said.cue is None or reading.upos[said.cue] != "VERB":
            return
        for child in reading.children(said.cue, "iobj", "obj", "obl"):
            inside = said.covers(reading.starts[child], reading.ends[child])
            to = any(reading.words[c].lower() == "to" for c in reading.children(child, "case"))
            direct = reading.relations[child] in ("iobj", "obj")
            if not inside and (to or direct) and child > said.cue:
                said.addressees = [a for a in self.cast.actors_of(child) if a != said.speaker]
                break


def find(reading: Reading, cast: Cast) -> list[Said]:
    """Find the statements of a reading and tell the cast who speaks in its quotations."""
    found = Finder(reading, cast).run()
    for number, said in enumerate(found, 1):
        said.id = f"s{number}"
    for said in found:
        start, end = said.content[0][0], said.content[-1][1]
        outer = [
            s
            for s in found
            if s is not said and s.covers(start, end) and not said.covers(*s.content[0])
        ]
        if outer:
            said.within = min(outer, key=lambda s: s.content[0][1] - s.content[0][0]).id
    voices = [Voice(q.start, q.end, s.speaker) for s in found for q in s.quotes]
    cast.set_voices(voices)
    return found


def source_words(reading: Reading, said: Said) -> list[int]:
    """Return the words that name a statement's source: the noun phrase, less what is said."""
    if said.source is None:
        return []
    spans = said.content
    return [
        w
        for w in reading.subtree(said.source)
        if w != said.cue and not any(a <= reading.starts[w] < b for a, b in spans)
    ]


def statement(reading: Reading, said: Said) -> Statement:
    """Turn a finding into the record's entry."""
    return Statement(
        id=said.id,
        kind=said.kind,
        speaker=said.speaker,
        cue=_cue_span(reading, said),
        content=tuple(Span(a, b, reading.text[a:b]) for a, b in said.content),
        addressees=tuple(said.addressees),
        spoken=said.spoken,
        within=said.within,
    )


def _cue_span(reading: Reading, said: Said) -> Span | None:
    if said.cue is None:
        return None
    if reading.words[said.cue].lower() == "according":
        return reading.span(said.cue, said.cue + 2)
    return reading.span(said.cue, said.cue + 1)

"""What an article tells of plans: confirmed, moved, put off, called off, denied."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import islice
from typing import Final

from diurna.language import Reading
from diurna.plans.announce import asked
from diurna.record import Change, ChangeKind, TimeSpan
from diurna.said import Said
from diurna.syntax.cues import subject
from diurna.syntax.lexicon import words
from diurna.syntax.modality import future_clause, negated
from diurna.what import Coded
from diurna.what.changes import Told, only_asked, scan, themes
from diurna.when.window import preposition
from diurna.where import Located
from diurna.who import Cast

_DIRECT: Final[dict[str, ChangeKind]] = {
    "postponed": "postponed",
    "rescheduled": "rescheduled",
    "cancelled": "cancelled",
    "left": "cancelled",
    "confirmed": "confirmed",
}
_AHEAD: Final = frozenset({"planned", "threatened"})
_CLIMB: Final = 8


class Changes:
    """Reads the changes of one article; see `changes`."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        coded: list[Coded],
        said: list[Said],
        times: list[TimeSpan],
        places: list[Located],
    ) -> None:
        self.reading, self.cast, self.coded, self.said = reading, cast, coded, said
        self.times, self.places = times, places
        self.events = {f.trigger: c for c in coded for f in c.found}
        self.cues = {s.cue for s in said if s.cue is not None}
        self.made: list[Change] = []

    def run(self) -> list[Change]:
        """Return the changes, in text order."""
        for told in scan(self.reading):
            self._told(told)
        for coded in self.coded:
            self._new_date(coded)
            self._instead(coded)
            self._refused(coded)
            self._affirmed(coded)
        self.made.sort(key=lambda c: c.span.start)
        return [dataclasses.replace(change, id=f"c{n}") for n, change in enumerate(self.made, 1)]

    # -- what changing words say ------------------------------------------------

    def _told(self, told: Told) -> None:
        about = themes(self.reading, told, self.cast.links)
        coded = next((self.events[w] for w in about if w in self.events), None)
        if coded is None or self._is_own(told, coded) or asked(self.reading, told.word):
            return
        if self._moved_to(told, coded):
            return
        kind = self._kind(told)
        by_itself = self.reading.relations[told.theme] == "nsubj" and told.kind == "moved"
        if kind is None or by_itself:
            return
        new, old = self._days(told.word, told.theme)
        place = self._place(told.word, told.theme) if told.kind == "moved" else None
        if told.kind == "moved" and kind != "proposed":
            if new is None and place is None:
                return
            kind = "rescheduled" if new else "relocated"
        if kind == "postponed" and new is not None:
            kind = "rescheduled"
        running = self.reading.words[told.word].lower() in words("running")
        if kind == "confirmed" and coded.event.status not in _AHEAD and not running:
            return
        self._add(coded, kind, told.word, new, old, place)

    def _sentence(self, word: int) -> list[str]:
        sentence = self.reading.sentence(word)
        return [w.lower() for w in self.reading.words[sentence.begin : sentence.end]]

    def _moved_to(self, told: Told, coded: Coded) -> bool:
        """Read "planned for 20 August, will now take place on 3 September"; adds the change."""
        reading = self.reading
        if told.kind != "held" or negated(reading, told.word) is not None:
            return False
        if not future_clause(reading, told.word) or only_asked(reading, told.word):
            return False
        new, old = self._days(told.word, told.theme)
        old = None if old and new and old[0] == old[1] and self._is_range(old, new) else old
        now = any(reading.words[c].lower() == "now" for c in reading.children(told.word, "advmod"))
        if new is None or not (now or (old is not None and old != new)):
            return False
        self._add(coded, "rescheduled", told.word, new, old, None)
        return True

    def _is_range(
        self, first: tuple[dt.date, dt.date | None], last: tuple[dt.date, dt.date | None]
    ) -> bool:
        """Say whether two days are the ends of one time: "from 20 July to 24 July"."""
        return any((t.begin, t.end) == (first[0], last[1]) for t in self.times)

    def _is_own(self, told: Told, coded: Coded) -> bool:
        """Say whether a word of change tells of an event by itself, and of no plan.

        Who suspends a withdrawal, talks or a vote puts it off, whatever else that is.
        """
        if told.word not in self.events or told.kind == "left":
            return False
        other = self.events[told.word] is not coded
        return not (other and told.kind == "postponed" and coded.found[0].is_noun)

    def _kind(self, told: Told) -> ChangeKind | None:
        reading = self.reading
        verb = reading.upos[told.word] == "VERB"
        turned = verb and negated(reading, told.word) is not None
        if told.kind == "absent":
            failed = reading.lemmas[max(0, reading.heads[told.word])].lower() == "fail"
            return "not held" if (turned or failed) and not only_asked(reading, told.word) else None
        if told.kind == "held":
            ahead = future_clause(reading, told.word)
            if not turned:
                return None
            if ahead and words("another_day") & set(self._sentence(told.word)):
                return "postponed"
            return "cancelled" if ahead else "not held"
        if only_asked(reading, told.word):
            return None if told.kind == "confirmed" else "proposed"
        if turned:
            return "confirmed" if told.kind in ("cancelled", "postponed", "left") else None
        if told.kind == "moved":
            return "rescheduled"
        return _DIRECT[told.kind]

    def _days(
        self, word: int, theme: int
    ) -> tuple[tuple[dt.date, dt.date | None] | None, tuple[dt.date, dt.date | None] | None]:
        """Return the new and the old days that hang on a changing word."""
        new: tuple[dt.date, dt.date | None] | None = None
        old: tuple[dt.date, dt.date | None] | None = None
        for time in self.times:
            inside = self.reading.between(time.span.start, time.span.end)
            if time.begin is None or not inside or time.type in ("DURATION", "SET"):
                continue
            after = self.reading.words[inside[-1] + 1 : inside[-1] + 2]
            if time.value in ("PRESENT_REF", "FUTURE_REF") or after == ("than",):
                continue
            index = self.reading.outward(inside[0], inside[-1] + 1)
            path = [] if index is None else [index, *islice(self.reading.ancestors(index), _CLIMB)]
            if word not in path or self._of_another(path[: path.index(word)], theme):
                if theme in path and word not in path:
                    old = (time.begin, time.end)
                continue
            before = preposition(self.reading, time)
            way = path[: path.index(word)]
            near = [x.lower() for x in self.reading.lemmas[max(0, inside[0] - 3) : inside[0]]]
            lead = {w.lower() for w in self.reading.words[max(0, inside[0] - 3) : inside[0]]}
            if lead & words("instead"):
                old = (time.begin, time.end)
            elif before in words("until") and self._puts_off(word, inside[0]):
                new = (time.begin, time.end)
            elif (
                theme in way
                or words("fixing_a_day") & set(near)
                or any(self.reading.lemmas[n].lower() in words("fixing_a_day") for n in way)
            ):
                old = (time.begin, time.end)
            elif before == "from" and "/" in time.value and time.end:
                old, new = (time.begin, time.begin), (time.end, time.end)
            elif before == "from":
                old = (time.begin, time.end)
            elif before in ("on", "") and self._says_when(word, path):
                continue
            else:
                new = (time.begin, time.end)
        return new, old

    def _puts_off(self, word: int, at: int) -> bool:
        """Say whether "until" behind a verb of putting off gives the new day."""
        return word < at and self.reading.lemmas[word].lower() in words("putting_off")

    def _of_another(self, path: list[int], theme: int) -> bool:
        return any((n in self.events or n in self.cues) and n != theme for n in path)

    def _says_when(self, word: int, path: list[int]) -> bool:
        """Say whether a day tells when the change was made: "was called off on Monday"."""
        if future_clause(self.reading, word):
            return False
        lemma = self.reading.lemmas[word].lower()
        return len(path) > 1 and path[1] == word and lemma not in words("moving")

    def _place(self, word: int, theme: int) -> str | None:
        for located in self.places:
            index = self.reading.outward(located.begin, located.end)
            if index is None:
                continue
            path = [index, *islice(self.reading.ancestors(index), 4)]
            if any(
                self.reading.words[c].lower() in words("instead_of")
                for n in range(located.begin, located.end)
                for c in self.reading.children(n, "case")
            ):
                continue
            cases = {
                self.reading.words[c].lower()
                for n in path[:2]
                for c in self.reading.children(n, "case")
            }
            within = word in path and theme in path[: path.index(word)]
            if within and self.reading.lemmas[theme].lower() in words("venues"):
                within = False
            if word in path and not within and cases & words("moved_to"):
                return located.place.id
        return None

    # -- what an event's own clause says -----------------------------------------

    def _instead(self, coded: Coded) -> None:
        """Read "will instead be held in Vienna"."""
        reading = self.reading
        if coded.event.status not in _AHEAD:
            return
        for found in coded.found:
            verb = found.carrier if found.carrier is not None else reading.heads[found.trigger]
            for node in {found.trigger, verb} - {-1}:
                word = self._instead_word(node)
                if word is None:
                    continue
                place = self._place(node, found.trigger if node != found.trigger else -1)
                new, old = self._days(node, found.trigger if node != found.trigger else -1)
                if place or new:
                    kind: ChangeKind = "rescheduled" if new else "relocated"
                    self._add(coded, kind, word, new, old, place)
                    return

    def _new_date(self, coded: Coded) -> None:
        """Read "the new date for the talks is 25 May"."""
        reading = self.reading
        for found in coded.found:
            noun = reading.heads[found.trigger]
            if noun < 0 or reading.lemmas[noun].lower() != "date":
                continue
            fresh = {reading.words[c].lower() for c in reading.children(noun, "amod")}
            root = reading.heads[noun]
            if not fresh & words("fresh") or root < 0 or reading.relations[noun] != "nsubj":
                continue
            for time in self.times:
                inside = reading.between(time.span.start, time.span.end)
                if time.begin and inside and root in inside:
                    self._add(coded, "rescheduled", noun, (time.begin, time.end), None, None)
                    return

    def _instead_word(self, node: int) -> int | None:
        """Return the "instead" or "rather" of a clause: "in Vienna instead of Geneva"."""
        reading = self.reading
        below = [node, *reading.children(node)]
        for child in (*below, *(c for n in below[1:] for c in reading.children(n))):
            if reading.words[child].lower() == "instead":
                return child
            inner = (child, *reading.children(child, "case", "cc", "advmod"))
            for word in inner:
                then = reading.words[word + 1 : word + 2]
                if reading.words[word].lower() == "rather" and then == ("than",):
                    return word
        now = next((c for c in below[1:] if reading.words[c].lower() == "now"), None)
        return now if now is not None and future_clause(reading, node) else self._than_planned(node)

    def _than_planned(self, node: int) -> int | None:
        """Return the "later" of "a week later than planned" in a clause, or None."""
        reading = self.reading
        sentence = reading.sentence(node)
        for index in range(sentence.begin, sentence.end - 2):
            told = [w.lower() for w in reading.words[index : index + 3]]
            if (
                told[0] in words("sooner_or_later")
                and told[1] == "than"
                and told[2] in words("as_planned")
            ):
                return index
        return None

    def _refused(self, coded: Coded) -> None:
        """Read "will not visit", "denied that a meeting was planned", "did not come"."""
        event, reading = coded.event, self.reading
        first = coded.found[0]
        if any(c.event == event.id for c in self.made) or asked(reading, first.predicate):
            return
        by = first.verdict.by
        statement = next((s for s in self.said if s.id == coded.statement), None)
        if event.status == "denied" or (
            event.status == "planned" and statement is not None and statement.act == "deny"
        ):
            self._add(coded, "denied", first.trigger, None, None, None)
        elif event.status == "negated" and by is not None:
            if reading.lemmas[by].lower() in words("planning"):
                kind: ChangeKind = "denied"
            else:
                clause = first.predicate
                ahead = future_clause(reading, clause)
                dated = event.begin is not None or event.end is not None
                if not ahead and not dated and reading.lemmas[by].lower() not in words("refusing"):
                    return
                after = reading.words[by + 1].lower() if by + 1 < len(reading) else ""
                if after == "only":
                    return
                governed = reading.upos[by] == "VERB" and by != first.trigger
                kind = "cancelled" if governed or ahead else "not held"
            self._add(coded, kind, by, None, None, None)

    def _affirmed(self, coded: Coded) -> None:
        """Read "confirmed that she will visit"."""
        event = coded.event
        statement = next((s for s in self.said if s.id == coded.statement), None)
        if event.status not in _AHEAD or statement is None or statement.act != "confirm":
            return
        if not any(c.event == event.id for c in self.made):
            self._add(coded, "confirmed", coded.found[0].trigger, None, None, None)

    # -- result ---------------------------------------------------------------

    def _add(
        self,
        coded: Coded,
        kind: ChangeKind,
        word: int,
        new: tuple[dt.date, dt.date | None] | None,
        old: tuple[dt.date, dt.date | None] | None,
        place: str | None,
    ) -> None:
        reading = self.reading
        start, end = reading.starts[word], reading.ends[word]
        holding = [s for s in self.said if s.vouched and s.covers(start, end) and s.cue != word]
        told = min(holding, key=lambda s: sum(b - a for a, b in s.content), default=None)
        by: list[str] = []
        if reading.upos[word] == "VERB":
            head = subject(reading, word)
            if head is not None and reading.relations[head] == "nsubj":
                by = self.cast.actors_of(head)
        if not by and told and told.speaker:
            by = [told.speaker]
        if any(c.event == coded.event.id and c.kind == kind for c in self.made):
            return
        self.made.append(
            Change(
                id="",
                event=coded.event.id,
                kind=kind,
                span=reading.span(word, word + 1),
                by=tuple(by),
                statement=told.id if told else None,
                begin=new[0] if new else None,
                end=new[1] if new else None,
                place=place,
                was_begin=old[0] if old else None,
                was_end=old[1] if old else None,
            )
        )


def changes(
    reading: Reading,
    cast: Cast,
    coded: list[Coded],
    said: list[Said],
    times: list[TimeSpan],
    places: list[Located],
) -> list[Change]:
    """List what an article tells of the plans among its events.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        coded: Its events.
        said: Its statements.
        times: Its expressions of time, resolved.
        places: Its places.
    """
    return Changes(reading, cast, coded, said, times, places).run()

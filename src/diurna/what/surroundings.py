"""When and where an event is, chosen among the times and the places around it; see `scene.py`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from diurna.language import Reading
from diurna.record import TimeSpan
from diurna.said import Said
from diurna.what.attach import LISTED
from diurna.what.clauses import ROLES, Array, Clauses
from diurna.what.decisions import Sign, bar, is_short, score
from diurna.what.found import Found
from diurna.where import Located

_WIDE: Final = 45
"""Days beyond which a time is a wide one."""
_REFERENCES: Final = frozenset({"PAST_REF", "FUTURE_REF", "PRESENT_REF"})


def ratio(row: Array, role: str) -> float:
    """Return the log odds of a role against none, within bounds."""
    a, none = float(row[ROLES.index(role)]), float(row[0])
    return max(-5.0, min(5.0, math.log((a + 1e-4) / (none + 1e-4))))


class Surroundings:
    """Scores the times and the places around the predicates of one text.

    Args:
        reading: The text as the model sees it.
        clauses: What the clause reader makes of it.
        said: Its statements.
    """

    def __init__(self, reading: Reading, clauses: Clauses, said: list[Said]) -> None:
        self.reading, self.clauses, self.said = reading, clauses, said
        self.short = is_short(reading)
        self._roles: dict[int, dict[int, Array]] = {}

    def roles(self, word: int) -> dict[int, Array]:
        """Return what each word of a predicate's sentence is to it."""
        if word not in self._roles:
            self._roles[word] = self.clauses.roles(self.reading, word)
        return self._roles[word]

    def _nearest(self, found: Found, words: Sequence[int]) -> int:
        return min(words, key=lambda w: abs(w - found.trigger))

    def _in_one_sentence(self, found: Found, word: int) -> bool:
        number = self.reading.sentence_number
        return number(found.trigger) == number(word)

    def _stands(
        self, found: Found, words: Sequence[int], read: dict[str, str], *, hung: bool,
        other: bool, rivals: Sequence[Found],
    ) -> Iterator[Sign]:  # fmt: skip
        """Yield what the standing of a time or a place says of its being an event's.

        Args:
            found: The event.
            words: The words of the time or the place.
            read: The roles that the reader of clauses is asked for, by the names of their signs;
                that of a time or a place first.
            hung: Whether it hangs on the event in the tree.
            other: Whether any does.
            rivals: All that was found.
        """
        at = self._nearest(found, words)
        rule = "by rule" if hung else "not by rule"
        yield "always", 1.0
        yield rule, 1.0
        yield f"event {found.entry.type}", 1.0
        if other and not hung:
            yield "another by rule", 1.0
        if not self._in_one_sentence(found, at):
            number = self.reading.sentence_number
            yield "another sentence", 1.0
            yield f"sentences {max(-3, min(3, number(at) - number(found.trigger)))}", 1.0
            return
        rows = [row for w in words if (row := self.roles(found.trigger).get(w)) is not None]
        for sign, role in read.items():
            yield sign, max((ratio(row, role) for row in rows), default=-5.0)
        first = next(iter(read.values()))
        yield f"read, {rule}", max((ratio(row, first) for row in rows), default=-5.0)
        between = range(min(at, found.trigger) + 1, max(at, found.trigger))
        nearer = sum(r.trigger in between and r.chance > 0.4 for r in rivals)
        yield "others between", min(nearer, 3)
        yield "far", min(abs(at - found.trigger), 30) / 10

    def of_time(
        self, found: Found, time: TimeSpan, ruled: Sequence[TimeSpan], rivals: Sequence[Found]
    ) -> Iterator[Sign]:
        """Yield what speaks for a time's being an event's.

        Args:
            found: The event.
            time: The time.
            ruled: The times that the rules of the tree give it.
            rivals: All that was found.
        """
        words = self.reading.between(time.span.start, time.span.end)
        if not words:
            return
        at = self._nearest(found, words)
        hung = any(t.id == time.id for t in ruled)
        yield from self._stands(
            found, words, {"read": "time"}, hung=hung, other=bool(ruled), rivals=rivals
        )
        first = next((t for t in ruled if t.begin or t.end), None)
        if first is not None and first.id == time.id:
            yield "first by rule", 1.0
        if at < found.trigger and self._in_one_sentence(found, at):
            yield "before", 1.0
        yield f"type {time.type}", 1.0
        yield f"status {found.verdict.status}", 1.0
        if time.value in _REFERENCES:
            yield f"value {time.value}", 1.0
        if time.begin is None and time.end is None:
            yield "no days", 1.0
        elif time.begin and time.end and (time.end - time.begin).days > _WIDE:
            yield "wide", 1.0
        elif time.begin is None or time.end is None:
            yield "open", 1.0
        if any(s.cue is not None and self._hangs(at, s.cue) for s in self.said):
            yield "of the saying", 1.0
            if any(s.cue == found.trigger for s in self.said):
                yield "of its own saying", 1.0

    def _hangs(self, word: int, cue: int) -> bool:
        head = self.reading.heads[word]
        return head == cue or (head >= 0 and self.reading.heads[head] == cue)

    def times(
        self, found: Found, told: Sequence[TimeSpan], ruled: Sequence[TimeSpan],
        rivals: Sequence[Found],
    ) -> list[TimeSpan]:  # fmt: skip
        """Return the times of an event, the likeliest first; none where none is likely."""
        near = self.near(found, told)
        scored = [
            (-value, time.span.start, time)
            for time in near
            if (value := score("time", self.of_time(found, time, ruled, rivals), short=self.short))
            > bar("time", short=self.short)
        ]
        out = [time for _, _, time in sorted(scored, key=lambda s: s[:2])]
        return self._run(out[0], near) + out[1:] if out else []

    def _run(self, time: TimeSpan, near: list[TimeSpan]) -> list[TimeSpan]:
        """Return a time with those that it is listed with: "on Monday, Tuesday and Wednesday"."""
        out = [time]
        for other in sorted(near, key=lambda t: t.span.start):
            if LISTED.fullmatch(self.reading.text[out[-1].span.end : other.span.start]):
                out.append(other)
        for other in sorted(near, key=lambda t: -t.span.start):
            if LISTED.fullmatch(self.reading.text[other.span.end : out[0].span.start]):
                out.insert(0, other)
        return out

    def near(self, found: Found, told: Sequence[TimeSpan]) -> list[TimeSpan]:
        """Return the times of a sentence and of those beside it."""
        here = self.reading.sentence_number(found.trigger)
        out = []
        for time in told:
            words = self.reading.between(time.span.start, time.span.end)
            if words and abs(self.reading.sentence_number(words[0]) - here) <= 1:
                out.append(time)
        return out

    def of_place(
        self, found: Found, place: Located, ruled: Located | None, rivals: Sequence[Found]
    ) -> Iterator[Sign]:
        """Yield what speaks for a place's being where an event is; see `of_time`."""
        reading = self.reading
        words = range(place.begin, place.end)
        at = self._nearest(found, words)
        read = {f"read {role}": role for role in ("place", "actor", "recipient")}
        hung = place is ruled
        other = ruled is not None
        yield from self._stands(found, words, read, hung=hung, other=other, rivals=rivals)
        yield f"precision {place.place.precision}", 1.0
        if place.begin < 12 and reading.sentence_number(found.trigger) > 1:
            yield "of the opening", 1.0
        if reading.upos[at] == "ADJ":
            yield "adjective", 1.0
        case = next((reading.words[c].lower() for c in reading.children(at, "case")), "")
        yield f"case {case}", 1.0

    def place(
        self, found: Found, places: Sequence[Located], ruled: Located | None,
        rivals: Sequence[Found],
    ) -> Located | None:  # fmt: skip
        """Return where an event is, or None."""
        best, chosen = bar("place", short=self.short), None
        for place in self.around(found, places):
            value = score("place", self.of_place(found, place, ruled, rivals), short=self.short)
            if value > best:
                best, chosen = value, place
        return chosen

    def around(self, found: Found, places: Sequence[Located]) -> list[Located]:
        """Return the places of a sentence and of those beside it."""
        here = self.reading.sentence_number(found.trigger)
        return [p for p in places if abs(self.reading.sentence_number(p.begin) - here) <= 1]

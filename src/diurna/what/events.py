"""Events of the record: found, dated, merged, with status and the chain of sources."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Iterator
from typing import cast as as_type

from diurna.language import Reading
from diurna.language.dateline import dateline
from diurna.record import Event, Quantity, Status, TimeSpan
from diurna.said import Said
from diurna.syntax.lexicon import words
from diurna.syntax.modality import Verdict, own
from diurna.what import attach as attaching
from diurna.what.again import Again
from diurna.what.clauses import STATUSES, Clauses, read
from diurna.what.codebook import cameo, plover
from diurna.what.contexts import contexts
from diurna.what.decisions import Sign, score
from diurna.what.find import find
from diurna.what.found import Found
from diurna.what.headline import Headline, body_begins
from diurna.what.merge import Merger, side_of
from diurna.what.scene import Scene
from diurna.what.trust import LEAST
from diurna.when import Found as HangingTime
from diurna.when import from_event
from diurna.when.intervals import Interval
from diurna.where import Located
from diurna.who import Cast


@dataclasses.dataclass(frozen=True, slots=True)
class Coded:
    """An event of the record with what it was made from.

    Attributes:
        event: The record's entry.
        found: Its mentions as they were found, the first the trigger's.
        statement: Id of the innermost statement that tells of it, or None.
    """

    event: Event
    found: tuple[Found, ...]
    statement: str | None


def sources(reading: Reading, said: list[Said], trigger: int) -> list[Said]:
    """Return the statements that tell of a word's event, innermost first.

    Those that only name it, as "praised the raid" does, leave it on the newsroom's own word.
    """
    start, end = reading.starts[trigger], reading.ends[trigger]
    holding = [s for s in said if s.vouched and s.covers(start, end) and s.cue != trigger]
    return sorted(holding, key=lambda s: sum(b - a for a, b in s.content))


_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_HOURS: dict[str, float] = {"PTM": 1 / 60, "PTH": 1, "PD": 24, "PW": 168, "PM": 730, "PY": 8766}


def duration_hours(value: str) -> float | None:
    """Return the hours of a TIMEX3 duration; None where its number is vague."""
    found = re.fullmatch(r"(PT?)(\d+(?:\.\d+)?)([A-Z])", value)
    scale = _HOURS.get(found[1] + found[3]) if found else None
    return round(float(found[2]) * scale, 2) if found and scale else None


def _figure(number: Quantity) -> tuple[object, ...]:
    """Return what a number says, wherever it is told: two mentions tell one number twice."""
    return (number.what, number.value, number.low, number.high, number.mod, number.unit)


class Coder:
    """Codes one reading; see `code`."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        said: list[Said],
        times: list[TimeSpan],
        hanging: dict[str, HangingTime],
        places: list[Located],
        published: dt.date,
        clauses: Clauses,
    ) -> None:
        self.reading, self.cast, self.said = reading, cast, said
        self.clauses = clauses
        self.scene = Scene(reading, cast, clauses, said)
        self.times, self.hanging = times, hanging
        head = dateline(reading.text) or (0, 0)
        self.told = [t for t in times if not head[0] <= t.span.start < head[1]]
        places = [p for p in places if not head[0] <= p.place.span.start < head[1]]
        self.places, self.published = places, published
        self._body = 0

    def run(self) -> list[Coded]:
        """Code the events, in text order; `times` then holds those counted from events too."""
        events = self.kept(find(self.reading, self.cast, self.clauses))
        self.scene.show(events)
        for event in events:
            self.scene.settle(event)
            event.verdict = self.verdict(event)
        attached = self.attached(events)
        dated = [self._days(e, a.times) for e, a in zip(events, attached, strict=True)]
        days = [d for _, d in dated]
        ruled = self.ruled(events, days, attached)
        again = Again(
            self.reading, self.cast, self.clauses, events, days, [a.place for a in attached], ruled
        )
        self._body = body_begins(self.reading)
        groups = [self._body_first(g, events) for g in again.groups()]
        self._settle(events, attached, dated, groups)
        out = []
        for number, group in enumerate(groups, 1):
            out.append(self._event(f"e{number}", group, events, attached, dated))
        return out

    @staticmethod
    def kept(events: list[Found]) -> list[Found]:
        """Return what is likely enough to be told, one of each type a word."""
        best: dict[tuple[int, str], Found] = {}
        for event in events:
            key = (event.trigger, event.entry.type)
            if event.chance >= LEAST and (key not in best or event.chance > best[key].chance):
                best[key] = event
        return [e for e in events if best.get((e.trigger, e.entry.type)) is e]

    def verdict(self, found: Found) -> Verdict:
        """Return the likeliest status of an event; the rules' own where they say the same."""
        held = sources(self.reading, self.said, found.trigger)
        found.odds = {
            s: score("status", self.of_status(found, s, held), short=self.scene.short)
            for s in STATUSES
        }
        best = as_type("Status", max(found.odds, key=lambda s: found.odds[s]))
        return found.verdict if found.verdict.status == best else Verdict(best, sure=False)

    def of_status(self, found: Found, status: str, held: list[Said]) -> Iterator[Sign]:
        """Yield what speaks for a status of an event.

        Args:
            found: The event.
            status: The status.
            held: The statements that tell of it, innermost first.
        """
        read = float(self.clauses.statuses[found.trigger, STATUSES.index(status)])
        yield f"always {status}", 1.0
        yield "read", math.log(max(read, 1e-4))
        ruled = found.ruled or found.verdict
        if self._by_rule(found, ruled.status, held) == status:
            yield ("sure rule" if ruled.sure else "rule"), 1.0
            yield f"rule {status}", 1.0
        if held:
            yield f"told by another: {status}", 1.0
            yield f"{held[0].act}: {status}", 1.0

    @staticmethod
    def _by_rule(found: Found, status: Status, held: list[Said]) -> Status:
        """Return the status that the rules give, with what telling it makes of it."""
        act = held[0].act if held else ""
        if act == "deny" and status in ("occurred", "ongoing"):
            return "denied"
        if act == "claim" and status == "occurred":
            return "claimed"
        own = bool(held) and held[0].speaker in found.actors
        if status == "planned" and (act == "threaten" or (act == "warn" and own)):
            return "threatened"
        return status

    def attached(self, events: list[Found]) -> list[attaching.Attached]:
        """Return the times and the place of each event."""
        ruled = self.hung(events)
        out = []
        for event, hung in zip(events, ruled, strict=True):
            times = self.scene.times(event, self.told, hung.times, events)
            lengths = [
                t for t in hung.times if t not in times and t.begin is None and t.end is None
            ]
            place = self.scene.place(event, self.places, hung.place, events)
            out.append(attaching.Attached([*times, *lengths], place))
        return out

    def hung(self, events: list[Found]) -> list[attaching.Attached]:
        """Return the times and places that hang on each event in the tree."""
        cues = {s.cue for s in self.said if s.cue is not None}
        return attaching.attach(self.reading, events, self.told, self.places, cues)

    def ruled(
        self, events: list[Found], days: list[Interval], attached: list[attaching.Attached]
    ) -> list[list[int]]:
        """Return the groups of mentions by the rules of headlines and of nouns that tell again."""
        where = [a.place.place.name if a.place else None for a in attached]
        merger = Merger(self.reading, events, days, where, lambda a: self.cast.member(a).country)
        above = Headline(self.reading, self.cast, events, days, [a.place for a in attached])
        return above.join(merger.run())

    def _body_first(self, group: list[int], events: list[Found]) -> list[int]:
        """Put the mentions of the body before those of the headline: they say more."""
        return sorted(group, key=lambda n: (events[n].trigger < self._body, n))

    def _settle(
        self,
        events: list[Found],
        attached: list[attaching.Attached],
        dated: list[tuple[TimeSpan | None, Interval]],
        groups: list[list[int]],
    ) -> None:
        """Give days to the times that count from an event, and to the events they date."""
        for position, time in enumerate(self.times):
            if time.id not in self.hanging:
                continue
            start = self.reading.between(time.span.start, time.span.end)[-1]
            near = range(start + 1, min(start + 14, self.reading.sentence(start).end))
            for number, group in enumerate(groups, 1):
                if not any(events[n].trigger in near for n in group):
                    continue
                _, days = self._best_days([dated[n] for n in group])
                if days.begin and days.begin == days.end:
                    settled = from_event(time, self.hanging[time.id], days.begin, f"e{number}")
                    self.times[position] = settled
                    for n, item in enumerate(attached):
                        if time in item.times:
                            item.times[item.times.index(time)] = settled
                            dated[n] = self._days(events[n], item.times)
                break

    def _days(self, event: Found, times: list[TimeSpan]) -> tuple[TimeSpan | None, Interval]:
        held = sources(self.reading, self.said, event.trigger)
        opens = next((s.spoken.begin for s in held if s.spoken.begin), self.published)
        ahead = side_of(event.verdict.status) > 0
        return attaching.days_of(self.reading, times, opens=opens, ahead=ahead)

    def _verdict(self, group: list[Found]) -> Status:
        """Choose the status of an event: the likeliest over its mentions, by how sure each is."""
        totals = dict.fromkeys(STATUSES, 0.0)
        for found in group:
            top = max(found.odds.values())
            raised = {status: math.exp(odds - top) for status, odds in found.odds.items()}
            whole = sum(raised.values())
            for status, value in raised.items():
                totals[status] += found.chance * value / whole
        return as_type("Status", max(totals, key=lambda s: totals[s]))

    def _event(
        self,
        identity: str,
        group: list[int],
        events: list[Found],
        attached: list[attaching.Attached],
        dated: list[tuple[TimeSpan | None, Interval]],
    ) -> Coded:
        members = [events[n] for n in group]
        first = members[0]
        time, days = self._best_days([dated[n] for n in group])
        status = self._verdict(members)
        if status in ("occurred", "ongoing") and days.begin and days.begin > self.published:
            if self._may_lie_ahead(members):
                status = "planned"
            else:
                time, days = None, Interval()
        place = next((a.place for n in group if (a := attached[n]).place), None)
        entry = next((m.entry for m in members if m.entry.mode), first.entry)
        filed = plover(entry.type, entry.mode, status)
        held = self._held(members)
        actors, recipients = self._people(members)
        if entry.type in _VIOLENT:
            scene = place or self._scene(first, events, attached)
            if scene and scene.place.country:
                self.cast.place([*actors, *recipients], scene.place.country)
        trigger = self.reading.span(first.begin, first.end)
        event = Event(
            id=identity,
            type=entry.type,
            mode=entry.mode,
            trigger=trigger,
            status=status,
            contexts=contexts(
                self.reading,
                entry.type,
                entry.mode,
                (m.trigger for m in members),
                ([self.cast.member(a) for a in actors], [self.cast.member(r) for r in recipients]),
            ),
            actors=tuple(actors),
            recipients=tuple(recipients),
            begin=days.begin,
            end=days.end,
            time=time.id if time else None,
            place=place.place.id if place else None,
            according_to=tuple(s.id for s in held),
            quantities=tuple(
                self._quantities(members, [t for n in group for t in attached[n].times])
            ),
            mentions=tuple(self.reading.span(m.begin, m.end) for m in members),
            plover=filed,
            cameo=cameo(entry, filed),
            confidence=min(0.99, round(max(m.chance for m in members), 2)),
            why=self._why(first),
            lemma=first.by.lemma or trigger.text.lower(),
            nominal=first.is_noun,
            rule=first.by.rule,
        )
        told = next(
            (c for m in members if (c := sources(self.reading, self.said, m.trigger))), None
        )
        return Coded(event, tuple(members), told[0].id if told else None)

    @staticmethod
    def _best_days(
        dated: list[tuple[TimeSpan | None, Interval]],
    ) -> tuple[TimeSpan | None, Interval]:
        """Choose the narrowest days that any mention gives."""

        def width(item: tuple[TimeSpan | None, Interval]) -> int:
            days = item[1]
            if days.begin and days.end:
                return (days.end - days.begin).days
            return 10_000 if days.begin or days.end else 20_000

        return min(dated, key=width)

    def _people(self, members: list[Found]) -> tuple[list[str], list[str]]:
        """Return who takes part: as the first mention of the body has it, else as a later one.

        "Kenya expels" is told again as "the Kenyan government expelled": that is one actor. What a
        headline cuts short comes last.
        """
        body = [m for m in members if m.trigger >= self._body] or members
        actors, recipients = list(body[0].actors), list(body[0].recipients)
        for member in (*body, *members):
            actors = actors or [a for a in member.actors if a not in recipients]
            recipients = recipients or [r for r in member.recipients if r not in actors]
        return list(dict.fromkeys(actors)), [r for r in recipients if r not in actors]

    def _held(self, members: list[Found]) -> list[Said]:
        """Return the chain of sources: none where the newsroom tells it, the headline aside."""
        body = [m for m in members if self.reading.sentence_number(m.trigger) > 0] or members
        chains = [sources(self.reading, self.said, m.trigger) for m in body]
        return min(chains, key=bool) if not all(chains) else chains[0]

    def _scene(
        self, told: Found, events: list[Found], attached: list[attaching.Attached]
    ) -> Located | None:
        """Return where another event of the sentence was: "killed 23 when they blew up ..."."""
        sentence = self.reading.sentence(told.trigger)
        places = {
            a.place.place.country: a.place
            for e, a in zip(events, attached, strict=True)
            if a.place and sentence.begin <= e.trigger < sentence.end
        }
        return next(iter(places.values())) if len(places) == 1 else None

    def _may_lie_ahead(self, members: list[Found]) -> bool:
        """Say whether an event with days to come is planned, or the days are another's.

        What a clause tells outright of the past did not happen next week: the days were read
        into it by mistake, unless the verb commits to something or is a progressive ("is meeting
        them on Friday").
        """
        lemmas = {self.reading.lemmas[m.trigger].lower() for m in members}
        if lemmas & (words("committing") | {"invite", "call"}):
            return True
        return not any(
            self._told_behind(m) if m.is_noun else m.verdict.sure and m.verdict.status != "ongoing"
            for m in members
        )

    def _told_behind(self, found: Found) -> bool:
        """Say whether a noun is who or what does something in a clause of the past.

        "A bomb attack on the last day of May wounded four" is no attack to come.
        """
        reading = self.reading
        verb = reading.heads[found.trigger]
        if verb < 0 or reading.upos[verb] != "VERB" or found.carrier == verb:
            return False
        if reading.relations[found.trigger] != "nsubj" or reading.child(verb, "obj") is None:
            return False
        told = own(reading, verb)
        return told is not None and told.sure and told.status == "occurred"

    def _measures(self, time: TimeSpan) -> bool:
        """Say whether a length of time measures the event it hangs on: "for two hours"."""
        index = self.reading.at_offset(time.span.start)
        before = self.reading.words[index - 1].lower() if index else ""
        return before not in words("under.elsewhen")

    def _quantities(self, members: list[Found], times: list[TimeSpan]) -> list[Quantity]:
        out = [
            Quantity("duration (hours)", hours, hours, hours, time.mod, time.span)
            for time in times
            if time.type == "DURATION" and time.begin is None and self._measures(time)
            if (hours := duration_hours(time.value))
        ]
        for member in members:
            before = list(out)
            for number in member.quantities:
                same = [q for q in before if _figure(q) == _figure(number)]
                if any(self._told_again(q, number) for q in same):
                    continue
                out.append(number)
        return [self._sourced(q) for q in out]

    def _told_again(self, one: Quantity, other: Quantity) -> bool:
        """Say whether two mentions give one number: the same words, or those of two sentences."""
        first, second = (
            self.reading.sentence_number(self.reading.at_offset(q.span.start)) for q in (one, other)
        )
        return one.span == other.span or first != second

    def _sourced(self, number: Quantity) -> Quantity:
        """Say on whose word a number stands."""
        index = self.reading.at_offset(number.span.start)
        held = sources(self.reading, self.said, index)
        return dataclasses.replace(number, according_to=held[0].id) if held else number

    def _why(self, first: Found) -> str:
        by = first.verdict.by
        decided = (
            f"; {first.verdict.status} by '{self.reading.words[by]}'" if by is not None else ""
        )
        return f"{first.by}{decided}"


def code(
    reading: Reading,
    cast: Cast,
    said: list[Said],
    times: list[TimeSpan],
    hanging: dict[str, HangingTime],
    places: list[Located],
    published: dt.date,
    clauses: Clauses | None = None,
) -> tuple[list[Coded], list[TimeSpan]]:
    """Code the events of a reading.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        said: Its statements, which give events their sources.
        times: Its expressions of time, resolved.
        hanging: Those of them, by id, that count from an event of the article.
        places: Its places.
        published: Day of publication, on which windows open by default.
        clauses: What the clause reader makes of it; read off the reading where None.

    Returns:
        The events, and the times with those that count from an event resolved.
    """
    clauses = clauses if clauses is not None else read(reading)
    coder = Coder(reading, cast, said, list(times), hanging, places, published, clauses)
    return coder.run(), coder.times

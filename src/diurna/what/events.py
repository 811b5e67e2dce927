"""Events of the record: found, dated, merged, with status and the chain of sources."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import cast as as_type

from diurna.language import Reading
from diurna.language.dateline import dateline
from diurna.record import Status, TimeSpan
from diurna.said import Said
from diurna.syntax.modality import Verdict
from diurna.what import attach as attaching
from diurna.what.again import Again
from diurna.what.carried import Carried
from diurna.what.clauses import STATUSES, Clauses, read
from diurna.what.decisions import Sign, bar, score
from diurna.what.find import find
from diurna.what.found import Found
from diurna.what.headline import Headline, body_begins
from diurna.what.made import Coded, Dated, Maker, best_days, sources
from diurna.what.merge import Merger, side_of
from diurna.what.scene import Scene
from diurna.when import Found as HangingTime
from diurna.when import from_event
from diurna.when.intervals import Interval
from diurna.where import Located
from diurna.who import Cast


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

    def run(self) -> list[Coded]:
        """Code the events, in text order; `times` then holds those counted from events too."""
        carried = self.grouped()
        carried.carry()
        maker = Maker(
            self.reading, self.cast, self.said, self.published, carried.events, carried.attached,
            carried.dated,
        )  # fmt: skip
        return [maker.make(f"e{n}", group) for n, group in enumerate(carried.groups, 1)]

    def grouped(self) -> Carried:
        """Find the events, with their people, times and places, and which of them are one."""
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
        body = body_begins(self.reading)  # its mentions go before the headline's: they say more
        groups = [sorted(g, key=lambda n: (events[n].trigger < body, n)) for g in again.groups()]
        self._settle(events, attached, dated, groups)
        return Carried(self.reading, self.said, self.published, events, attached, dated, groups)

    def kept(self, events: list[Found]) -> list[Found]:
        """Return what is likely enough to be told, one of each type a word."""
        least = bar("event", short=self.scene.short)
        best: dict[tuple[int, str], Found] = {}
        for event in events:
            key = (event.trigger, event.entry.type)
            if event.chance >= least and (key not in best or event.chance > best[key].chance):
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

    def _settle(
        self,
        events: list[Found],
        attached: list[attaching.Attached],
        dated: list[Dated],
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
                _, days = best_days([dated[n] for n in group])
                if days.begin and days.begin == days.end:
                    settled = from_event(time, self.hanging[time.id], days.begin, f"e{number}")
                    self.times[position] = settled
                    for n, item in enumerate(attached):
                        if time in item.times:
                            item.times[item.times.index(time)] = settled
                            dated[n] = self._days(events[n], item.times)
                break

    def _days(self, event: Found, times: list[TimeSpan]) -> Dated:
        held = sources(self.reading, self.said, event.trigger)
        opens = next((s.spoken.begin for s in held if s.spoken.begin), self.published)
        ahead = side_of(event.verdict.status) > 0
        return attaching.days_of(self.reading, times, opens=opens, ahead=ahead)


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

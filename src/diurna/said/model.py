"""A statement under construction, and when it was said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from diurna.language import Reading
from diurna.record import Spoken, StatementKind, TimeSpan
from diurna.said.quotes import Quote
from diurna.when.tense import clause


@dataclass(slots=True)
class Said:
    """A statement under construction.

    Attributes:
        content: Character spans, half-open.
        cue: Index of the cue's word, or None.
        source: Index of the speaker's head word, or None.
        act: What kind of statement the cue makes it.
    """

    content: list[tuple[int, int]]
    cue: int | None
    source: int | None
    act: str
    kind: StatementKind = "indirect"
    speaker: str | None = None
    addressees: list[str] = field(default_factory=list)
    spoken: Spoken = Spoken()
    quotes: list[Quote] = field(default_factory=list)
    id: str = ""
    within: str | None = None

    def covers(self, start: int, end: int) -> bool:
        """Say whether characters lie in the content."""
        return any(a <= start and end <= b for a, b in self.content)


def _spoken_day(reading: Reading, said: Said, times: list[TimeSpan]) -> Spoken | None:
    """Return the days of a time that hangs on the cue and not on what was said."""
    if said.cue is None:
        return None
    sentence = reading.sentence(said.cue)
    for time in times:
        index = reading.at_offset(time.span.start)
        if not sentence.begin <= index < sentence.end or said.covers(
            time.span.start, time.span.end
        ):
            continue
        narrow = time.begin and time.end and (time.end - time.begin).days <= 7
        if time.type in ("DATE", "TIME") and narrow and time.value != "PRESENT_REF":
            words = reading.between(time.span.start, time.span.end)
            if any(clause(reading, w) == said.cue for w in words if w != said.cue):
                return Spoken(time.begin, time.end)
    return None


def set_clocks(reading: Reading, found: list[Said], times: list[TimeSpan], day: dt.date) -> None:
    """Date each statement: by its own words, else by what the same speaker was last dated.

    Only the simple past takes over an earlier date: "has said" may be of any day.
    """
    last: dict[str, Spoken] = {}
    for said in found:
        own = _spoken_day(reading, said, times)
        if own and own.begin and own.begin <= day:
            said.spoken = own
            if said.speaker:
                last[said.speaker] = own
        elif said.speaker in last and _plain_past(reading, said):
            said.spoken = last[said.speaker or ""]


def _plain_past(reading: Reading, said: Said) -> bool:
    if said.cue is None or reading.upos[said.cue] != "VERB":
        return True
    helped = any(reading.lemmas[c] == "have" for c in reading.children(said.cue, "aux"))
    return not helped

"""A statement under construction, and when it was said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from diurna.language import Reading, Run
from diurna.language.quotes import Quote
from diurna.record import Channel, Spoken, StatementAct, StatementKind, TimeSpan
from diurna.syntax.tense import clause
from diurna.syntax.verbs import perfect


@dataclass(slots=True)
class Said:
    """A statement under construction.

    Attributes:
        content: Character spans, half-open.
        cue: Index of the cue's head word, or None.
        source: Index of the speaker's head word, or None where no words name one.
        act: What kind of statement the cue makes it.
        cue_run: The cue's words, half-open; the head word alone where None.
        source_runs: The words that name the source, as the model reads them.
        implied: Head word of a subject that the cue shares with another verb.
        vouched: Whether it tells something on the speaker's word, and does not only name it
            ("praised the deal").
        inside: Who is quoted to report it, where it is a quotation in a quotation.
        score: How sure the model is, 0 to 1; None where the grammar found it.
    """

    content: list[tuple[int, int]]
    cue: int | None
    source: int | None
    act: StatementAct
    kind: StatementKind = "indirect"
    speaker: str | None = None
    addressees: list[str] = field(default_factory=list)
    spoken: Spoken = Spoken()
    quotes: list[Quote] = field(default_factory=list)
    id: str = ""
    within: str | None = None
    cue_run: Run | None = None
    source_runs: tuple[Run, ...] = ()
    implied: int | None = None
    vouched: bool = True
    score: float | None = None
    channel: Channel | None = None
    place: str | None = None
    inside: Said | None = None

    def covers(self, start: int, end: int) -> bool:
        """Say whether characters lie in the content."""
        for a, b in self.content:  # noqa: SIM110 - asked of all for each event; `any` takes twice
            if a <= start and end <= b:
                return True
        return False

    def covers_any(self, start: int, end: int) -> bool:
        """Say whether some of the characters lie in the content."""
        return any(a < end and start < b for a, b in self.content)

    def take_in(self, text: str, start: int, end: int) -> None:
        """Add characters to the content, as one span with what they touch."""
        out: list[tuple[int, int]] = []
        for a, b in sorted([*self.content, (start, end)]):
            if out and not any(c.isalnum() for c in text[out[-1][1] : a]):
                out[-1] = (out[-1][0], max(b, out[-1][1]))
            else:
                out.append((a, b))
        self.content = out

    def take_out(self, start: int, end: int) -> None:
        """Take characters out of the content."""
        pieces = [
            piece
            for a, b in self.content
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
        self.content = [p for p in pieces if p[1] - p[0] > 2]


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
    return not perfect(reading, said.cue)

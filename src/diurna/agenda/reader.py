"""One article, read against the entries of the agenda: its sentences, and reports made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from diurna.agenda.entries import Entry
from diurna.agenda.later import Later
from diurna.agenda.outcome import Reading, weights
from diurna.agenda.passages import Window, passages
from diurna.agenda.signals import Signal, Signals, sentence


@dataclass(frozen=True, slots=True)
class Reader:
    """Holds an article against entries.

    Attributes:
        signals: Those of its record.
        later: Its sentences.
        known: Its day.
        weights: Of the signs.
    """

    signals: Signals
    later: Later
    known: dt.date
    weights: dict[str, tuple[float, ...]]

    @classmethod
    def of(cls, signals: Signals) -> Reader:
        """Return the reader of an article."""
        known = signals.record.article.day
        return cls(signals, Later(passages(signals), known), known, weights())

    def signal(self, entry: Entry, reading: Reading, window: Window | None) -> Signal:
        """Return what an article says became of an entry, as a report of it.

        Args:
            entry: The entry.
            reading: What was read.
            window: The days that it gives the entry, if other than its own.
        """
        bearing, outcome = reading.bearing, reading.outcome
        if bearing is None or outcome is None:
            raise ValueError("nothing is said of the entry")
        passage = bearing.passage
        record = self.signals.record
        near = bearing.told or next(iter(passage.told), None)
        span = sentence(self.signals.text, passage.span, record.sentences)
        base = near.signal if near is not None else None
        return Signal(
            kind=outcome, known=self.known, sha256=record.article.sha256,
            source=record.article.source, event=base.event if base else "", type=entry.type,
            mode=entry.mode, lemma=entry.lemma, parties=(), place=None,
            begin=window[0] if window else entry.begin, end=window[1] if window else entry.end,
            dated=window is not None, was=None, by=(), authority=3,
            words=frozenset(), evidence=span, cue=base.cue if base else span,
            carrier=self.signals.carrier, report=self.signals.report,
        )  # fmt: skip

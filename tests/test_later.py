"""What later articles say of open entries, read over their sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from diurna import read
from diurna.agenda.entries import about, phrase
from diurna.agenda.ledger import Ledger
from diurna.agenda.outcome import OUTCOMES, Bearing, decide
from diurna.agenda.passages import Passage, passages, stem
from diurna.agenda.reader import Reader
from diurna.agenda.signals import Signals
from diurna.record import Span


def told(*articles: tuple[str, str]) -> Ledger:
    """Return the agenda after some articles, each with its day, read sentence by sentence."""
    ledger = Ledger()
    for text, day in articles:
        signals = Signals(read(text, published=day))
        ledger.take(signals.run(), read=Reader.of(signals))
    return ledger


def bearing(**signs: float) -> Bearing:
    passage = Passage(
        at=0, span=Span(0, 1, "x"), words=frozenset(), tokens=frozenset(), people=(), places=(),
        days=(), told=(), lead=True, said=False,
    )  # fmt: skip
    return Bearing(passage, signs, None)


def test_words_of_one_making_have_one_stem() -> None:
    assert stem("vote") == stem("voted") == stem("voters")
    assert stem("withdrawal") == stem("withdrawals")


def test_a_sentence_knows_who_where_and_when() -> None:
    text = "Kenya and Somalia will hold talks in Nairobi on 10 March."
    (passage,) = passages(Signals(read(text, published="2026-03-03")))[-1:]
    day = dt.date(2026, 3, 10)
    assert {p.country for p in passage.people} >= {"KEN", "SOM"}
    assert "Nairobi" in {p.name for p in passage.places}
    assert (day, day) in passage.days
    assert any(t.announced for t in passage.told)


def test_the_best_sentence_decides() -> None:
    table = {"said": (0.0, 0.0, 0.0, 0.0, 6.0), "always": (-3.0,) * len(OUTCOMES)}
    quiet, loud = bearing(always=1.0), bearing(always=1.0, said=1.0)
    assert decide([quiet, quiet], table).outcome is None
    reading = decide([quiet, loud], table)
    assert (reading.outcome, reading.bearing) == ("occurred", loud)
    assert reading.chance > 0.8
    assert decide([], table).outcome is None


def test_what_is_of_another_meeting_settles_nothing() -> None:
    ledger = told(
        ("Japan and South Korea will hold a summit in Seoul on 5 May.", "2026-04-20"),
        ("Japan and South Korea will hold a second summit in Tokyo on 9 June.", "2026-04-22"),
    )
    stands = {str(e.begin): e.status for e in ledger.entries.values()}
    assert stands == {"2026-05-05": "announced", "2026-06-09": "announced"}


def test_an_article_about_others_changes_nothing() -> None:
    ledger = told(
        ("Peru and Chile will hold talks in Lima on 10 March.", "2026-03-03"),
        ("Norway's parliament debated fishing quotas on Wednesday.", "2026-03-11"),
    )
    (entry,) = ledger.entries.values()
    assert entry.status == "announced"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru will ratify the fisheries accord on 10 March.", "the fisheries accord"),
        ("Norway's parliament will vote on the budget on 10 March.", "on the budget"),
    ],
)
def test_an_entry_says_what_it_is_about(text: str, expected: str) -> None:
    signals = list(Signals(read(text, published="2026-03-03")).run())
    assert expected in {about(s) for s in signals}
    assert any(expected in phrase(s) for s in signals)


def test_a_verb_keeps_its_particle() -> None:
    text = "The rebels will lay down their arms on Friday, the army said."
    (announced,) = [
        s for s in Signals(read(text, published="2026-03-03")).run() if s.kind == "announced"
    ]
    assert phrase(announced) == "rebels to lay down their arms"

"""One room alone: the times, places and statements of a text."""

from __future__ import annotations

import datetime as dt

import pytest

import diurna
from diurna import ArticleError, sections

TEXT = (
    '"Tomorrow I will visit Lima," President Ana Soto told Diego Rojas in Bogotá on Monday. '
    "She said talks would begin next week."
)
DAY = "2026-03-05"
LONGEST = 3_000
"""Characters of a section in the test of many: fewer than in a reading, and as many sections."""


def test_times_alone() -> None:
    found = diurna.times(TEXT, DAY)
    assert [TEXT[t.span.start : t.span.end] for t in found] == ["Tomorrow", "Monday", "next week"]
    assert [t.span.text for t in found] == ["Tomorrow", "Monday", "next week"]
    assert [t.begin for t in found] == [dt.date(2026, 3, day) for day in (6, 2, 9)]
    assert diurna.times(TEXT, dt.date(2026, 3, 5)) == found


def test_places_alone() -> None:
    found = diurna.places(TEXT)
    assert [(p.name, p.country) for p in found] == [("Lima", "PE"), ("Bogotá", "CO")]
    assert [TEXT[p.span.start : p.span.end] for p in found] == ["Lima", "Bogotá"]


def test_quotations_alone_have_names() -> None:
    quoted, told = diurna.quotations(TEXT)
    assert (quoted.kind, told.kind) == ("direct", "indirect")
    assert quoted.speaker == told.speaker == "Ana Soto"
    assert (quoted.addressees, quoted.place) == (("Diego Rojas",), "Bogotá")
    assert quoted.spoken.begin is None
    for found in (quoted, told):
        assert all(TEXT[s.start : s.end] == s.text for s in found.content)
    assert diurna.quotations(TEXT, DAY)[0].spoken.begin == dt.date(2026, 3, 2)


def test_an_article_is_read_as_in_its_record() -> None:
    made = diurna.article(TEXT, published=DAY, title="A visit")
    record = diurna.read(made)
    assert diurna.places(made) == list(record.places)
    assert [t.span for t in diurna.times(made)] == [t.span for t in record.times]
    assert [s.content for s in diurna.quotations(made)] == [s.content for s in record.statements]


def test_a_long_text_is_read_in_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "LONGEST", LONGEST)
    text = "\n\n".join([TEXT] * (LONGEST // len(TEXT) + 10))
    found = diurna.quotations(text)
    assert len({s.id for s in found}) == len(found) > LONGEST // len(TEXT)
    assert {s.speaker for s in found} == {"Ana Soto"}
    assert all(text[c.start : c.end] == c.text for s in found for c in s.content)
    assert {p.name for p in diurna.places(text)} == {"Lima", "Bogotá"}


def test_what_is_no_text_is_named() -> None:
    with pytest.raises(ArticleError, match="no publication date"):
        diurna.times(TEXT)
    with pytest.raises(ArticleError, match="not a date: 'soon'"):
        diurna.quotations(TEXT, "soon")
    for ask in (diurna.places, diurna.quotations):
        with pytest.raises(ArticleError, match="empty"):
            ask(" ")

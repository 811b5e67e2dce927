"""The record: JSON in and out, spans that match the text, ids that lead somewhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna import (
    Actor,
    Announcement,
    Article,
    Event,
    Place,
    Plover,
    Quantity,
    Record,
    RecordError,
    Span,
    Spoken,
    Statement,
    TimeSpan,
    json_schema,
)

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
MAYBE = st.none() | DAYS


@st.composite
def records(draw: st.DrawFn) -> Record:
    title, text = draw(TEXT), draw(TEXT)
    full = f"{title}\n{text}"
    published = draw(DAYS | st.datetimes(timezones=st.just(dt.UTC)))
    article = Article(draw(TEXT), title, text, published, draw(st.none() | TEXT))

    def span() -> Span:
        start = draw(st.integers(0, len(full) - 1))
        end = draw(st.integers(start + 1, len(full)))
        return Span(start, end, full[start:end])

    actor = Actor("a1", draw(TEXT), "person", None, "PER", ("GOV",), None, (span(), span()))
    time = TimeSpan("t1", span(), "DATE", "2026", draw(MAYBE), draw(MAYBE), "published", None)
    place = Place("p1", span(), "Lima", 3936456, -12.0, -77.0, "PE", "PPLC")
    said = Statement("s1", "mixed", "a1", span(), (span(),), (), Spoken(draw(MAYBE), None))
    quantity = Quantity("killed", None, 12.0, None, "MORE_THAN", span())
    event = Event(
        "e1", "CONSULT", None, span(), "planned", (), ("a1",), (), draw(MAYBE), draw(MAYBE),
        "t1", "p1", ("s1",), (quantity,), (span(),), Plover("AGREE", None, "X", 2.5), "036", 0.5,
    )  # fmt: skip
    announced = Announcement("n1", "e1", "plan", ("a1",), "s1", draw(MAYBE), draw(MAYBE))
    return Record(article, (actor,), (time,), (place,), (said,), (event,), (announced,))


@given(records())
def test_json_gives_the_record_back(record: Record) -> None:
    record.check()
    assert Record.from_json(record.to_json()) == record
    assert Record.from_json(record.to_dict()) == record


@given(records())
def test_json_fits_the_published_schema(record: Record) -> None:
    jsonschema.validate(json.loads(record.to_json()), json_schema())


def small() -> Record:
    article = Article("x", "Title", "Ana spoke.", dt.date(2026, 1, 2))
    actor = Actor("a1", "Ana", "person", mentions=(Span(6, 9, "Ana"),))
    return Record(article, (actor,))


@pytest.mark.parametrize(
    "sentences", [[[0, 5], [4, 9]], [[6, 99]], [[3, 3]], [[6, 9], [0, 5]], [[-1, 4]]]
)
def test_sentences_lie_in_the_text_in_order(sentences: list[list[int]]) -> None:
    with pytest.raises(RecordError, match="sentences"):
        Record.from_json(small().to_dict() | {"sentences": sentences})
    assert Record.from_json(small().to_dict() | {"sentences": [[0, 5], [6, 16]]}).sentences


def test_a_record_from_before_the_sentences_were_kept_is_read() -> None:
    data = small().to_dict()
    del data["sentences"]
    assert Record.from_json(data).sentences == ()


def test_a_span_that_misses_its_words_is_refused() -> None:
    data = small().to_dict()
    data["actors"][0]["mentions"][0]["start"] = 5
    with pytest.raises(RecordError, match="a1: span 5:9 is not 'Ana'"):
        Record.from_json(data)


def test_a_span_outside_the_text_is_refused() -> None:
    data = small().to_dict()
    data["actors"][0]["mentions"][0]["end"] = 99
    with pytest.raises(RecordError, match="lies outside the text"):
        Record.from_json(data)


def test_an_id_that_nothing_bears_is_refused() -> None:
    data = small().to_dict()
    said = Statement("s1", "direct", "a9", None, (Span(6, 9, "Ana"),))
    data["statements"] = [dataclasses.asdict(said)]
    with pytest.raises(RecordError, match="s1: refers to a9"):
        Record.from_json(data)


def test_two_entries_with_one_id_are_refused() -> None:
    data = small().to_dict()
    data["actors"] *= 2
    with pytest.raises(RecordError, match="a1: two entries"):
        Record.from_json(data)


def test_a_wrong_field_is_named() -> None:
    data = small().to_dict()
    data["actors"][0]["kind"] = "planet"
    with pytest.raises(RecordError, match=r"actors\.0\.kind"):
        Record.from_json(data)


def test_records_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        small().actors = ()  # type: ignore[misc]


def test_a_notebook_shows_the_text_escaped() -> None:
    article = Article("x", "<script>", "a & b", dt.date(2026, 1, 2))
    html = Record(article)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a &amp; b" in html

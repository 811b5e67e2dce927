"""The record: JSON in and out, spans that match the text, ids that lead somewhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna import (
    Actor,
    Announcement,
    Article,
    Change,
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
from diurna.record import Channel

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


SCHEMA = jsonschema.Draft202012Validator(json_schema())


def test_the_published_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@given(records())
def test_json_fits_the_published_schema(record: Record) -> None:
    SCHEMA.validate(json.loads(record.to_json()))


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


def whole() -> Record:
    """A record with one entry in every list, and every field that rests on words or leads on."""
    article = Article("x", "Title", "Ana spoke.", dt.date(2026, 1, 2))
    ana = Span(6, 9, "Ana")
    time = TimeSpan("t1", ana, "DATE", "2026", anchor="e1")
    said = Statement(
        "s2", "mixed", "a1", ana, (ana,), ("a1",), within="s1", source=ana,
        channel=Channel("press", ana), place="p1",
    )  # fmt: skip
    first = Statement("s1", "mixed", None, None, (ana,))
    number = Quantity("killed", 2.0, 2.0, 2.0, None, ana, according_to="s1")
    event = Event(
        "e1", "CONSULT", None, ana, "planned", (), ("a1",), ("a1",), None, None, "t1", "p1",
        ("s1", "a1"), (number,), (ana,),
    )  # fmt: skip
    return Record(
        article,
        (Actor("a1", "Ana", "person", mentions=(ana,)),),
        (time,),
        (Place("p1", ana, "Lima"),),
        (first, said),
        (event,),
        (Announcement("n1", "e1", "plan", ("a1",), "s1", unless="e1"),),
        (Change("c1", "e1", "denied", ana, ("a1",), "s1", place="p1"),),
    )


def _leaves(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the way to every span and every id that leads somewhere."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            return [way]
        return [w for key, part in value.items() for w in _leaves(part, (*way, key))]
    if isinstance(value, list):
        return [w for n, part in enumerate(value) for w in _leaves(part, (*way, n))]
    links = isinstance(value, str) and value in ("a1", "t1", "p1", "s1", "s2", "e1")
    return [way] if links and way[-1] != "id" else []


WAYS = [way for name, part in whole().to_dict().items() if name != "article"
        for way in _leaves(part, (name,))]  # fmt: skip


def _changed(way: tuple[str | int, ...], change: Callable[[Any], Any]) -> dict[str, Any]:
    data = whole().to_dict()
    at: Any = data
    for key in way[:-1]:
        at = at[key]
    at[way[-1]] = change(at[way[-1]])
    return data


def test_every_span_and_id_is_looked_at() -> None:
    whole().check()
    assert Record.from_json(whole().to_dict()) == whole()
    assert len(WAYS) >= 30
    names = {".".join(str(k) for k in way if isinstance(k, str)) for way in WAYS}
    assert names >= {
        "statements.source", "statements.channel.span", "statements.place", "changes.span",
        "events.quantities.according_to", "events.quantities.span", "changes.place",
    }  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: ".".join(map(str, way)))
def test_a_wrong_span_or_id_anywhere_is_refused(way: tuple[str | int, ...]) -> None:
    owner = whole().to_dict()[str(way[0])][way[1]]["id"]

    def off(value: Any) -> Any:
        return value | {"start": value["start"] - 1} if isinstance(value, dict) else "x9"

    def elsewhere(value: Any) -> Any:
        return value | {"end": 99} if isinstance(value, dict) else "c1"

    for change in (off, elsewhere):
        with pytest.raises(RecordError, match=f"^{owner}: "):
            Record.from_json(_changed(way, change))


def test_what_leads_to_itself_is_refused() -> None:
    with pytest.raises(RecordError, match="s2: refers to s2"):
        Record.from_json(_changed(("statements", 1, "within"), lambda _: "s2"))


def _nested() -> list[Any]:
    made: list[Any] = []
    for _ in range(100_000):
        made = [made]
    return made


@pytest.mark.parametrize(
    "data",
    [
        "", "[]", "17", "null", b"\xff", "{" * 100_000, '{"a":' * 100_000,
        '{"article": {"id": "\\ud83d"}}', '{"article": {"id": "\ud83d"}}',
        '{"x": ' + "1" * 5000 + "}", "NaN", None, 5, [], {}, {"article": None},
        {"article": {"id": 1, "title": [], "text": {}, "published": "0001-13-99"}},
        small().to_dict() | {"actors": _nested()},
        small().to_dict() | {"article": small().to_dict()["article"] | {"title": "\ud83d"}},
        small().to_dict() | {"schema": "diurna.record/3"},
    ],
    ids=lambda data: type(data).__name__,
)  # fmt: skip
def test_hostile_json_is_refused_in_one_way(data: Any) -> None:
    with pytest.raises(RecordError):
        Record.from_json(data)


CODED = [
    ("verb meet", ("meet", False, "verb:meet")),
    ("verb blow up; planned by 'will'", ("blow", False, "verb:blow up")),
    ("verb slam, model 0.52; denied by 'deny'", ("slam", False, "verb:slam:model")),
    ("verb call, a person", ("call", False, "verb:call:a person")),
    ("verb visit, due", ("visit", False, "verb:visit:due")),
    ("noun peace talks", ("talks", True, "noun:peace talks")),
    ("noun air-strike; negated by 'no'", ("air-strike", True, "noun:air-strike")),
    ("noun crackdown, model 0.80", ("crackdown", True, "noun:crackdown:model")),
    ("adjective ready", ("ready", False, "adjective:ready")),
    ("modal must", ("ana", False, "modal:must")),
    ("", ("ana", False, "")),
    ("told by hand", ("ana", False, "")),
]


def first_schema(why: object) -> dict[str, Any]:
    """Return a record's JSON as it was before an event had a lemma and a rule."""
    data = whole().to_dict()
    (event,) = data["events"]
    data["events"] = [{k: v for k, v in event.items() if k not in ("lemma", "nominal", "rule")}]
    data["events"][0]["why"] = why
    return data | {"schema": "diurna.record/1"}


@pytest.mark.parametrize(("why", "told"), CODED)
def test_a_record_of_the_schema_before_becomes_one_of_this(
    why: str, told: tuple[str, bool, str]
) -> None:
    data = first_schema(why)
    record = Record.from_json(data)
    (event,) = record.events
    assert (event.lemma, event.nominal, event.rule) == told
    assert event.why == why
    assert record.schema == "diurna.record/2"
    text = json.dumps(data)
    assert Record.from_json(text) == Record.from_json(text.encode()) == record
    assert Record.from_json(record.to_json()) == record
    SCHEMA.validate(record.to_dict())
    made = record.to_dict()
    del made["events"][0]["lemma"], made["events"][0]["nominal"], made["events"][0]["rule"]
    assert made == data | {"schema": "diurna.record/2"}
    assert first_schema(why) == data  # what was given is left as it was


def test_what_names_no_schema_is_read_as_the_first() -> None:
    data = first_schema("noun peace talks")
    del data["schema"]
    assert Record.from_json(data).events[0].lemma == "talks"


@pytest.mark.parametrize("schema", ["diurna.record/3", "", None, 2, ["diurna.record/1"], "x" * 999])
def test_any_other_schema_is_refused_and_both_are_named(schema: object) -> None:
    data = small().to_dict() | {"schema": schema}
    for given_as in (data, json.dumps(data)):
        with pytest.raises(RecordError, match=r"^schema: .*record/2 and diurna\.record/1$") as told:
            Record.from_json(given_as)
        assert len(str(told.value)) < 120


@pytest.mark.parametrize(
    "events", [None, 5, "e1", {}, [None], [[]], ["e1"], [{}], [{"why": []}], [{"trigger": 1}],
               [{"why": "noun ", "trigger": {}}], [{"why": "; ", "trigger": {"text": []}}]],
)  # fmt: skip
def test_a_broken_record_of_the_schema_before_is_refused(events: object) -> None:
    with pytest.raises(RecordError, match=r"^events"):
        Record.from_json(first_schema("verb meet") | {"events": events})
    with pytest.raises(RecordError, match=r"^events\.0\.why"):
        Record.from_json(first_schema(5))


def test_the_published_schema_is_of_the_version() -> None:
    assert json_schema()["$id"] == "urn:diurna:record:2"
    assert json_schema()["properties"]["schema"]["const"] == small().schema == "diurna.record/2"
    assert {"lemma", "nominal", "rule", "why"} <= set(json_schema()["$defs"]["Event"]["properties"])


def test_where_an_article_came_from_is_not_part_of_it() -> None:
    told = dataclasses.replace(small().article, origin="news.jsonl:3")
    assert told == small().article
    assert hash(told) == hash(small().article)
    assert Record(told).to_dict()["article"] == small().to_dict()["article"]
    assert "origin" not in json_schema()["$defs"]["Article"]["properties"]
    assert "origin" not in repr(told)


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
    show = vars(Record)["_repr_html_"]  # what a notebook looks for
    html = show(Record(article))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a &amp; b" in html

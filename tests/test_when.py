"""The grammar of time: every rule's examples, false alarms, clocks."""

from __future__ import annotations

import cProfile
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna import Record
from diurna.language import Reading
from diurna.language.words import tokenize
from diurna.when import find, resolve
from diurna.when.constructors import CONSTRUCTORS
from diurna.when.detect import find_all
from diurna.when.grammar import grammar
from diurna.when.intervals import Interval, easter, month, part, shift_months, week_value
from diurna.when.joins import MAKERS

FRIDAY = dt.date(2025, 10, 17)
EXAMPLES = [
    (rule.name, example) for rule in (*grammar(), *grammar().joins) for example in rule.examples
]


def flat(text: str) -> Reading:
    """A reading without a model: every word hangs on the verb, told by its form."""
    words = [text[a:b] for a, b in tokenize(text)]
    past = [i for i, w in enumerate(words) if w in ("fell", "said", "left", "broke")]
    ahead = [i + 1 for i, w in enumerate(words) if w == "will"]
    root = (past + ahead + [0])[0]
    rows = []
    for i, word in enumerate(words):
        if i == root:
            feats = "Tense=Past|VerbForm=Fin" if i in past else "VerbForm=Inf"
            rows.append((word, word, "VERB" if past or ahead else "NOUN", feats, "0", "root"))
        elif word == "will":
            rows.append((word, word, "AUX", "_", str(root + 1), "aux"))
        else:
            kind = "PROPN" if word[0].isupper() else "NOUN"
            rows.append((word, word, kind, "_", str(root + 1), "obl"))
    made = Reading.of(rows)
    offsets = tokenize(text)
    return Reading(
        text, made.words, tuple(a for a, _ in offsets), tuple(b for _, b in offsets), made.lemmas,
        made.upos, made.feats, made.heads, made.relations, made.sentences,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{name}: {e[0]}" for name, e in EXAMPLES]
)
def test_every_example_of_every_rule(rule: str, example: tuple[str, str, str, str]) -> None:
    text, value, begin, end = example
    reading = flat(text)
    found = find_all(reading)
    times, _ = resolve(reading, found, FRIDAY)
    read = {
        (name, t.value, str(t.begin or ""), str(t.end or ""))
        for f, t in zip(found, times, strict=True)
        for name in f.parts
    }
    assert (rule, value, begin, end) in read


MISSES = [(rule.name, text) for rule in grammar() for text in rule.misses]


@pytest.mark.parametrize(("rule", "text"), MISSES, ids=[f"{n}: {t}" for n, t in MISSES])
def test_no_rule_reads_its_near_misses(rule: str, text: str) -> None:
    assert rule not in {name for f in find_all(flat(text)) for name in f.parts}


def test_every_rule_has_an_example_and_a_constructor() -> None:
    for rule in grammar():
        assert rule.examples, rule.name
        assert rule.make in CONSTRUCTORS, rule.name
    for join in grammar().joins:
        assert join.examples, join.name
        assert join.make in MAKERS, join.name


@pytest.mark.parametrize(
    "text",
    [
        "They may leave.",
        "He lost $2,000 and 2,000 troops.",
        "The second man left.",
        "a march on the capital",
        "It sold 1,998 cars.",
        "a 24-year-old man",
        "They fall and spring back.",
        "She told the Sunday Times that she left.",
        "They saw it on Fox & Friends Weekend and left.",
        "He was interviewed on 60 Minutes and left.",
        "The March on Washington drew thousands.",
        "The Good Friday Agreement held.",
        "The video lasted 04:26 and ended.",
        "Winter Storm Jonas hit the coast.",
        "Theresa May met April Ryan.",
        "She moved into 1850 Maple Grove Avenue.",
    ],
)
def test_no_false_alarms(reading_of: Callable[[str], Reading], text: str) -> None:
    assert [f.rule.name for f in find(reading_of(text))] == []


def test_the_clause_chooses_the_direction(record_of: Callable[..., Record]) -> None:
    past = record_of("The minister met them on Tuesday.").times[0]
    ahead = record_of("The minister will meet them on Tuesday.").times[0]
    assert past.begin == dt.date(2025, 10, 14)
    assert ahead.begin == dt.date(2025, 10, 21)


def test_a_quotation_has_its_own_clock(record_of: Callable[..., Record]) -> None:
    record = record_of('"We will vote tomorrow," President Ana Soto said on Wednesday.')
    tomorrow = next(t for t in record.times if t.span.text == "tomorrow")
    assert tomorrow.begin == dt.date(2025, 10, 16)
    assert tomorrow.anchor == "utterance"


def test_a_day_before_counts_from_its_event(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "President Ana Soto will meet Prime Minister Jan Nowak on Monday. "
        "Ministers signed the deal two days before Soto's meeting with Nowak."
    )
    before = next(t for t in record.times if t.span.text == "two days")
    assert before.begin == dt.date(2025, 10, 18)
    assert before.anchor == next(e.id for e in record.events if e.type == "CONSULT")


def test_calendar_arithmetic() -> None:
    assert shift_months(dt.date(2024, 3, 31), -1) == dt.date(2024, 2, 29)
    assert month(2023, 2) == Interval(dt.date(2023, 2, 1), dt.date(2023, 2, 28))
    assert week_value(dt.date(2025, 12, 29)) == "2026-W01"
    assert easter(2026) == dt.date(2026, 4, 5)
    assert part(month(2025, 6), "END") == Interval(dt.date(2025, 6, 21), dt.date(2025, 6, 30))


@given(st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1)), st.integers(-500, 500))
def test_months_there_and_back_stay_in_the_month(day: dt.date, count: int) -> None:
    there = shift_months(day, count)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == count


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "of",
                "a",
                "two",
                "19",
                "October",
                "-",
                "to",
                ",",
                "May",
                "next",
                "last",
                "week",
                "2025",
                "(",
                ")",
                "end",
            ]
        ),
        max_size=60,
    )
)
def test_any_jumble_is_read(words: list[str]) -> None:
    reading = flat(" ".join(words)) if words else None
    if reading and len(reading):
        times, _ = resolve(reading, find(reading), FRIDAY)
        for item in times:
            if item.begin and item.end:
                assert item.begin <= item.end


def test_work_grows_with_the_text_and_not_faster() -> None:
    def calls(repeats: int) -> int:
        hostile = "the end of the end of " * 12 + "October to May to " * 12
        parts = [flat(hostile) for _ in range(repeats)]
        rows: list[tuple[str, ...]] = []
        for made in parts:
            for i, word in enumerate(made.words):
                head, relation = ("0", "root") if i == 0 else ("1", "obl")
                rows.append((word, word, "NOUN", "_", head, relation))
            rows.append(())
        reading = Reading.of(rows)
        profile = cProfile.Profile()
        profile.runcall(find, reading)
        return int(sum(entry.callcount for entry in profile.getstats()))

    calls(1)
    assert calls(40) < 12 * calls(4)


HOSTILE = {
    "months": "May ",
    "ranges": "Monday to ",
    "lengths": "two years and ",
    "parts": "the end of the first week of ",
    "years": "1990-1991 - ",
    "clocks": "10:30 p.m. on Friday at ",
    "numbers": "1 1 1 1 years ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_one_endless_sentence_costs_no_more_than_its_length(unit: str) -> None:
    def calls(repeats: int) -> int:
        made = flat(unit * repeats)
        chain = tuple(range(-1, len(made) - 1))
        reading = Reading(
            made.text, made.words, made.starts, made.ends, made.lemmas, made.upos, made.feats,
            chain, made.relations, made.sentences,
        )  # fmt: skip
        profile = cProfile.Profile()
        profile.runcall(find, reading)
        return int(sum(entry.callcount for entry in profile.getstats()))

    calls(1)
    assert calls(400) < 2.4 * calls(200)


def test_an_endless_word_is_read_in_time_that_grows_with_it() -> None:
    for text in ("1" * 50_000 + " years", "two" + " " * 50_000 + "weeks", "1990-" * 10_000):
        assert len(find(flat(text))) <= 1

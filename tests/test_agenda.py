"""The agenda: what articles say of plans, how it is joined, and what becomes of an entry."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from diurna import ArchiveError, Record, article, read, read_many
from diurna.agenda.ledger import Ledger
from diurna.agenda.match import days_apart, same_place
from diurna.agenda.parties import Party, agree
from diurna.agenda.signals import Signals, Where, sentence, signals
from diurna.archive import Archive, Filter
from diurna.archive.check import rebuild
from diurna.cli import main
from diurna.record import Span

STORY = [
    ("2026-03-02", "President Soto of Peru will meet Prime Minister Alvarez of Chile in Lima on "
     "12 March, the Peruvian government said on Monday."),
    ("2026-03-05", "The talks between Soto and Alvarez have been moved from Lima to Arequipa."),
    ("2026-03-08", "The meeting between President Soto of Peru and Prime Minister Alvarez was "
     "postponed until 20 March."),
    ("2026-03-21", "Soto and Alvarez met in Arequipa on Friday."),
    ("2026-04-21", "Soto and Alvarez will meet again in Santiago on 5 May."),
]  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def kept(*told: tuple[str, str]) -> Ledger:
    """Keep an agenda from short texts."""
    ledger = Ledger()
    for published, text in told:
        ledger.take(signals(read(text, published=published)))
    return ledger


def only(ledger: Ledger) -> tuple[str, str | None, str | None]:
    """Return how the single entry stands."""
    (entry,) = ledger.entries.values()
    begin, end = (str(d) if d else None for d in (entry.begin, entry.end))
    return entry.status, begin, end


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(read_many(article(t, published=d, source="Wire") for d, t in STORY))


@pytest.fixture(scope="module")
def store(records: list[Record]) -> Archive:
    made = Archive(":memory:")
    made.add(records, "test")
    return made


def changes(text: str, published: str = "2026-03-05") -> list[tuple[Any, ...]]:
    record = read(text, published=published)
    return [(c.kind, str(c.begin), str(c.end)) for c in record.changes]


@pytest.mark.parametrize(
    ("text", "kind", "begin"),
    [
        ("The summit between Peru and Chile has been postponed until March 20.",
         "rescheduled", "2026-03-20"),
        ("Elections scheduled for 12 April have been delayed indefinitely, the commission said.",
         "postponed", "None"),
        ("The meeting between President Soto and Prime Minister Alvarez, planned for Tuesday, was "
         "called off.", "cancelled", "None"),
        ("The talks between Peru and Chile were moved from Lima to Santiago, officials said.",
         "relocated", "None"),
        ("The talks between Peru and Chile, due on Monday, have been moved to 12 March.",
         "rescheduled", "2026-03-12"),
        ("Alvarez proposed moving the talks to Geneva.", "proposed", "None"),
        ("The meeting will go ahead on Tuesday despite the storm, organisers said.",
         "confirmed", "2026-03-10"),
        ("The Foreign Ministry denied that any meeting with Alvarez was planned.",
         "denied", "None"),
        ("The summit between Peru and Chile did not take place.", "not held", "None"),
        ("Talks between Peru and Chile due to take place in Geneva on Monday will instead be held "
         "in Vienna.", "relocated", "None"),
    ],
)  # fmt: skip
def test_what_an_article_says_of_a_plan(text: str, kind: str, begin: str) -> None:
    told = changes(text)
    assert [(k, b) for k, b, _ in told] == [(kind, begin)]


def test_the_old_days_of_what_moves_are_kept() -> None:
    record = read("The march, set for Saturday, was brought forward to 5 March.",
                  published="2026-03-02")  # fmt: skip
    (change,) = record.changes
    assert (change.was_begin, change.begin) == (day("2026-03-07"), day("2026-03-05"))


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile should hold talks before the summer.",
        "Soto wants to meet Alvarez next week.",
        "If tempers cool, Soto could meet Alvarez on Tuesday.",
        "Soto did not say when she will meet Alvarez.",
        "Will Soto meet Alvarez on Tuesday?",
        "In 1994 Peru and Chile signed a truce in Lima.",
    ],
)
def test_what_nobody_committed_to_does_not_enter(text: str) -> None:
    assert not kept(("2026-03-02", text)).entries


_TALKS = ("2026-05-04", "Peru and Chile will hold talks on fishing rights in Arica on 18 May, the "
          "Peruvian foreign ministry said on Monday.")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The talks between Peru and Chile are off, the Peruvian foreign minister said.",
         ("cancelled", "2026-05-18", "2026-05-18")),
        ("Peru scrapped the talks with Chile scheduled for 18 May.",
         ("cancelled", "2026-05-18", "2026-05-18")),
        ("The talks with Chile have been shelved for now, the Peruvian foreign ministry said.",
         ("postponed", "2026-05-14", None)),
        ("Peru and Chile will now meet on 25 May, a week later than planned, for talks on fishing "
         "rights.", ("rescheduled", "2026-05-25", "2026-05-25")),
        ("The new date for the talks between Peru and Chile is 25 May, officials said.",
         ("rescheduled", "2026-05-25", "2026-05-25")),
        ("The talks between Peru and Chile, originally planned for 18 May, will now take place on "
         "25 May.", ("rescheduled", "2026-05-25", "2026-05-25")),
        ("The fishing talks between Peru and Chile will take place in Tacna rather than in Arica, "
         "officials said.", ("relocated", "2026-05-18", "2026-05-18")),
        ("Chilean negotiators failed to show up for Monday's talks with Peru in Arica.",
         ("cancelled", "2026-05-18", "2026-05-18")),
        ("Will the talks between Peru and Chile be cancelled? Fishermen fear so.",
         ("announced", "2026-05-18", "2026-05-18")),
        ("A spokesman declined to say whether the talks with Chile would be postponed.",
         ("announced", "2026-05-18", "2026-05-18")),
    ],
)  # fmt: skip
def test_what_becomes_of_a_plan(text: str, stands: tuple[str, str, str | None]) -> None:
    later = "2026-05-19" if "failed" in text else "2026-05-14"
    assert only(kept(_TALKS, (later, text))) == stands


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Peru's foreign minister is to travel to Santiago on 18 May, officials said.",
         "2026-05-18", "2026-05-18"),
        ("A meeting between Peru and Chile has been set for 18 May.", "2026-05-18", "2026-05-18"),
        ("Chilean students announced a march on parliament for Saturday.",
         "2026-05-09", "2026-05-09"),
        ("Opposition parties in Chile have called for a mass protest in Santiago on Saturday.",
         "2026-05-09", "2026-05-09"),
        ("General Omar Diop gave the rebels until Friday to lay down their arms.",
         "2026-05-04", "2026-05-08"),
        ("Peru will impose a tariff on Chilean steel starting 1 June, the government said.",
         "2026-06-01", "2026-06-01"),
        ("Chile agreed on Monday to release the seized trawler on 12 May.",
         "2026-05-12", "2026-05-12"),
    ],
)  # fmt: skip
def test_ways_of_announcing(text: str, begin: str, end: str) -> None:
    assert only(kept(("2026-05-04", text)))[1:] == (begin, end)


def test_one_more_of_the_same_is_an_entry_of_its_own() -> None:
    ledger = kept(
        ("2026-04-27", "Nurses in Chile will go on strike on 8 May, their union said on Monday. "
         "A second strike is planned for 22 May."),
        ("2026-05-09", "Nurses in Chile went on strike on Friday."),
    )  # fmt: skip
    assert [(e.status, str(e.begin)) for e in ledger.entries.values()] == [
        ("occurred", "2026-05-08"), ("announced", "2026-05-22"),
    ]  # fmt: skip


def test_two_states_elections_on_a_day_are_two_entries() -> None:
    ledger = kept(
        ("2026-05-04", "The government of Peru has called elections for 5 July."),
        ("2026-05-05", "The government of Chile has called elections for 5 July."),
    )
    assert len(ledger.entries) == 2


def test_what_is_only_named_settles_nothing() -> None:
    told = ("2026-05-14", "The deal will cost Chile dearly, its opposition said.")
    announced = ("2026-05-04", "Peru and Chile will sign a deal on fishing in Arica on 18 May.")
    assert only(kept(announced, told))[0] == "announced"


def test_both_halves_of_an_ultimatum_are_linked() -> None:
    text = "Unless the rebels release the hostages by Friday, we will bomb their camps, General Omar Diop said."  # noqa: E501
    demand, threat = kept(("2026-03-02", text)).entries.values()
    assert (demand.begin, demand.end) == (day("2026-03-02"), day("2026-03-06"))
    assert (threat.begin, threat.end, threat.unless) == (day("2026-03-07"), None, demand.uid)


def test_a_story_is_one_entry_with_its_history(store: Archive) -> None:
    rows = store.agenda(Filter(as_of=day("2026-05-01")))
    assert [(r["status"], r["place"]) for r in rows] == [
        ("announced", "Santiago"), ("occurred", "Arequipa"),
    ]  # fmt: skip
    _, steps = store.entry(rows[1]["entry"], day("2026-05-01"))
    assert [s["said"] for s in steps] == ["announced", "relocated", "rescheduled", "occurred"]
    for step in steps:
        assert step["cue"] in step["evidence"]


@pytest.mark.parametrize(
    ("as_of", "status", "begin", "place"),
    [
        ("2026-03-02", "announced", "2026-03-12", "Lima"),
        ("2026-03-05", "relocated", "2026-03-12", "Arequipa"),
        ("2026-03-08", "rescheduled", "2026-03-20", "Arequipa"),
        ("2026-03-20", "rescheduled", "2026-03-20", "Arequipa"),
        ("2026-03-21", "occurred", "2026-03-20", "Arequipa"),
    ],
)
def test_as_of_a_day_nothing_later_shows(
    store: Archive, as_of: str, status: str, begin: str, place: str
) -> None:
    (row,) = store.agenda(Filter(as_of=day(as_of)))
    assert (row["status"], str(row["begin"]), row["place"]) == (status, begin, place)
    assert all(s["as_of"] <= day(as_of) for s in store.history(row["entry"], day(as_of)))


def test_before_anything_was_known_the_agenda_is_empty(store: Archive) -> None:
    assert not store.agenda(Filter(as_of=day("2026-03-01")))
    with pytest.raises(ArchiveError, match="no such entry"):
        store.entry(1, day("2026-03-01"))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_adding_does_not_matter(records: list[Record], seed: int) -> None:
    shuffled = records[:]
    random.Random(seed).shuffle(shuffled)
    states = []
    for batch in (records, shuffled):
        with Archive(":memory:") as made:
            for record in batch:
                made.add([record], "test")
                made.settle()
            rows = made.agenda(Filter(as_of=day("2026-06-01")))
            states.append((rows, [made.history(r["entry"]) for r in rows], made.events()))
    assert states[0] == states[1]


SAID = [
    ("2026-03-02", "Peru invited Prime Minister Alvarez of Chile to Lima on 12 March."),
    ("2026-03-02", "President Soto said Chile must release the sailors by Friday."),
    ("2026-03-03", "The army blew up a bridge near Arequipa on Monday, and its air strikes killed "
     "two soldiers. Peace talks are due to begin on 20 March. Soto is due in Santiago on 5 May."),
    ("2026-03-04", "Parliament of Peru rejected the deal. Soto is ready to negotiate with Chile."),
]  # fmt: skip


@pytest.fixture(scope="module")
def coded(records: list[Record]) -> list[Record]:
    """Records whose events verbs, phrases, nouns, adjectives and modals tell."""
    return [*records, *read_many(article(t, published=d, source="Wire") for d, t in SAID)]


def first_schema(record: Record) -> str:
    """Return a record's JSON as it was before an event had a lemma and a rule."""
    data = record.to_dict() | {"schema": "diurna.record/1"}
    for event in data["events"]:
        del event["lemma"], event["nominal"], event["rule"]
    return json.dumps(data)


def test_a_record_of_the_schema_before_gives_the_same_signals(coded: list[Record]) -> None:
    parts = set()
    for record in coded:
        before = Record.from_json(first_schema(record))
        assert before == record
        assert signals(before) == signals(record)
        assert Signals(before).mentions() == Signals(record).mentions()
        parts |= {event.rule.split(":")[0] for event in before.events}
    assert parts >= {"verb", "noun", "modal"}


def test_what_an_event_is_called_is_told_apart_from_why(coded: list[Record]) -> None:
    for record in coded:
        mute = dataclasses.replace(
            record,
            events=tuple(dataclasses.replace(e, why="told otherwise") for e in record.events),
        )
        assert signals(mute) == signals(record)


def test_an_archive_of_the_schema_before_works_in_the_same(
    coded: list[Record], tmp_path: Path
) -> None:
    states = []
    for name in ("now", "before"):
        path = tmp_path / f"{name}.duckdb"
        store = Archive(path)
        store.add(coded, "test")
        if name == "before":
            with duckdb.connect(str(path)) as db:
                for seq, text in db.execute("SELECT seq, record FROM records").fetchall():
                    earlier = first_schema(Record.from_json(text))
                    db.execute("UPDATE records SET record = ? WHERE seq = ?", [earlier, seq])
        rows = store.agenda(Filter(as_of=day("2026-06-01")))
        states.append((rows, [store.history(r["entry"]) for r in rows], store.events()))
        assert not store.aside
    assert states[0] == states[1]
    assert states[0][0]
    rebuild(tmp_path / "before.duckdb")
    with duckdb.connect(str(tmp_path / "before.duckdb")) as db:
        texts = [
            text for (text,) in db.execute("SELECT record FROM records ORDER BY seq").fetchall()
        ]
    assert texts == [record.to_json() for record in coded]


def test_an_entry_lapses_after_the_grace_and_may_come_late() -> None:
    told = [
        ("2026-05-01", "Ethiopia will withdraw its troops from Badme by 15 May, its defence "
         "minister said."),
        ("2026-06-03", "Ethiopia withdrew its troops from Badme on Tuesday."),
    ]  # fmt: skip
    with Archive(":memory:") as made:
        made.add(read_many(article(t, published=d) for d, t in told), "test")
        stands = {
            d: made.agenda(Filter(as_of=day(d)))[0]
            for d in ("2026-05-20", "2026-05-22", "2026-05-23", "2026-06-03")
        }
    assert [r["status"] for r in stands.values()] == [
        "announced", "announced", "lapsed", "occurred",
    ]  # fmt: skip
    assert stands["2026-05-20"]["standing"] == "overdue"
    assert stands["2026-06-03"]["late"]


def test_two_meetings_of_the_same_people_are_two() -> None:
    ledger = kept(
        ("2026-04-01", "Japan and South Korea will hold a summit in Seoul on 15 April."),
        ("2026-04-10", "Japan and South Korea will hold a summit in Tokyo on 27 May."),
        ("2026-04-16", "The leaders of Japan and South Korea met in Seoul on Wednesday."),
    )
    stands = [(e.status, str(e.begin)) for e in ledger.entries.values()]
    assert stands == [("occurred", "2026-04-15"), ("announced", "2026-05-27")]


def test_what_is_put_off_without_a_day_waits_for_one() -> None:
    first = ("2026-01-12", "Colombian President Lucia Mejia will visit Quito on 22 January.")
    off = ("2026-01-20", "President Mejia postponed her visit to Quito.")
    assert only(kept(first, off)) == ("postponed", "2026-01-20", None)
    again = ("2026-02-16", "Mejia will visit Quito on 2 March.")
    assert only(kept(first, off, again)) == ("rescheduled", "2026-03-02", "2026-03-02")


def test_a_proposal_to_move_changes_nothing() -> None:
    ledger = kept(
        ("2026-05-18", "Egypt and Sudan will hold talks in Cairo on 1 June."),
        ("2026-05-22", "Sudan proposed moving the talks with Egypt to Khartoum."),
    )
    assert only(ledger) == ("announced", "2026-06-01", "2026-06-01")


def test_nobody_by_name_does_not_undo_what_is_announced() -> None:
    ledger = kept(
        ("2026-05-18", "Egypt and Sudan will hold talks in Cairo on 1 June."),
        ("2026-05-22", "The talks between Egypt and Sudan have been cancelled, sources said."),
    )
    assert only(ledger) == ("announced", "2026-06-01", "2026-06-01")
    (entry,) = ledger.entries.values()
    assert [s.applied for s in entry.history] == [True, False]
    assert "nobody" in entry.history[-1].why


def test_parties_agree_by_entity_name_or_state() -> None:
    russia = Party("Russia", "country:RUS", "RUS", state=True)
    putin = Party("Putin", "person:vladimir-putin", "RUS", leads=True)
    chile = Party("Chile", "country:CHL", "CHL", state=True)
    assert agree([russia], [putin]).share == pytest.approx(0.6)
    assert agree([russia, chile], [putin, chile]).both
    assert agree([russia], [chile]).share == 0
    assert agree([], [chile]).share is None


@given(*[st.dates(day("2020-01-01"), day("2030-01-01")) for _ in range(4)])
@settings(max_examples=60)
def test_days_apart_is_the_gap_of_two_windows(
    a: dt.date, b: dt.date, c: dt.date, d: dt.date
) -> None:
    first, second = tuple(sorted((a, b))), tuple(sorted((c, d)))
    apart = days_apart((first[0], first[1]), (second[0], second[1]))
    assert apart == -days_apart((second[0], second[1]), (first[0], first[1]))
    assert (apart == 0) == (first[0] <= second[1] and second[0] <= first[1])


def test_places_are_the_same_within_or_other() -> None:
    lima, peru = Where("Lima", "PE", "city"), Where("Peru", "PE", "country")
    assert same_place(lima, lima) == "same"
    assert same_place(lima, peru) == "within"
    assert same_place(lima, Where("Quito", "EC", "city")) == "other"
    assert same_place(lima, None) == "unknown"


def test_the_sentence_around_words() -> None:
    text = "Title\nFirst one. It was called off! Then more."
    start = text.index("called off")
    assert sentence(text, Span(start, start + 10, "called off")).text == "It was called off!"


def test_the_sentence_around_words_is_the_models_where_the_record_has_it() -> None:
    text = "Title\nThe visit to the U.S. Navy base was called off. Then more."
    start = text.index("called off")
    span = Span(start, start + 10, "called off")
    bounds = ((0, 5), (6, text.index(" Then")), (text.index("Then"), len(text)))
    whole = "The visit to the U.S. Navy base was called off."
    assert sentence(text, span, bounds).text == whole
    both = Span(start, len(text), text[start:])
    assert sentence(text, both, bounds).text == f"{whole} Then more."
    assert sentence(text, span).text != ""


def test_evidence_is_whole_sentences(record_of: Callable[..., Record]) -> None:
    told = "The talks between the U.S. Navy and the U.N. Security Council were postponed to Monday."
    record = record_of(f"Envoy Tom Bray flew home. {told} Rain fell.")
    assert {s.evidence.text for s in signals(record)} == {told}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> Path:
    made = tmp_path_factory.mktemp("agenda") / "a.duckdb"
    with Archive(made) as store:
        store.add(records, "test")
        store.settle()
    return made


def ask(path: Path, *arguments: str) -> str:
    result = CliRunner(env={"COLUMNS": "220"}).invoke(
        main, [*arguments, "--archive", str(path)], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_agenda_as_json_has_the_agreed_form(path: Path) -> None:
    rows = json.loads(ask(path, "agenda", "--as-of", "2026-03-08", "--format", "json"))
    entry = rows[0]
    assert {"id", "what", "type", "actors", "place", "begin", "end", "status", "announced_on",
            "announced_by", "history"} <= entry.keys()  # fmt: skip
    assert entry["announced_by"] == ["Peru"]
    step = entry["history"][-1]
    assert step["status"] == "rescheduled"
    assert step["evidence"][0]["text"].endswith("postponed until 20 March.")


def test_the_calendar_can_be_subscribed_to(path: Path) -> None:
    def event(as_of: str) -> Any:
        text = ask(path, "agenda", "--as-of", as_of, "--format", "ics")
        (found,) = Calendar.from_ical(text).walk("VEVENT")
        return found

    a, b = event("2026-03-02"), event("2026-03-21")
    assert a["UID"] == b["UID"]
    assert (a["STATUS"], b["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert b["SEQUENCE"] > a["SEQUENCE"]
    assert a.decoded("dtstart") == day("2026-03-12")
    assert "Peruvian government" in a["DESCRIPTION"]


def test_questions_carry_their_resolution(path: Path) -> None:
    form = ("--format", "questions")
    (still,) = json.loads(ask(path, "agenda", "--as-of", "2026-03-03", *form))
    assert still["resolution"] is None
    assert (still["open_date"], still["close_date"]) == ("2026-03-02", "2026-03-12")
    (moved,) = json.loads(ask(path, "agenda", "--as-of", "2026-03-21", *form))
    assert moved["resolution"] == "annulled"
    assert moved["resolution_evidence"][0]["date"] == "2026-03-08"


def test_an_entry_is_explained(path: Path) -> None:
    text = ask(path, "agenda", "show", "1", "--as-of", "2026-03-21")
    assert "rescheduled" in text
    assert "people +" in text


def test_what_stands_before_show_holds_for_it(path: Path) -> None:
    day, archive = ("--as-of", "2026-03-21"), ("--archive", str(path))
    wanted = ask(path, "agenda", "show", "1", *day)
    for told in (("agenda", *archive, *day, "show", "1"), ("agenda", *archive, "show", "1", *day)):
        result = CliRunner(env={"COLUMNS": "220", "DIURNA_ARCHIVE": ""}).invoke(main, [*told])
        assert (result.exit_code, result.stdout) == (0, wanted)


def test_scorecards_have_the_list_behind_each_number(path: Path) -> None:
    rows = json.loads(ask(path, "scorecards", "--as-of", "2026-05-01", "--format", "json"))
    peru = next(r for r in rows if r["actor"] == "Peru")
    assert (peru["announced"], peru["kept"], peru["kept_entries"]) == (1, 1, ["1"])


def test_standing_filters_and_limits(path: Path) -> None:
    rows = json.loads(ask(path, "agenda", "--as-of", "2026-05-01", "--format", "json"))
    assert [r["status"] for r in rows] == ["announced", "occurred"]
    limited = ask(path, "agenda", "--as-of", "2026-05-01", "--limit", "1", "--format", "json")
    assert len(json.loads(limited)) == 1
    none = ask(path, "agenda", "--as-of", "2026-05-01", "--actor", "nobody", "--format", "json")
    assert json.loads(none) == []
    table = ask(path, "agenda", "--as-of", "2026-05-01")
    assert "in 4 days" in table


@pytest.mark.parametrize(
    "text",
    [
        "Quill in 2008 said he would veto the law.",
        "The attack will cost the city millions.",
        "Soto said he would have visited Chile.",
    ],
)
def test_what_is_no_plan_is_no_announcement(text: str) -> None:
    assert read(article(text, published="2026-03-05")).announcements == ()

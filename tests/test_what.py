"""What: types, people, numbers, and above all whether it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from diurna import Event, Record
from diurna.what.amounts import number
from diurna.what.codebook import codebook, plover, types


def first(record: Record, kind: str) -> Event:
    return next(e for e in record.events if e.type == kind)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("President Soto met Prime Minister Nowak on Monday.", "occurred"),
        ("President Soto will meet Prime Minister Nowak on Monday.", "planned"),
        ("President Soto plans to meet Prime Minister Nowak on Monday.", "planned"),
        ("President Soto is expected to meet Prime Minister Nowak.", "planned"),
        ("President Soto denied having met Prime Minister Nowak.", "denied"),
        ("President Soto refused to meet Prime Minister Nowak.", "negated"),
        ("President Soto did not meet Prime Minister Nowak.", "negated"),
        ("President Soto might meet Prime Minister Nowak.", "hypothetical"),
        ("President Soto would meet Prime Minister Nowak if the talks resumed.", "conditional"),
        ("Lawmakers urged President Soto to meet Prime Minister Nowak.", "requested"),
        ("Putin To Meet Trump In Lima", "planned"),
        ("President Soto went on to meet Prime Minister Nowak.", "occurred"),
        ("President Soto is going to meet Prime Minister Nowak.", "planned"),
        ("President Soto was prevented from meeting Prime Minister Nowak.", "negated"),
        ("President Soto was to have met Prime Minister Nowak.", "negated"),
        ("President Soto allegedly met Prime Minister Nowak.", "claimed"),
        ("President Soto is said to have met Prime Minister Nowak.", "claimed"),
        ("It is possible that President Soto will meet Prime Minister Nowak.", "hypothetical"),
        ("Lawmakers want President Soto to meet Prime Minister Nowak.", "requested"),
        ("President Soto cancelled his plans to meet Prime Minister Nowak.", "negated"),
        ("President Soto is meeting Prime Minister Nowak.", "ongoing"),
        ("President Soto is meeting Prime Minister Nowak next Tuesday.", "planned"),
        ("President Soto has yet to meet Prime Minister Nowak.", "negated"),
        ("President Soto went on meeting Prime Minister Nowak.", "ongoing"),
    ],
)
def test_status(record_of: Callable[..., Record], text: str, status: str) -> None:
    assert first(record_of(text), "CONSULT").status == status


def test_a_planned_meeting_is_filed_as_an_agreement(record_of: Callable[..., Record]) -> None:
    event = first(record_of("President Soto will meet Prime Minister Nowak on Monday."), "CONSULT")
    assert event.plover is not None
    assert (event.plover.type, event.cameo) == ("AGREE", "036")
    assert event.begin == event.end == dt.date(2025, 10, 20)


def test_passive_actor_and_recipient(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "At least 23 protesters were arrested by Chilean police in Santiago on Tuesday."
    )
    event = first(record, "COERCE")
    names = {a.id: a.name for a in record.actors}
    assert [names[a] for a in event.actors] == ["Chilean police"]
    assert "protesters" in names[event.recipients[0]]
    number_ = event.quantities[0]
    assert (number_.what, number_.value, number_.low, number_.high) == ("arrested", 23, 23, None)
    assert number_.span.text == "At least 23"
    assert next(p.name for p in record.places if p.id == event.place) == "Santiago"


def test_nouns_and_light_verbs(record_of: Callable[..., Record]) -> None:
    record = record_of("Russian forces launched an attack on the Ukrainian army near Kherson.")
    event = first(record, "ASSAULT")
    names = {a.id: a.name for a in record.actors}
    assert [names[a] for a in event.actors] == ["Russian forces"]
    assert [names[a] for a in event.recipients] == ["Ukrainian army"]


def test_one_event_has_many_mentions(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "President Ana Soto will meet Prime Minister Jan Nowak in Lima next week. "
        "The meeting will be their first."
    )
    events = [e for e in record.events if e.type == "CONSULT"]
    assert len(events) == 1
    assert [m.text for m in events[0].mentions] == ["meet", "meeting"]


def test_the_chain_of_sources(record_of: Callable[..., Record]) -> None:
    record = record_of("Ana Soto said Peruvian troops attacked Chilean forces on Monday.")
    event = first(record, "ASSAULT")
    assert event.according_to == (record.statements[0].id,)
    plain = record_of("Peruvian troops attacked Chilean forces on Monday.")
    assert first(plain, "ASSAULT").according_to == ()


@pytest.mark.parametrize(
    "text",
    [
        "The bank wants to fight inflation.",
        "Senators attacked the budget.",
        "The striker attacked in the second half of the match.",
        "Police in Peru did not release his name on Monday.",
        "A bus crash in Peru killed nine people on Monday.",
        "A train derailed in Lima on Monday, killing four people.",
    ],
)
def test_metaphor_is_no_event(record_of: Callable[..., Record], text: str) -> None:
    hostile = [e for e in record_of(text).events if e.type in ("ASSAULT", "RETREAT")]
    assert hostile == []


def test_announcements_have_windows(record_of: Callable[..., Record]) -> None:
    record = record_of("President Ana Soto vowed to visit Chile by the end of the month.")
    announced = record.announcements[0]
    assert announced.kind == "promise"
    assert (announced.begin, announced.end) == (dt.date(2025, 10, 17), dt.date(2025, 10, 31))
    assert [a.name for a in record.actors if a.id in announced.by] == ["Ana Soto"]


def test_a_month_is_no_march(record_of: Callable[..., Record]) -> None:
    record = record_of("Peru sold debentures due March 15, 2027, the ministry said.")
    assert [e.trigger.text for e in record.events if e.type == "PROTEST"] == []


def test_a_bare_number_counts_what_happened(record_of: Callable[..., Record]) -> None:
    record = record_of("Police linked the rebels to two killings in Lima last week.")
    counted = [(q.what, q.value) for e in record.events for q in e.quantities]
    assert counted == [("killed", 2)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("two hundred", 200),
        ("3.5 million", 3.5e6),
        ("twenty-one", 21),
        ("many", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gunmen killed at least 12 people in Lima.", [("killed", 12, 12, None)]),
        ("The bombing left four people dead and more than 20 injured in Lima.",
         [("killed", 4, 4, 4), ("injured", 20, 20, None)]),
        ("The death toll from the attack in Lima rose to 45.", [("killed", 45, 45, 45)]),
        ("Between 20 and 30 villagers were abducted by gunmen.", [("abducted", None, 20, 30)]),
        ("Hundreds of thousands of people marched through Lima.",
         [("protesters", None, 200_000, None)]),
        ("The fighting in Lima has displaced half a million people.",
         [("displaced", 500_000, 500_000, 500_000)]),
        ("Chile will send 3,000 troops to Peru.", [("troops", 3000, 3000, 3000)]),
        ("Rebels assassinated Mayor Ana Ruiz on Monday.", [("killed", 1, 1, 1)]),
    ],
)  # fmt: skip
def test_what_numbers_count(
    record_of: Callable[..., Record], text: str, told: list[tuple[str, float, float, float]]
) -> None:
    found = [q for e in record_of(text).events for q in e.quantities]
    assert [(q.what, q.value, q.low, q.high) for q in found] == told


def test_money_has_its_currency(record_of: Callable[..., Record]) -> None:
    record = record_of("Chile gave Peru $1.2 billion in aid on Monday.")
    money = next(q for e in record.events for q in e.quantities if q.what == "money")
    assert (money.value, money.unit) == (1.2e9, "USD")


def test_a_number_stands_on_the_word_of_who_gives_it(record_of: Callable[..., Record]) -> None:
    record = record_of("Officials said 12 soldiers died in the ambush near Lima.")
    number_ = next(q for e in record.events for q in e.quantities)
    assert number_.according_to == record.statements[0].id


def test_an_attack_and_its_harm_are_one_event(record_of: Callable[..., Record]) -> None:
    record = record_of("An air strike on Lima killed two people and wounded six on Monday.")
    hostile = [e for e in record.events if e.type == "ASSAULT"]
    assert len(hostile) == 1
    assert hostile[0].mode == "aerial"


def test_whom_a_refusal_is_about(record_of: Callable[..., Record]) -> None:
    record = record_of("Chile has refused to commit to any talks on the demands of Peru.")
    event = first(record, "REJECT")
    countries = {a.id: a.country for a in record.actors}
    assert [countries[r] for r in event.recipients] == ["PER"]


def test_contexts(record_of: Callable[..., Record]) -> None:
    record = record_of("Chile's president met his Peruvian counterpart on nuclear disarmament.")
    assert {"cbrn", "diplomatic"} <= set(first(record, "CONSULT").contexts)


def test_a_battle_for_votes_is_no_assault(record_of: Callable[..., Record]) -> None:
    record = record_of("Analysts recalled the party's long primary battles of 2008.")
    assert [e for e in record.events if e.type == "ASSAULT"] == []


def test_workers_who_strike_hit_nobody(record_of: Callable[..., Record]) -> None:
    record = record_of("Nurses will strike for two days next week.")
    assert [(e.type, e.mode) for e in record.events] == [("PROTEST", "strike")]


def test_the_code_book_is_sound() -> None:
    assert set(types()) >= {"AGREE", "CONSULT", "ASSAULT", "PROTEST", "RETREAT"}
    for options in codebook().verbs.values():
        for *_, entry in options:
            assert entry.type in (*types(), "VOTE", "COURT", "OFFICE")
            filed = plover(entry.type, entry.mode, "occurred")
            ours = entry.type == "VOTE" or (entry.type, entry.mode) == ("OFFICE", None)
            assert (filed is None) == ours


def test_a_statement_is_told_by_what_it_says(record_of: Callable[..., Record]) -> None:
    record = record_of("Peru issued a statement condemning Chile on Monday.")
    assert [(e.type, e.trigger.text) for e in record.events] == [("ACCUSE", "condemning")]


def test_executive_action_is_no_lawsuit(record_of: Callable[..., Record]) -> None:
    record = record_of("Peru's president took executive action on Monday.")
    assert [e.type for e in record.events] == []
    record = record_of("Peru's ministry took legal action against the bank on Monday.")
    assert [e.type for e in record.events] == ["ACCUSE"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Peru suffered a missile attack.", [], ["Peru"]),
        ("Peru came under attack from Chile.", ["Chile"], ["Peru"]),
        ("Peru faced sanctions from Chile.", ["Chile"], ["Peru"]),
        ("Peru received military aid from Chile.", ["Chile"], ["Peru"]),
        ("Peru launched a missile attack on Chile.", ["Peru"], ["Chile"]),
    ],
)
def test_whom_an_event_is_done_to(
    record_of: Callable[..., Record], text: str, actors: list[str], recipients: list[str]
) -> None:
    record = record_of(text)
    name = {a.id: a.name for a in record.actors}
    (event,) = record.events
    assert [name[a] for a in event.actors] == actors
    assert [name[a] for a in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The arrest of Ana Soto by Peru shocked us.", ["Peru"], ["Ana Soto"]),
        ("Ana Soto's murder shocked Peru.", [], ["Ana Soto"]),
        ("The attacks carried out by Chile killed Ana Soto.", ["Chile"], ["Ana Soto"]),
        ("Ana Soto flew in and was arrested by Chile.", ["Chile"], ["Ana Soto"]),
        ("Ana Soto, who was arrested by Chile, slept.", ["Chile"], ["Ana Soto"]),
        ("A bomb planted by Chile killed Ana Soto.", ["Chile"], ["Ana Soto"]),
        ("Demands made by Chile were rejected by Peru.", ["Chile"], ["Peru"]),
        ("Chile arrested the father of Ana Soto.", ["Chile"], ["father of Ana Soto"]),
    ],
)
def test_who_does_what_to_whom_by_a_noun_or_a_passive(
    record_of: Callable[..., Record], text: str, actors: list[str], recipients: list[str]
) -> None:
    record = record_of(text)
    name = {a.id: a.name for a in record.actors}
    told = [e for e in record.events if e.type in ("COERCE", "ASSAULT", "REQUEST")]
    assert [name[a] for a in told[0].actors] == actors
    assert [name[a] for a in told[0].recipients] == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Peru declined to comment.", "Chile is a threat to Peru.", "Peru received a letter.",
        "The minister told a news conference in Peru that it rained.",
        "A storm threatened to hit Peru.", "Peru did not answer a request for comment.",
        "The report concluded that Peru was poor.", "Peru's battle against the virus goes on.",
    ],
)  # fmt: skip
def test_turns_of_phrase_are_no_events(record_of: Callable[..., Record], text: str) -> None:
    assert record_of(text).events == ()


def test_confidence_tells_the_sure_from_the_doubtful(record_of: Callable[..., Record]) -> None:
    sure = first(record_of("Chile's army attacked Peru on Monday, killing 20 soldiers."), "ASSAULT")
    doubtful = first(record_of("Farmers promised to sign papers in Peru on Monday."), "AGREE")
    assert 0.3 <= doubtful.confidence <= 1
    assert 0.7 <= sure.confidence <= 1


def test_they_are_all_who_were_named_together(record_of: Callable[..., Record]) -> None:
    record = record_of("Peru and Chile signed a treaty on Monday. They criticized Spain.")
    names = {a.id: a.name for a in record.actors}
    assert [names[a] for a in first(record, "ACCUSE").actors] == ["Peru", "Chile"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru will quit the fishing pact in May.", "planned"),
        ("Peru withdrew from the fishing treaty on Monday.", "occurred"),
        ("Chile threatened to pull out of the fishing agreement.", "threatened"),
    ],
)
def test_who_leaves_a_pact_makes_none(
    record_of: Callable[..., Record], text: str, status: str
) -> None:
    record = record_of(text)
    assert first(record, "SANCTION").status == status
    assert all(e.type != "AGREE" for e in record.events)


def test_a_deal_that_is_close_has_yet_to_come(record_of: Callable[..., Record]) -> None:
    record = record_of("A trade deal between Peru and Chile is close, ministers said on Monday.")
    assert first(record, "AGREE").status == "hypothetical"


def test_what_is_told_aside_dates_no_event(record_of: Callable[..., Record]) -> None:
    record = record_of("Peru arrested General Quill, who joined the army in 1990.")
    assert first(record, "COERCE").begin is None


def test_who_walks_out_of_an_airport_strikes_nothing(record_of: Callable[..., Record]) -> None:
    record = record_of("The minister was seen walking out of Lima Airport on Tuesday.")
    assert all(e.type != "PROTEST" for e in record.events)


def test_forces_that_are_backed_force_nobody(record_of: Callable[..., Record]) -> None:
    record = record_of("Peruvian forces backed by Chile captured the town on Monday.")
    assert first(record, "SUPPORT").status == "occurred"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The council will discuss the attack on Monday.", "ASSAULT", "occurred"),
        ("Peru demanded that Chile arrest the general.", "COERCE", "requested"),
        ("Police put down the riots set off by the verdict.", "PROTEST", "occurred"),
        ("Soto said he would have met the president of Chile.", "CONSULT", "hypothetical"),
    ],
)
def test_status_by_what_stands_over_it(
    record_of: Callable[..., Record], text: str, kind: str, status: str
) -> None:
    assert first(record_of(text), kind).status == status


def test_who_is_dismissed_loses_an_office(record_of: Callable[..., Record]) -> None:
    record = record_of("The president dismissed the defence minister on Monday.")
    assert first(record, "OFFICE").status == "occurred"
    assert all(e.type != "OFFICE" for e in record_of("Soto dismissed the claims.").events)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru welcomed the resumption of ties with Chile.", "SUPPORT"),
        ("Peru welcomed the president of Chile.", "CONSULT"),
    ],
)
def test_news_is_welcomed_and_guests_are(
    record_of: Callable[..., Record], text: str, kind: str
) -> None:
    assert first(record_of(text), kind).status == "occurred"


def test_a_pact_that_is_left_in_place_is_not_left(record_of: Callable[..., Record]) -> None:
    record = record_of("Peru will leave the treaty in place.")
    assert all(e.type != "SANCTION" for e in record.events)

"""What: kinds of wording that tell something else than their words do one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diurna import Event, Record
from diurna.what.amounts import number


def told(record: Record, *types: str) -> list[Event]:
    return [e for e in record.events if not types or e.type in types]


def people(record: Record, event: Event) -> tuple[list[str | None], list[str | None]]:
    """Return the states of those on both sides, or the names where no state is known."""
    by = {a.id: a.country or a.name for a in record.actors}
    return [by[a] for a in event.actors], [by[r] for r in event.recipients]


def counts(event: Event) -> dict[str, list[float | None]]:
    out: dict[str, list[float | None]] = {}
    for q in event.quantities:
        out.setdefault(q.what, []).append(q.value)
    return out


@pytest.mark.parametrize(
    ("text", "giver", "other"),
    [
        ("The French military is delaying a shipment of aid to Chad.", "FRA", "TCD"),
        ("Washington is holding back 40 million dollars in aid to Malawi.", "USA", "MWI"),
        ("Norway froze development aid to Uganda.", "NOR", "UGA"),
        ("The United States paused military aid to Ukraine on Monday.", "USA", "UKR"),
        ("Germany is withholding aid from Rwanda.", "DEU", "RWA"),
        ("Denmark cut aid to Mali by half.", "DNK", "MLI"),
        ("Canada blocked the delivery of medical aid to Cuba.", "CAN", "CUB"),
        ("Japan halted shipments of rice aid to North Korea.", "JPN", "PRK"),
        ("Aid to Chad was held up by France.", "FRA", "TCD"),
        ("The US slashed military aid to Egypt by a third.", "USA", "EGY"),
        ("Norway withheld assistance from Mali.", "NOR", "MLI"),
        ("Washington is delaying aid shipments to Kenya.", "USA", "KEN"),
        ("Sweden suspended food aid to Burkina Faso on Tuesday.", "SWE", "BFA"),
        ("Britain announced a freeze on aid to Malawi.", "GBR", "MWI"),
    ],
)
def test_aid_that_is_held_back_is_a_sanction_and_no_aid(
    record_of: Callable[..., Record], text: str, giver: str, other: str
) -> None:
    record = record_of(text)
    (event,) = told(record, "SANCTION")
    assert people(record, event) == ([giver], [other])
    assert all(e.status == "negated" for e in told(record, "AID"))


def test_aid_that_is_no_longer_sent_is_negated(record_of: Callable[..., Record]) -> None:
    (event,) = told(record_of("The Netherlands stopped sending aid to Rwanda."), "AID")
    assert event.status == "negated"


@pytest.mark.parametrize(
    ("text", "giver", "other"),
    [
        ("Ukraine received 50 million dollars in aid from Norway.", ["NOR"], ["UKR"]),
        ("Sudan got food aid from Egypt on Tuesday.", ["EGY"], ["SDN"]),
        ("Congress passed a Ukraine aid package on Tuesday.", [], ["UKR"]),
        ("Norway aid to Mali reached Bamako on Monday.", ["NOR"], ["MLI"]),
        ("Germany resumed aid to Uganda on Tuesday.", ["DEU"], ["UGA"]),
        ("Japan sent 5 million dollars in aid to Laos.", ["JPN"], ["LAO"]),
    ],
)
def test_who_gives_aid_and_who_gets_it(
    record_of: Callable[..., Record], text: str, giver: list[str], other: list[str]
) -> None:
    record = record_of(text)
    (event,) = told(record, "AID")
    assert people(record, event) == (giver, other)
    assert event.status == "occurred"


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Police shot dead 45 villagers on Monday.", [45]),
        ("Forty-five villagers were shot dead by police on Monday.", [45]),
        ("Soldiers gunned down 12 demonstrators in Kano.", [12]),
        ("Gunmen mowed down 20 worshippers in Kaduna.", [20]),
        ("Militants stabbed to death five farmers and burned alive two guards.", [5, 2]),
        ("A mob beat to death three men on Monday.", [3]),
        ("The rebels hacked to death 14 farmers on Sunday.", [14]),
        ("Three women were stoned to death in Mogadishu.", [3]),
        ("The attack killed three soldiers, two police officers and a child.", [3, 2, 1]),
        ("A gunman shot dead a policeman and two guards.", [2, 1]),
        ("The blast killed a couple of guards.", [None]),
    ],
)
def test_the_dead_are_counted_whatever_kills_them(
    record_of: Callable[..., Record], text: str, killed: list[float | None]
) -> None:
    events = told(record_of(text), "ASSAULT")
    assert [v for e in events for v in counts(e).get("killed", [])] == killed


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("A court sentenced 12 officers to death on Monday.", "sentenced", 12),
        ("Troops shot 30 protesters in Lima on Monday.", "shot", 30),
    ],
)
def test_other_tolls_stay_what_they_are(
    record_of: Callable[..., Record], text: str, what: str, value: float
) -> None:
    assert {k: v for e in record_of(text).events for k, v in counts(e).items()} == {what: [value]}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Pakistan gave Rs 5 crore in aid to Yemen.", 5e7, "PKR"),
        ("India gave 2 crore rupees in aid to Nepal.", 2e7, "INR"),
        ("India gave Rs 2.5 lakh crore to Nepal in aid.", 2.5e12, "INR"),
        ("Japan gave USD34.6 million in aid to Laos.", 34.6e6, "USD"),
        ("France gave EUR20 million in aid to Chad.", 2e7, "EUR"),
        ("Norway gave NOK 40 million in aid to Mali.", 4e7, "NOK"),
        ("Canada gave 5 million Canadian dollars in aid to Haiti.", 5e6, "CAD"),
        ("Egypt gave 50 million Egyptian pounds in aid to Sudan.", 5e7, "EGP"),
        ("Britain gave 50 million pounds in aid to Sudan.", 5e7, "GBP"),
        ("Kenya gave KSh500 million in aid to Somalia.", 5e8, "KES"),
        ("Bangladesh gave 3 crore taka in aid to Nepal.", 3e7, "BDT"),
    ],
)
def test_money_of_other_lands(
    record_of: Callable[..., Record], text: str, value: float, unit: str
) -> None:
    (event,) = told(record_of(text), "AID")
    assert [(q.what, q.value, q.unit) for q in event.quantities] == [("money", value, unit)]


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("Riots killed 3 lakh people, a report said.", "killed", 300_000),
        ("Police arrested 1 200 people in Paris on Monday.", "arrested", 1200),
        ("Police arrested 12 500 people in Minsk on Monday.", "arrested", 12_500),
        ("Police arrested 1.200 men in Minsk on Monday.", "arrested", 1200),
        ("On May 12 500 people were arrested in Minsk.", "arrested", 500),
        ("Two hundred thousand people protested in Rome on Sunday.", "protesters", 200_000),
    ],
)
def test_numbers_of_other_lands(
    record_of: Callable[..., Record], text: str, what: str, value: float
) -> None:
    (event,) = record_of(text).events
    assert counts(event) == {what: [value]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,50,000", 150_000),
        ("12,50,000", 1_250_000),
        ("1.200.000", 1_200_000),
        ("12 500", 12_500),
        ("2 lakh crore", 2e12),
        ("two hundred thousand", 200_000),
        ("3.5", 3.5),
        ("5tn", 5e12),
    ],
)
def test_digits_of_other_lands(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "doer", "held"),
    [
        ("The minister was being held by the militia on Monday.", "militia", "minister"),
        ("The general is being held by rebels who captured him on Friday.", "rebels", "general"),
        ("The police are holding two suspects in Lagos.", "police", "two suspects"),
    ],
)
def test_who_holds_whom(record_of: Callable[..., Record], text: str, doer: str, held: str) -> None:
    record = record_of(text)
    event = next(e for e in record.events if e.mode == "arrest")
    names = {a.id: a.name for a in record.actors}
    assert [names[a] for a in event.actors] == [doer]
    assert [names[r] for r in event.recipients] == [held]


@pytest.mark.parametrize(
    "text",
    [
        "The committee held the minister in high regard.",
        "The office of mayor is held by Ana Soto.",
        "The envoys held the two ministers to account.",
    ],
)
def test_holding_is_not_always_an_arrest(record_of: Callable[..., Record], text: str) -> None:
    assert not told(record_of(text), "COERCE")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Police in Lagos arrested a man wanted for a bombing in Kano on Friday.", "bombing"),
        ("Police in Rome arrested a man wanted for a murder in Tunis.", "murder"),
        ("A court ordered the extradition of a banker wanted for the bombing of a bank in Tunis.",
         "bombing"),
        ("Kenya is seeking a preacher wanted over the killing of 30 worshippers.", "killing"),
    ],
)  # fmt: skip
def test_what_somebody_is_wanted_for_has_been_done(
    record_of: Callable[..., Record], text: str, trigger: str
) -> None:
    record = record_of(text)
    event = next(e for e in record.events if e.trigger.text == trigger)
    assert event.status == "occurred"
    assert not told(record, "REQUEST")


@pytest.mark.parametrize(
    ("title", "text", "actors", "recipients"),
    [
        ("Niger: 276 schoolgirls abducted", "The city was calm.", [], ["276 schoolgirls"]),
        ("PERU POLICE ARREST 12 IN LIMA RAID", "Officials said calm had returned.",
         ["PERU POLICE"], []),
        ("Peru police arrest 12 in Lima raid", "Officials said calm had returned.", ["police"], []),
        ("Chad: army kills 8 rebels", "The region was calm.", ["army"], ["8 rebels"]),
        ("Iran: Police arrest 20 protesters", "The city was calm on Monday.", ["Police"],
         ["20 protesters"]),
        ("FRANCE EXPELS TWO GERMAN DIPLOMATS", "Officials said calm had returned.", ["France"],
         ["TWO GERMAN DIPLOMATS"]),
    ],
)  # fmt: skip
def test_headlines(
    record_of: Callable[..., Record],
    title: str,
    text: str,
    actors: list[str],
    recipients: list[str],
) -> None:
    record = record_of(text, title=title)
    names = {a.id: a.name for a in record.actors}
    event = record.events[0]
    assert [names[a] for a in event.actors] == actors
    assert [names[r] for r in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Egypt's president met Sudan's premier on Monday. Read more: Ten killed in Cairo blast. "
         "Related: Army seizes power in Mali.", ["CONSULT"]),
        ("The president met the envoy on Monday. See also: Police kill ten in Lima.", ["CONSULT"]),
        ("The president met the envoy on Monday. READ | Army kills ten in Mali", ["CONSULT"]),
        ("The president met the envoy on Monday.\nRelated articles\nArmy shells village in Mali\n"
         "France expels diplomats\n\nPolice arrested ten people on Sunday.", ["CONSULT", "COERCE"]),
        ("Two related people were arrested in Lima on Sunday: a man and a woman.", ["COERCE"]),
    ],
)  # fmt: skip
def test_headlines_of_other_articles_tell_no_event(
    record_of: Callable[..., Record], text: str, types: list[str]
) -> None:
    assert [e.type for e in record_of(text).events] == types


def test_a_headline_may_open_as_a_label_does(record_of: Callable[..., Record]) -> None:
    title = "Watch: Police arrest ten protesters in Lima"
    (event,) = record_of("Police arrested ten protesters in Lima on Sunday.", title=title).events
    assert event.type == "COERCE"


def test_a_paragraph_told_twice_counts_its_dead_once(record_of: Callable[..., Record]) -> None:
    line = "Mali's army killed 12 rebels near Gao on Sunday."
    record = record_of(f"{line}\nMali's government met elders.\n{line}")
    (event,) = told(record, "ASSAULT")
    assert counts(event) == {"killed": [12]}


HEADLINES = [
    ("Kenya expels Sudanese diplomats",
     "Kenya expelled three Sudanese diplomats on Tuesday, the foreign ministry said."),
    ("Peru arrests ex-minister",
     "Peruvian police arrested former minister Luis Vega in Lima on Tuesday."),
    ("Blast kills 9 in Quetta market",
     "A bomb killed nine people at a market in Quetta on Tuesday, police said."),
    ("Four police killed in Nigeria", "Gunmen shot dead four policemen in Kano on Tuesday."),
    ("Polish farmers protest over levy",
     "Thousands of farmers marched in Warsaw on Tuesday against the new levy."),
    ("Norway, Kenya ministers hold talks",
     "Foreign Minister Ole Dahl met his Kenyan counterpart in Oslo on Tuesday."),
    ("Premier Rohn quits",
     "Prime Minister Eva Rohn resigned on Tuesday after losing a vote of confidence."),
    ("Niger: 276 schoolgirls abducted",
     "Armed men abducted 276 students from a school in the Nigerien city of Maradi on Tuesday."),
    ("Chile to send aid to Haiti", "Chile will send food aid to Haiti next week, officials said."),
    ("Israel frees 30 prisoners", "Israel released 30 Palestinian prisoners on Tuesday."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), HEADLINES)
def test_a_headline_and_its_first_sentence_are_one_event(
    record_of: Callable[..., Record], title: str, text: str
) -> None:
    (event,) = [e for e in record_of(text, title=title).events if e.type != "VOTE"]
    assert event.trigger.start > len(title)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kenya expels Sudanese diplomats", "Uganda expelled three Sudanese diplomats on Tuesday."),
        ("Blast kills 9 in Quetta market", "A blast killed 20 people in Karachi on Tuesday."),
        ("Kenya expels Sudanese diplomats", "Kenya did not expel a Sudanese diplomat on Tuesday."),
        ("Peru arrests ex-minister", "Chilean police arrested a banker in Santiago on Tuesday."),
        ("Army kills 8 rebels in Mali", "Rebels killed 8 soldiers in Mali on Tuesday."),
    ],
)  # fmt: skip
def test_a_headline_of_something_else_stays_apart(
    record_of: Callable[..., Record], title: str, text: str
) -> None:
    assert all(len(e.mentions) == 1 for e in record_of(text, title=title).events)


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Diplomats warned of the risk of civil war in Sudan.", "civil war", "hypothetical"),
        ("The envoy warned of attacks on Kyiv.", "attacks", "hypothetical"),
        ("There is a danger of clashes between Chad and Sudan.", "clashes", "hypothetical"),
        ("Russia said it will propose a time for a call with Ukraine.", "call", "hypothetical"),
        ("Kenya and Uganda set a date for talks.", "talks", "planned"),
        ("Norway decided to boost aid to Ukraine on Tuesday.", "boost", "planned"),
        ("France did not condemn Mali, instead urging talks with the rebels.", "urging",
         "occurred"),
        ("The minister refused to sign, calling for new talks with Chad.", "calling", "occurred"),
    ],
)  # fmt: skip
def test_what_has_come_about(
    record_of: Callable[..., Record], text: str, trigger: str, status: str
) -> None:
    event = next(
        e for e in record_of(text).events if trigger.startswith(e.trigger.text.partition(" ")[0])
    )
    assert event.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Brent crude settled at 88 dollars a barrel.",
        "European leaders pledged to meet the crisis with new spending.",
        "Senators killed a resolution on Yemen on Tuesday.",
        "Fuel demand in China rose in June.",
        "Demand for oil from Iran fell.",
        "Residents of the village fled to Turkey.",
    ],
)
def test_turns_of_phrase_tell_no_event(record_of: Callable[..., Record], text: str) -> None:
    assert not record_of(text).events


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The union settled a dispute with the government of Chile.", "AGREE"),
        ("The president met the opposition in Lima on Monday.", "CONSULT"),
        ("The rebels cut off ties with Iran.", "SANCTION"),
        ("Rebels cut off supply lines of the army in Aleppo.", "ASSAULT"),
        ("The opposition's demand for reform in Chad was rejected.", "REQUEST"),
        ("Shelling targeted the centre of Kharkiv on Tuesday.", "ASSAULT"),
        ("The United States condemned attacks on embassies in Kabul.", "ASSAULT"),
        ("The town has come under attack by rebels.", "ASSAULT"),
        ("The senator came under attack for his remarks on Israel.", "ACCUSE"),
    ],
)
def test_near_misses_keep_their_type(
    record_of: Callable[..., Record], text: str, type_: str
) -> None:
    assert type_ in [e.type for e in record_of(text).events]


@pytest.mark.parametrize(
    ("text", "doer", "victim"),
    [
        ("Civilians were subjected to torture by Russian troops in Bucha.", ["RUS"], ["UKR"]),
        ("Russian troops subjected civilians to torture in Bucha.", ["RUS"], ["UKR"]),
        ("Russian soldiers abducted and tortured civilians in Kherson.", ["RUS"], ["UKR"]),
    ],
)
def test_who_is_tortured_is_no_actor(
    record_of: Callable[..., Record], text: str, doer: list[str], victim: list[str]
) -> None:
    record = record_of(text)
    event = next(e for e in record.events if e.mode == "torture")
    assert people(record, event) == (doer, victim)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Rebels overran the town of Gao on Monday.", "ASSAULT"),
        ("The army retook Gao from rebels on Monday.", "ASSAULT"),
        ("A court in Lima upheld the ruling against Ana Soto on Monday.", "COURT"),
        ("Norway froze aid to Mali on Monday.", "SANCTION"),
        ("Rebels slew ten soldiers in Gao on Monday.", "ASSAULT"),
    ],
)
def test_irregular_verbs(record_of: Callable[..., Record], text: str, type_: str) -> None:
    assert type_ in [e.type for e in record_of(text).events]

"""Who: one actor for its many names; country, sector and role off the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from diurna import Actor, Record
from diurna.coref import chains
from diurna.language import Reading
from diurna.world.spelling import same_name, same_person, short_for
from diurna.world.tables import gender_of, groups, misspelt, names, titles

TEXT = (
    "Peruvian President Elena Quispe met Chilean Foreign Minister Ana Lagos in Lima. "
    "Quispe said she was pleased. The Peruvian president then flew home. "
    "Mr. Yusuf Dane, the former defence minister of Sudan, was there. "
    "Russian forces and the Israeli army took part."
)


def by_name(record: Record) -> dict[str, Actor]:
    return {a.name: a for a in record.actors}


def test_mentions_of_one_person_are_one_actor(record_of: Callable[..., Record]) -> None:
    quispe = by_name(record_of(TEXT))["Elena Quispe"]
    words = [m.text for m in quispe.mentions]
    assert words == ["Peruvian President Elena Quispe", "Quispe", "she", "The Peruvian president"]
    assert (quispe.country, quispe.sectors) == ("PER", ("GOV",))
    assert quispe.role == "President of Peru"


def test_appositives_give_roles_and_former_ones_are_not_held(
    record_of: Callable[..., Record],
) -> None:
    dane = by_name(record_of(TEXT))["Yusuf Dane"]
    assert dane.role == "former Minister of Defence of Sudan"
    assert dane.sectors == ("ELI",)


def test_collective_actors_have_country_and_sector(record_of: Callable[..., Record]) -> None:
    record = record_of("Russian forces attacked the Ukrainian army near Kherson.")
    found = {a.name: (a.country, a.sectors) for a in record.actors}
    assert found["Russian forces"] == ("RUS", ("MIL",))
    assert found["Ukrainian army"] == ("UKR", ("MIL",))


def test_a_seat_of_power_stands_for_its_state(record_of: Callable[..., Record]) -> None:
    record = record_of("Ankara condemned the attack by Damascus.")
    event = next(e for e in record.events if e.type == "ACCUSE")
    assert [a.country for a in record.actors if a.id in event.actors] == ["TUR"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Zelenskyy", "Zelenskiy"),
        ("Zelensky", "Zelenskyy"),
        ("Muhammad", "Mohammad"),
        ("Qaddafi", "Kaddafi"),
        ("Erdoğan", "Erdogan"),
        ("Tymoshenko", "Timoshenko"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("Clinton", "Clifton"), ("Li", "Lu"), ("Bush", "Busch Gardens"), ("Kim", "Tim")]
)
def test_names_that_differ(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_people_with_one_surname_stay_apart() -> None:
    assert same_person(["Donald", "Trump"], ["Trump"])
    assert same_person(["J.", "Soto"], ["Juan", "Soto"])
    assert not same_person(["Bill", "Clinton"], ["Hillary", "Clinton"])


def test_the_tables_are_sound() -> None:
    assert names()["ivorian"].country == "CIV"
    assert names()["kyiv"].country == "UKR"
    assert titles()["foreign minister"].sector == "GOV"
    assert groups()["rebel"].sector == "REB"
    codes = {n.country for n in names().values() if n.country}
    assert all(len(code) == 3 for code in codes)


def test_two_nations_share_a_noun(record_of: Callable[..., Record]) -> None:
    record = record_of("Hungarian and Romanian officials agreed on a new crossing on Monday.")
    countries = {a.id: a.country for a in record.actors}
    event = next(e for e in record.events if e.type == "AGREE")
    assert {countries[a] for a in event.actors} == {"HUN", "ROU"}


def test_states_inside_other_names_are_actors(record_of: Callable[..., Record]) -> None:
    record = record_of("The Medical Journal of Peru praised the nurses of the Nile Delta.")
    states = {a.entity: [m.text for m in a.mentions] for a in record.actors if a.kind == "state"}
    assert states == {"country:PER": ["Peru"]}


def test_a_body_is_of_the_state_that_owns_it(record_of: Callable[..., Record]) -> None:
    record = record_of("Nigeria's Senate passed the petroleum bill on Tuesday.")
    (senate,) = [a for a in record.actors if a.kind == "organization"]
    assert senate.country == "NGA"


def test_a_bodys_president_is_not_the_states(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "President Ana Soto spoke on Friday. The president of the Peruvian Chess League, Jan "
        "Nowak, condemned the attack."
    )
    event = next(e for e in record.events if e.type == "ACCUSE")
    assert [a.name for a in record.actors if a.id in event.actors] == ["Jan Nowak"]


def test_two_governments_are_two_actors(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "The government of Peru signed the treaty. The government of Chile rejected it."
    )
    bodies = {(a.name, a.country) for a in record.actors if a.kind == "organization"}
    assert bodies == {("government of Peru", "PER"), ("government of Chile", "CHL")}


def test_victims_are_of_the_place_they_came_to_harm_in(record_of: Callable[..., Record]) -> None:
    record = record_of("Gunmen killed six shoppers in Lima on Tuesday.")
    event = next(e for e in record.events if e.type == "ASSAULT")
    by = {a.id: a.country for a in record.actors}
    assert [by[r] for r in event.recipients] == ["PER"]


@pytest.mark.parametrize(
    ("word", "country"),
    [("Afganistan", "AFG"), ("Lybia", "LBY"), ("Morroco", "MAR"), ("Kirgizstan", "KGZ"),
     ("Phillipines", "PHL"), ("Mallawi", None), ("Oslo", None), ("Maria", None)],
)  # fmt: skip
def test_states_in_another_spelling(word: str, country: str | None) -> None:
    found = misspelt(word)
    assert (found.country if found else None) == country


@pytest.mark.parametrize(
    ("text", "later", "earlier"),
    [
        ("The Medical Journal of Peru printed it. Peru was first.", "Peru", "Peru"),
        ("Because we as Peruvians love the sea, we sail.", "Peruvians", "we"),
        ("Ana Ruiz left. Nobody knew why. Ms. Ruiz came back.", "Ruiz", "Ana"),
    ],
)
def test_chains_of_names(
    reading_of: Callable[[str], Reading], text: str, later: str, earlier: str
) -> None:
    reading = reading_of(text)
    found = {reading.words[b]: reading.words[a] for b, a in chains.links(reading).items()}
    assert found.get(later) == earlier


def test_peoples_of_two_states_share_forces(record_of: Callable[..., Record]) -> None:
    record = record_of("The Red Cross said US and British forces must open the road.")
    demand = next(e for e in record.events if e.type == "REQUEST")
    by = {a.id: a for a in record.actors}
    assert {by[r].country for r in demand.recipients} == {"USA", "GBR"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Ohio Governor Ada Quill signed the order on Friday.", "Ada Quill", "USA"),
        ("Lagos State Governor Bola Quill flew to Accra.", "Bola Quill", "NGA"),
        ("Ohio's governor, Ada Quill, spoke in Lima.", "Ada Quill", "USA"),
        ("The mayor of Kharkiv, Ivan Petrenko, met nurses.", "Ivan Petrenko", "UKR"),
        ("The Merkel government rejected the offer in 2016.", "Merkel government", "DEU"),
        ("The Modi government banned the group on Monday.", "Narendra Modi", "IND"),
        ("The Obama administration sued the bank in 2012.", "Obama administration", "USA"),
        ("Latin American ministers met in Oslo and Bern.", "Latin American ministers", None),
    ],
)
def test_whose_officials_are(
    record_of: Callable[..., Record], text: str, name: str, country: str | None
) -> None:
    found = by_name(record_of(text, published=dt.date(2016, 5, 6)))
    assert found[name].country == country


def test_officials_are_of_the_state_an_article_is_about(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "Peru votes in May. Polls in Peru close at noon, and Peru has many. A clerk from Chile "
        "will look on. Senator Ada Quill welcomed it, and the interior ministry agreed."
    )
    found = by_name(record)
    assert found["Ada Quill"].country == "PER"
    assert found["interior ministry"].country == "PER"


def test_a_first_of_two_surnames_is_the_same_person(record_of: Callable[..., Record]) -> None:
    record = record_of("President Luis Quiroga Paz flew to Lima. Quiroga met nobody.")
    assert [len(a.mentions) for a in record.actors if a.kind == "person"] == [2]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Nadia Quill", "f"), ("Sergei Quill", "m"), ("Ngozi Quill", "f"), ("Gotabaya Quill", "m"),
        ("Kim Quill", None), ("Clinton", None), ("House Speaker Ana Quill", "f"),
    ],
)  # fmt: skip
def test_given_names_tell_the_gender(name: str, gender: str | None) -> None:
    assert gender_of(name.split()) == gender


def test_acronyms_in_brackets_and_the_ends_of_names(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "The Lima Bay Water Board (LWB) raised prices. LWB said it was broke. The Water Board of "
        "Peru is old."
    )
    bodies = {a.name: len(a.mentions) for a in record.actors if a.kind == "organization"}
    assert bodies == {"Lima Bay Water Board": 5}


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("BAU", "Al Balqa Applied University", True), ("TUBITAK", "Bitlis", False),
        ("KUNA", "Kuwait News Agency", True), ("Lima", "Lima Water Board", False),
        ("WHO", "World Health Organization", True), ("US", "Lima Water Board", False),
    ],
)  # fmt: skip
def test_what_is_short_for_a_name(acronym: str, name: str, fits: bool) -> None:
    assert short_for(acronym, name) is fits


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Voters in Georgia and Ohio chose a governor. Georgia sued the bank.", "USA"),
        ("Officials in Atlanta, Georgia, met. Georgia sued the bank.", "USA"),
        ("Armenia and Georgia met. Georgia sued the bank.", "GEO"),
        ("Envoys came to Tbilisi. Georgia sued the bank.", "GEO"),
    ],
)
def test_two_states_of_one_name(record_of: Callable[..., Record], text: str, country: str) -> None:
    record = record_of(text)
    suit = next(e for e in record.events if e.type == "ACCUSE")
    (actor,) = (a for a in record.actors if a.id in suit.actors)
    assert (actor.name, actor.country) == ("Georgia", country)
    assert actor.kind == ("state" if country == "GEO" else "organization")


def test_a_region_that_acts_is_an_actor(record_of: Callable[..., Record]) -> None:
    record = record_of("Texas sued the bank on Monday. A storm hit Texas. Clerks in Ohio slept.")
    assert by_name(record)["Texas"].country == "USA"
    assert "Ohio" not in by_name(record)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Prime Minister of Oman Haitham Quill met Mayor of Lima Ana Soto.", "Ana Soto", "PER"),
        ("President of the Lake Trade Agency Karl Lund slept.", "Karl Lund", None),
        ("Royal Saudi Air Force Commander Lt. Gen. Karl Lund came to Oman.", "Karl Lund", "SAU"),
        ("Former Ohio Governor Ana Soto came to Oman.", "Ana Soto", "USA"),
        ("Jimmy Wales, president of the Lake Trade Agency, spoke.", "Jimmy Wales", None),
    ],
)
def test_whose_people_with_offices_are(
    record_of: Callable[..., Record], text: str, name: str, country: str | None
) -> None:
    found = by_name(record_of(text))[name]
    assert found.country == country
    assert not (found.role or "").endswith("United Kingdom")


def test_bodies_of_common_names_are_of_the_state_spoken_of(
    record_of: Callable[..., Record],
) -> None:
    record = record_of(
        "Thai police met Thai teachers. The Senate voted. New South Wales Police slept."
    )
    found = by_name(record)
    assert found["Senate"].country == "THA"
    assert "GBR" not in {a.country for a in record.actors}


def test_houses_and_agencies_are_bodies_of_their_own(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "The Senate rejected the bill of the United States, and the House passed it. The White "
        "House praised the House. UNICEF and UNHCR sent aid to Mali."
    )
    found = by_name(record)
    assert {"Senate", "House of Representatives", "White House", "UNICEF", "UNHCR"} <= set(found)
    assert [m.text for m in found["House of Representatives"].mentions] == ["House", "House"]


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        ("Peru said on Monday that it would close the mine.", "Peru", "it"),
        ("Two miners met. The miners said they would strike in Peru.", "miners", "they"),
        ("The Election Commission (EC) of Kenya met. The EC slept.", "Election Commission", "EC"),
        ("The Lima Post wrote of it on Monday. The Post cited a clerk.", "Lima Post", "The Post"),
        ("Ana Berg slept. In Lima the party whose leader, Karl Lund, is ill met.",
         "Karl Lund", "whose leader"),
    ],
)  # fmt: skip
def test_what_else_names_an_actor(
    record_of: Callable[..., Record], text: str, name: str, mention: str
) -> None:
    assert mention in [m.text for m in by_name(record_of(text))[name].mentions]


def test_who_says_we_does_it_and_is_not_all_of_them(record_of: Callable[..., Record]) -> None:
    record = record_of('"We will bomb the port," Colonel Juan Perez of Peru said on Monday.')
    (perez,) = (a for a in record.actors if a.name == "Juan Perez")
    assert [m.text for m in perez.mentions] == ["Colonel Juan Perez"]
    assert perez.id in record.events[0].actors


@pytest.mark.parametrize(
    "text",
    [
        "Guards used disproportionate force in front of the court in Lima.",
        "Peru ended a state of emergency on Monday.",
        "Peru did not say how many people it had arrested.",
    ],
)
def test_nouns_of_no_people_are_no_actors(record_of: Callable[..., Record], text: str) -> None:
    names = {a.name for a in record_of(text).actors}
    assert names <= {"Peru", "Guards", "court"}


@pytest.mark.parametrize(
    ("text", "name", "sectors"),
    [
        ("Army spokesman Juan Perez spoke in Lima.", "Juan Perez", ("MIL",)),
        ("Police spokesman Juan Perez spoke in Lima.", "Juan Perez", ("COP",)),
        ("Greenpeace spokesman Juan Perez spoke in Lima.", "Juan Perez", ("NGO",)),
        ("Team spokesman Juan Perez spoke in Lima.", "Juan Perez", ()),
        ("Lake Watch president Juan Perez spoke in Lima.", "Juan Perez", ()),
        ("Juan Perez, director general of the archive, spoke in Lima.", "Juan Perez", ()),
        ("The Boca West Country Club slept.", "Boca West Country Club", ()),
    ],
)  # fmt: skip
def test_whom_a_title_makes_somebody(
    record_of: Callable[..., Record], text: str, name: str, sectors: tuple[str, ...]
) -> None:
    assert by_name(record_of(text))[name].sectors == sectors


def test_two_given_names_that_only_sound_alike_are_two() -> None:
    assert not same_person(["Kevin", "Quill"], ["Gavin", "Quill"])
    assert same_person(["Moammar", "Gadhafi"], ["Moammar", "Kadafi"])


def test_a_noun_before_a_name_is_whose_name_it_is(record_of: Callable[..., Record]) -> None:
    found = by_name(record_of("British writer Karl Ost came to Lima to support Ana Soto."))
    assert (found["Karl Ost"].country, "British writer" in found) == ("GBR", False)
    several = by_name(
        record_of("Two members of Congress, Ana Soto and Karl Lund, said they would not back Tom.")
    )
    assert "they" in [m.text for m in several["Two members"].mentions]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The smear campaign went on in Lima. The Trump campaign met Ana Soto.", "smear"),
        ("Gov. Karl Ost was ill. Ana Soto (R) slept in Ohio.", "R"),
    ],
)
def test_what_is_no_actor(record_of: Callable[..., Record], text: str, words: str) -> None:
    record = record_of(text)
    assert all(words not in m.text.split() for a in record.actors for m in a.mentions)


def test_the_kind_of_a_body_is_no_other_body(record_of: Callable[..., Record]) -> None:
    found = by_name(record_of("The Fatah movement met in Gaza. Fatah slept."))
    assert [m.text for m in found["Fatah"].mentions] == ["The Fatah movement", "Fatah", "Fatah"]


def test_parties_of_one_name_are_of_the_state_spoken_of(record_of: Callable[..., Record]) -> None:
    found = record_of("The Conservatives of Karl Ost met in Canada. Canada held a vote.").actors
    assert "GBR" not in {a.country for a in found}


def test_an_office_told_again_is_who_was_named_in_it(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "Ohio Senator Ana Quill met farmers on Monday. She promised aid. The Ohio senator said she "
        "would return in May."
    )
    quill = next(a for a in record.actors if a.name == "Ana Quill")
    assert "The Ohio senator" in [m.text for m in quill.mentions]


def test_the_reader_of_a_text_is_nobody_named(record_of: Callable[..., Record]) -> None:
    record = record_of('Ana Soto said: "You have my word." If you live in Lima, write to us.')
    (soto,) = [a for a in record.actors if a.kind == "person"]
    assert all(m.text.lower() != "you" for m in soto.mentions)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Presidents of Ghana, Togo and Benin met in Lome on Monday.", "GHA TGO BEN"),
        ("Foreign ministers from Egypt, Sudan and Ethiopia met in Cairo.", "EGY SDN ETH"),
        ("Foreign ministers from Japan and South Korea agreed to share data.", "JPN KOR"),
        ("Envoys of Iran and Iraq met in Muscat on Monday.", "IRN IRQ"),
        ("The leaders of Greece and Cyprus condemned the raid.", "GRC CYP"),
        ("Presidents of Peru and Chile signed a pact in Lima.", "PER CHL"),
        ("Ghana's, Togo's and Benin's presidents met on Monday.", "GHA TGO BEN"),
        ("Troops from Chad, Niger and Nigeria attacked the camp.", "TCD NER NGA"),
        ("The governments of India and Pakistan agreed to a truce.", "IND PAK"),
        ("The prime ministers of Norway, Sweden and Finland visited Kyiv.", "NOR SWE FIN"),
        ("The president of Bosnia and Herzegovina resigned on Monday.", "BIH"),
    ],
)
def test_all_the_states_of_an_office_act(
    record_of: Callable[..., Record], text: str, countries: str
) -> None:
    record = record_of(text)
    by_id = {a.id: a.country for a in record.actors}
    assert [by_id[a] for a in record.events[0].actors] == countries.split()


def test_states_that_are_no_more_are_not_the_one_met_in(record_of: Callable[..., Record]) -> None:
    record = record_of("Leaders of Yugoslavia and Czechoslovakia met in Prague in 1987.")
    assert "CZE" not in {a.country for a in record.actors if a.kind == "role"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Prime Minister Anna Berg will visit Warsaw next week.", "Berg", None),
        ("President Ilir Dosti flew to Rome on Monday.", "Dosti", None),
        ("Minister Ole Dahl arrived in Nairobi for talks with Kenyan officials.", "Dahl", None),
        ("Foreign Minister Ole Dahl met his Kenyan counterpart in Nairobi.", "Dahl", None),
        ("The president flew from Oslo to Tallinn on Monday.", "president", "NOR"),
        ("Prime Minister Anna Berg, visiting Warsaw, praised the army.", "Berg", None),
        ("Foreign Minister Ole Dahl, who arrived in Nairobi, praised it.", "Dahl", None),
        ("Prime Minister Anna Berg plans to visit Warsaw next week.", "Berg", None),
        ("President Ilir Dosti's visit to Rome ended on Monday.", "Dosti", None),
        ("President Ilir Dosti is in Rome on a two-day visit.", "Dosti", None),
        ("President Ilir Dosti made a two-day visit to Rome.", "Dosti", None),
        ("Warsaw will host Prime Minister Anna Berg on Monday.", "Berg", None),
        ("Interior Minister Jan Novak travelled to Vienna on Monday.", "Novak", None),
        ("Inspectors arrived in Tehran on Monday.", "Inspectors", None),
        ("Envoys met in Muscat on Monday.", "Envoys", None),
        ("President Ilir Dosti returned to Tirana on Monday.", "Dosti", "ALB"),
        ("Prime Minister Anna Berg met farmers in Warsaw on Monday.", "Berg", "POL"),
        ("Prime Minister Anna Berg resigned in Warsaw on Monday.", "Berg", "POL"),
        ("Demonstrators marched in Baghdad on Monday.", "Demonstrators", "IRQ"),
    ],
)
def test_a_visitor_is_not_of_the_state_visited(
    record_of: Callable[..., Record], text: str, name: str, country: str | None
) -> None:
    actor = next(a for a in record_of(text).actors if name in a.name)
    assert actor.country == country


@pytest.mark.parametrize(
    "text",
    [
        "Georgetown beat Duke on Saturday; a Georgetown professor said sanctions would fail.",
        "Boston University researchers and a Hamilton College professor signed the letter.",
    ],
)
def test_a_seat_of_a_common_name_makes_nobody_its_states(
    record_of: Callable[..., Record], text: str
) -> None:
    assert {a.country for a in record_of(text).actors} == {None}


def test_a_namesake_of_a_seat_is_of_the_state_it_lies_in(
    record_of: Callable[..., Record],
) -> None:
    record = record_of("Residents of Cairo, Georgia, voted on Monday.")
    assert next(a.country for a in record.actors if a.name == "Residents") == "USA"

"""Said: quotations and reported clauses, with their speakers."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from importlib.resources import files

import numpy as np
import pytest

from diurna import Record
from diurna.language import LanguageModel, Reading
from diurna.language.attributions import Decoder, Views
from diurna.language.quotes import find_quotes
from diurna.said.beats import Beats
from diurna.syntax.cues import act_of


def said(record: Record) -> list[tuple[str, str, str]]:
    names = {a.id: a.name for a in record.actors}
    return [(s.kind, names.get(s.speaker or "", ""), s.content[0].text) for s in record.statements]


def test_direct_speech(record_of: Callable[..., Record]) -> None:
    record = record_of(
        '"We will not leave the table," President Ana Soto told reporters on Tuesday.'
    )
    assert said(record) == [("direct", "Ana Soto", "We will not leave the table,")]
    statement = record.statements[0]
    assert statement.cue is not None
    assert statement.cue.text == "told"
    assert statement.spoken.begin == dt.date(2025, 10, 14)
    addressed = [a.name for a in record.actors if a.id in statement.addressees]
    assert addressed == ["reporters"]


def test_indirect_speech_and_pronouns(record_of: Callable[..., Record]) -> None:
    record = record_of("Minister Jan Nowak arrived late. He said that the talks had failed.")
    assert said(record) == [("indirect", "Jan Nowak", "that the talks had failed")]


def test_mixed_speech(record_of: Callable[..., Record]) -> None:
    record = record_of("Ana Soto said the plan was “an insult to every voter in the country”.")
    assert said(record)[0][:2] == ("mixed", "Ana Soto")


def test_according_to(record_of: Callable[..., Record]) -> None:
    record = record_of("At least 12 people were killed, according to police.")
    kind, speaker, _ = said(record)[0]
    assert (kind, speaker) == ("indirect", "police")


def test_the_first_person_is_the_speaker(record_of: Callable[..., Record]) -> None:
    record = record_of(
        '"I will meet President Juan Soto on Monday," Prime Minister Jan Nowak said.'
    )
    names = {a.id: a.name for a in record.actors}
    event = next(e for e in record.events if e.type == "CONSULT")
    assert [names[a] for a in (*event.actors, *event.recipients)] == ["Jan Nowak", "Juan Soto"]


def test_scare_quotes_are_no_statement(record_of: Callable[..., Record]) -> None:
    assert said(record_of("The so-called “peace train” left Lima.")) == []


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "say"),
        ("did not deny", "say"),
        ("flatly denied", "deny"),
        ("declined to comment", "decline"),
        ("did not respond to", "decline"),
        ("refused to say", "decline"),
        ("ruled out", "deny"),
        ("has vowed", "promise"),
        ("acknowledged", "admit"),
        ("the threat", "threaten"),
        ("is skeptical", "believe"),
        ("praised", "praise"),
    ],
)
def test_acts(cue: str, act: str) -> None:
    lemmas = {
        "did": ("do", "AUX"), "said": ("say", "VERB"), "denied": ("deny", "VERB"),
        "has": ("have", "AUX"), "refused": ("refuse", "VERB"), "ruled": ("rule", "VERB"),
        "declined": ("decline", "VERB"), "vowed": ("vow", "VERB"), "is": ("be", "AUX"),
        "acknowledged": ("acknowledge", "VERB"), "threat": ("threat", "NOUN"),
        "skeptical": ("skeptical", "ADJ"), "praised": ("praise", "VERB"),
        "flatly": ("flatly", "ADV"), "not": ("not", "PART"), "to": ("to", "PART"),
        "the": ("the", "DET"), "out": ("out", "ADP"),
    }  # fmt: skip
    words = cue.split()
    rows = [(w, *lemmas.get(w, (w, "VERB")), "_", str(i), "dep") for i, w in enumerate(words)]
    assert act_of(Reading.of(rows), list(range(len(words)))) == act


def test_a_denial_is_a_denial(record_of: Callable[..., Record]) -> None:
    record = record_of("Minister Jan Nowak denied that he had met the rebels in Lisbon.")
    assert [s.act for s in record.statements] == ["deny"]
    assert [e.status for e in record.events if e.type == "CONSULT"] == ["denied"]


def test_nested_statements(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "Police spokesman Juan Soto said that the mayor had promised that the road would reopen."
    )
    outer, inner = record.statements
    assert inner.within == outer.id
    assert inner.cue is not None
    assert inner.cue.text.endswith("promised")
    assert inner.act == "promise"


def test_a_quotation_that_an_agency_reports(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "According to the state news agency, General Jan Nowak said, “The army will return to "
        "its barracks before the end of the month.”"
    )
    inner = next(s for s in record.statements if s.kind == "direct")
    names = {a.id: a.name for a in record.actors}
    assert names[inner.speaker or ""] == "Jan Nowak"
    outer = next(s for s in record.statements if s.id == inner.within)
    assert outer.cue is not None
    assert outer.cue.text.lower() == "according to"


def test_source_channel_and_addressee(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "“The bridge is closed until further notice,” Governor Ana Soto told reporters at a news "
        "conference in Lima."
    )
    statement = record.statements[0]
    assert statement.source is not None
    assert statement.source.text == "Governor Ana Soto"
    assert statement.channel is not None
    assert statement.channel.kind == "press conference"
    assert [p.name for p in record.places if p.id == statement.place] == ["Lima"]


def test_people_without_a_name_speak(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "Two people familiar with the talks said that the deal was dead. “Nobody called us,” one "
        "villager said."
    )
    names = {a.id: (a.name, a.kind) for a in record.actors}
    assert [names[s.speaker or ""] for s in record.statements] == [
        ("Two people", "group"),
        ("one villager", "unknown"),
    ]


def test_he_said_goes_on_with_who_spoke(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "The reform helps Minister Pedro Soto, according to his rival, Jan Nowak.\n\n"
        "“It was never a plan for the whole country,” he told reporters."
    )
    names = {a.id: a.name for a in record.actors}
    assert {names[s.speaker or ""] for s in record.statements} == {"Jan Nowak"}


def test_long_quotations_over_paragraphs(record_of: Callable[..., Record]) -> None:
    record = record_of(
        "“We came here to build a school,” said Ana Soto, who leads the charity.\n\n"
        "“Then the money stopped, and nobody told us why.\n\n"
        "“We are still here, and we will stay.”"
    )
    names = {a.id: a.name for a in record.actors}
    assert {names[s.speaker or ""] for s in record.statements} == {"Ana Soto"}
    words = " ".join(span.text for s in record.statements for span in s.content)
    assert words.startswith("We came here")
    assert words.endswith("we will stay.")


def test_titles_are_no_statements(record_of: Callable[..., Record]) -> None:
    record = record_of("She first sang in “The Winter of the Owls,” a film by Jan Nowak.")
    assert record.statements == ()


def test_attributions_are_put_together() -> None:
    labels = ["O", *(f"{p}-{k}" for k in ("cue", "source", "content") for p in "BIES")]
    tags = ["B-content", "E-content", "S-source", "S-cue", "O", "S-content"]
    scores = np.full((6, len(labels)), -9.0, np.float32)
    for i, tag in enumerate(tags):
        scores[i, labels.index(tag)] = -0.1
    ones = np.ones((6, 2), np.float32)
    views = Views(scores, ones, ones, -ones[0])
    found = Decoder(labels).decode(views, [6])
    assert [(a.source, a.cue, a.content) for a in found] == [
        (((2, 3),), ((3, 4),), ((0, 2), (5, 6)))
    ]


TRANSCRIPT = """Our correspondent met both ministers in Oslo.

Ana Berg: I will travel to Lima on Friday. We need more money.

Karl Lund: I do not agree with you.

Ana Berg: My government will send 200 trucks to Ukraine in June.

Karl Lund: I rejected the plan of France.

The interview was shortened."""


def test_the_turns_of_a_transcript_are_what_their_labels_say(
    record_of: Callable[..., Record],
) -> None:
    record = record_of(TRANSCRIPT)
    told = said(record)
    assert [(kind, name) for kind, name, _ in told] == [
        ("direct", "Ana Berg"), ("direct", "Karl Lund"),
        ("direct", "Ana Berg"), ("direct", "Karl Lund"),
    ]  # fmt: skip
    assert told[0][2] == "I will travel to Lima on Friday. We need more money."
    assert not any("shortened" in content for _, _, content in told)
    names = {a.id: a.name for a in record.actors}
    visit = next(e for e in record.events if e.trigger.text == "travel")
    assert [names[a] for a in visit.actors] == ["Ana Berg"]
    assert visit.according_to == (record.statements[0].id,)


@pytest.mark.parametrize(
    ("paragraphs", "turns"),
    [
        (["Q: Are you ready?", "A: I am.", "Q: When do you go?", "A: We go now."], "Q A Q A"),
        (["Winners: Ana.", "Losers: Bo.", "Winners: Cy.", "Losers: Di."], ""),
        (["Pros: It is cheap.", "Cons: It is slow.", "Pros: It works.", "Cons: It leaks."], ""),
        (["Berg: I agree.", "Lund: I do not."], ""),
    ],
)
def test_lists_are_no_transcripts(model: LanguageModel, paragraphs: list[str], turns: str) -> None:
    found = model.read("\n\n".join(paragraphs)).turns
    assert " ".join(t.speaker for t in found) == turns


def voices(record: Record) -> list[tuple[str, str, str]]:
    """List the first words of each quotation with its speaker and its kind."""
    return [(text, name, kind) for kind, name, text in said(record)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "‘We shall leave Friday,’ said President Ion Stan.",
            [("We shall leave Friday,", "Ion Stan")],
        ),
        (
            "«We will leave,» President Ion Stanciu said. „Nobody can stop us,“ he added.",
            [("We will leave,", "Ion Stanciu"), ("Nobody can stop us,", "Ion Stanciu")],
        ),
        (
            "'The strikers' demands were met,' Mayor Ina Lusk said.",
            [("The strikers' demands were met,", "Ina Lusk")],
        ),
        (
            "‚We will leave on Friday,‘ President Ion Stanciu said.",
            [("We will leave on Friday,", "Ion Stanciu")],
        ),
        (
            'Minister Jan Nowak said: ‘The bill is lost.’ "Order!" the speaker called.',
            [("The bill is lost.", "Jan Nowak"), ("Order!", "speaker")],
        ),
    ],
)
def test_marks_of_every_kind_stay_outside(
    record_of: Callable[..., Record], text: str, quoted: list[tuple[str, str]]
) -> None:
    assert voices(record_of(text)) == [(words, who, "direct") for words, who in quoted]


def test_a_mark_inside_what_is_said_stays(record_of: Callable[..., Record]) -> None:
    plural = record_of("President Ion Stanciu said that the guns were the rebels'.")
    assert said(plural)[0][2] == "that the guns were the rebels'"
    part = record_of("Minister Bela Koss said the law was 'a gift to the generals'.")
    assert said(part)[0][2] == "the law was 'a gift to the generals'"


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            'Koss said the officers "had to leave the square.\nThe union called the march off. '
            '"We have won," union leader Tom Arden said.',
            "We have won,",
            "Tom Arden",
        ),
        (
            'Deputy Nils Aas called the law "a gift to the generals and left the hall.\n'
            'The vote passed. "It is done," Speaker Eva Lund said.',
            "It is done,",
            "Eva Lund",
        ),
        (
            "“The bridge is safe, Mayor Ina Lusk said.\n“It is not,” engineer Paul Oke said.",
            "It is not,",
            "Paul Oke",
        ),
    ],
)
def test_a_quotation_left_open_takes_in_no_more(
    record_of: Callable[..., Record], text: str, words: str, who: str
) -> None:
    record = record_of(text)
    assert (words, who, "direct") in voices(record)
    everything = " ".join(span.text for s in record.statements for span in s.content)
    assert not any(x in everything for x in ("called the march off", "vote passed", "Lusk said"))


def doer(record: Record, type_: str) -> list[str]:
    names = {a.id: a.name for a in record.actors}
    found = [e for e in record.events if e.type == type_]
    return [names[a] for e in found for a in (*e.actors, *e.recipients)]


@pytest.mark.parametrize(
    ("text", "type_", "who"),
    [
        ("\"Premier Max Orsini told us, 'I will resign on Friday,'\" aide Nora Fell said.",
         "OFFICE", ["Max Orsini"]),
        ("“I said, ‘I will resign tomorrow,’” Premier Max Orsini recalled.",
         "OFFICE", ["Max Orsini"]),
        ("“He told me, ‘I will resign tomorrow,’ and then he left,” aide Nora Fell said.",
         "OFFICE", []),
        ("“He told me, ‘I will resign tomorrow,’” aide Nora Fell said of Premier Max Orsini.",
         "OFFICE", ["Max Orsini"]),
        ("“She told us, ‘I will never sign it,’” clerk Jon Penn said about Judge Rhea Stoll.",
         "AGREE", ["Rhea Stoll"]),
        ("‘He told me, “I will resign on Friday,”’ aide Nora Fell said.", "OFFICE", []),
        ("“My brother shouted, ‘I was arrested for nothing!’ as they took him,” Senator Lena Voss "
         "told reporters.", "COERCE", ["brother of Lena Voss"]),
        ("“‘I will veto the bill,’ the president told us last night,” Senator Hal Quist said.",
         "REJECT", ["president"]),
        ("“The so-called ‘peace plan’ is dead, and I will resign,” Minister Jan Nowak said.",
         "OFFICE", ["Jan Nowak"]),
        ("\"The mayor will say, 'I resigned in May,'\" councillor Jon Burr said.", "OFFICE",
         ["mayor"]),
    ],
)  # fmt: skip
def test_i_in_a_quotation_in_a_quotation(
    record_of: Callable[..., Record], text: str, type_: str, who: list[str]
) -> None:
    assert doer(record_of(text), type_) == who


def test_a_quotation_in_a_quotation_is_a_statement_in_a_statement(
    record_of: Callable[..., Record],
) -> None:
    record = record_of(
        "\"General Ivo Mann wrote, 'We will attack the city on Monday,'\" envoy Tom Bray said."
    )
    outer, inner = record.statements
    names = {a.id: a.name for a in record.actors}
    assert inner.within == outer.id
    assert names[inner.speaker or ""] == "Ivo Mann"
    assert inner.content[0].text == "We will attack the city on Monday,"
    assert [names[a] for e in record.events for a in e.actors] == ["Ivo Mann"]
    assert record.events[0].according_to == (inner.id, outer.id)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Prime Minister Alice Brandt turned to the ambassador. "You have lied to us." The '
         "ambassador nodded.", {"You have lied to us.": "Alice Brandt"}),
        ('Governor Tia Moss shook her head. "Not while I hold this office."',
         {"Not while I hold this office.": "Tia Moss"}),
        ('"The seat is ours," President Zara Amari grinned across the table. "For ten years," '
         "added her deputy, Lia Sorel.",
         {"The seat is ours,": "Zara Amari", "For ten years,": "Lia Sorel"}),
        ('"Come in," General Ivo Mann waved from the door. "Sit," added Colonel Ray Moss.',
         {"Come in,": "Ivo Mann", "Sit,": "Ray Moss"}),
        ('"You will hear from us," Minister Pavel Dror smiled. "When?" asked reporter Lia Sorel.',
         {"You will hear from us,": "Pavel Dror", "When?": "Lia Sorel"}),
        ('"Never," Governor Ana Rusk said. Deputy Nils Aas rolled his eyes. "We shall see."',
         {"Never,": "Ana Rusk", "We shall see.": "Nils Aas"}),
        ('"Leave us." General Ivo Mann pointed at the gate.', {"Leave us.": "Ivo Mann"}),
        ("Premier Max Orsini banged his fist on the table. “Enough!”", {"Enough!": "Max Orsini"}),
        ("Chancellor Eva Rohn threw up her hands. “What more do they want?” Her aide, Jon Burr, "
         "shrugged. “Everything.”",
         {"What more do they want?": "Eva Rohn", "Everything.": "Jon Burr"}),
        ('President Zara Amari leaned forward. "You promised," she said. The envoy looked away.',
         {"You promised,": "Zara Amari"}),
        ('Minister Jan Nowak shook hands with Premier Max Orsini. "This is a good day."',
         {"This is a good day.": ""}),
        ('"The vote is ours," Speaker Eva Lund said. The bill passed in May. "It is a good law."',
         {"The vote is ours,": "Eva Lund", "It is a good law.": "Eva Lund"}),
    ],
)  # fmt: skip
def test_gestures_tell_who_speaks(
    record_of: Callable[..., Record], text: str, quoted: dict[str, str]
) -> None:
    record = record_of(text)
    names = {a.id: a.name for a in record.actors}
    told = {c.text: names.get(s.speaker or "", "") for s in record.statements for c in s.content}
    assert told == quoted


def test_every_gesture_is_one_and_its_near_miss_none(model: LanguageModel) -> None:
    with (files("diurna.syntax") / "data/gestures.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t"))
    for column, is_one in (("example", True), ("near", False)):
        texts = [f'{row[column]} "The day is over."' for row in rows if row[column]]
        for reading in model.read_many(texts):
            quotes = find_quotes(reading.text)
            assert (Beats(reading, quotes).find(quotes[0]) is not None) is is_one, reading.text


def test_the_record_has_the_sentences(record_of: Callable[..., Record]) -> None:
    record = record_of("The U.S. army met the U.N. envoy in Lima. Talks end on Sunday.", title="A")
    texts = [record.article.full[a:b] for a, b in record.sentences]
    assert texts[1:] == ["The U.S. army met the U.N. envoy in Lima.", "Talks end on Sunday."]

"""Said: quotations and reported clauses, with their speakers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from diurna import Record
from diurna.language import LanguageModel, Reading
from diurna.language.attributions import Decoder, Views
from diurna.said.cues import act_of
from diurna.language.quotes import find_quotes, scan


def said(record: Record) -> list[tuple[str, str, str]]:
    names = {a.id: a.name for a in record.actors}
    return [(s.kind, names.get(s.speaker or "", ""), s.content[0].text) for s in record.statements]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("“One,” she said, “two.”", ["One,", "two."]),
        ('"An open one\n"that goes on."', ["An open one", "that goes on."]),
        ('A stray " mark.', []),
        ("No marks.", []),
    ],
)
def test_quotation_marks(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes


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
    ("text", "roles"),
    [
        ("He is 5' 10\" tall.", ["measure"]),
        ('"One."\n"Two."', ["opens", "closes", "opens", "closes"]),
        ('"One.\n"Two."', ["opens", "goes on", "closes"]),
        ("“One.\nTwo.”", ["opens", "closes"]),
        ("A ”stray mark and a “pair”.", ["opens", "stray", "closes"]),
        ("She called it “a word“ twice.", ["opens", "closes"]),
    ],
)
def test_every_mark_has_a_role(text: str, roles: list[str]) -> None:
    assert [m.role for m in scan(text)[1]] == roles


def test_single_marks_quote_where_there_are_no_double_ones() -> None:
    text = "‘We shan’t go,’ the Joneses’ son said in the ’90s, ‘not yet.’"
    assert [text[q.start : q.end] for q in find_quotes(text)] == ["We shan’t go,", "not yet."]


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

"""Statements of readings made by hand."""

from __future__ import annotations

from collections.abc import Callable

from diurna import said
from diurna.reader import Setting
from diurna.record import Statement

QUOTED = "“We will leave on Friday,” Ana Soto told reporters in Lima."
SAID = "Chile said Peru must withdraw its troops."
DENIED = "The minister denied that Peru had bombed the port."


def one(told: Setting) -> tuple[Statement, dict[str, str]]:
    """Return the only statement, and the names of the actors by id."""
    (found,) = told.statements
    names = {actor.id: actor.name for actor in told.cast.actors()}
    return said.statement(told.cast.reading, found), names


def test_a_quotation_has_its_speaker(setting_of: Callable[[str], Setting]) -> None:
    found, names = one(setting_of(QUOTED))
    assert found.kind == "direct"
    assert [c.text for c in found.content] == ["We will leave on Friday,"]
    assert names[found.speaker or ""] == "Ana Soto"
    assert [names[a] for a in found.addressees] == ["reporters"]


def test_a_cue_and_a_source_are_words(setting_of: Callable[[str], Setting]) -> None:
    found, _ = one(setting_of(QUOTED))
    assert (found.cue and found.cue.text, found.source and found.source.text) == (
        "told",
        "Ana Soto",
    )


def test_a_statement_has_a_place(setting_of: Callable[[str], Setting]) -> None:
    told = setting_of(QUOTED)
    found, _ = one(told)
    places = {located.place.id: located.place.name for located in told.places}
    assert places[found.place or ""] == "Lima"


def test_what_is_reported_is_indirect(setting_of: Callable[[str], Setting]) -> None:
    found, names = one(setting_of(SAID))
    assert (found.kind, found.act, names[found.speaker or ""]) == ("indirect", "say", "Chile")
    assert [c.text for c in found.content] == ["Peru must withdraw its troops"]


def test_a_denial_is_an_act(setting_of: Callable[[str], Setting]) -> None:
    assert one(setting_of(DENIED))[0].act == "deny"


def test_nothing_is_said_where_nobody_speaks(setting_of: Callable[[str], Setting]) -> None:
    assert setting_of("Peru has not signed the accord.").statements == []

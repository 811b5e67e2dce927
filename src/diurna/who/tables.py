"""The tables of this room, loaded once; those of states stand in `diurna.world`."""

from __future__ import annotations

from functools import cache

from diurna.world.tables import countries, rows

__all__ = ["countries", "homes_of_words", "newsrooms", "states_of_names"]


@cache
def homes_of_words() -> dict[str, tuple[str, ...]]:
    """Return the states of which a word of an actor's name or office speaks: "republican"."""
    return {
        r["word"]: tuple(r["states"].split("|")) for r in rows("words_of_states.tsv", "diurna.who")
    }


@cache
def states_of_names() -> dict[str, dict[str, float]]:
    """Return how many of a thousand people of each state bear a given name.

    Behind a hyphen stand the last letters of surnames.
    """
    out: dict[str, dict[str, float]] = {}
    for row in rows("names_of_states.tsv", "diurna.who"):
        told = (part.split(":") for part in row["states"].split("|"))
        out[row["name"]] = {code: float(rate) for code, rate in told}
    return out


@cache
def newsrooms() -> dict[str, str]:
    """Return the states of newsrooms (ISO3) by lower-cased name, its article left out."""
    return {r["name"]: r["iso3"] for r in rows("newsrooms.tsv", "diurna.who")}

"""What holds over a clause whatever its own verb says: "prevented from", "rejected claims that"."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, get_args

from diurna.errors import DataError
from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.lexicon import classes
from diurna.syntax.modality import Verdict, negated, own
from diurna.syntax.patterns import Predicate
from diurna.syntax.rules import Rules, load

_FILE: Final = "outside.toml"
_PREDICATES: Final[dict[str, Predicate]] = {
    "negated": lambda reading, index: negated(reading, index) is not None,
    "negation": lambda reading, index: negated(reading, reading.heads[index]) == index,
}
"""Whether a word is negated, and whether it is the word that negates its head."""


@cache
def rules() -> dict[str, Rules]:
    """Return the rules of outside.toml, for verbs and for nouns."""
    text = (files(__package__) / "data" / _FILE).read_text("utf-8")
    made = load(text, _FILE, classes(), _PREDICATES)
    for rule in (rule for group in made.values() for rule in group.rules):
        if rule.says.get("status") not in (*get_args(Status), "own"):
            raise DataError(
                f"{_FILE}: rule {rule.name!r}: {rule.says.get('status')!r} is no status"
            )
    return made


def deadline(reading: Reading, verb: int) -> int | None:
    """Return the "until" of "have until Friday to leave", or None."""
    told = rules()["verb"].matches(reading, verb)
    return next((found["by"] for rule, found in told if rule.name == "given until"), None)


def outside(reading: Reading, verb: int) -> Verdict | None:
    """Return the verdict of what stands over a verb's clause, or None."""
    return _first(rules()["verb"], reading, verb)


def lasting(reading: Reading, noun: int) -> Verdict | None:
    """Read a noun as going on: "talks are under way", "the siege is in its third week"."""
    return _first(rules()["noun"], reading, noun)


def _first(group: Rules, reading: Reading, index: int) -> Verdict | None:
    for rule, found in group.matches(reading, index):
        by, status = found["by"], rule.says["status"]
        told = own(reading, by) if status == "own" or rule.says.get("yields") else None
        if status == "own":
            if told is not None:
                return told
        elif told is not None and told.status not in ("occurred", "ongoing"):
            return told
        else:
            return Verdict(status, by)
    return None

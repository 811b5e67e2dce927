"""An event under construction."""

from __future__ import annotations

from dataclasses import dataclass, field

from diurna.record import Quantity
from diurna.syntax.modality import Verdict
from diurna.what.codebook import Entry


@dataclass(slots=True)
class Found:
    """An event under construction; indices are words of the reading."""

    entry: Entry
    trigger: int
    verdict: Verdict
    actors: list[str]
    recipients: list[str]
    carrier: int | None = None
    begin: int = 0
    end: int = 0
    quantities: list[Quantity] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    is_noun: bool = False
    definite: bool = False
    changed: bool = False
    """Whether it is said of a noun that it moves or is off."""
    ordinal: str = ""
    """Which of several it is said to be: "second", "another"."""
    chance: float = 0.0
    """How likely the type is right, 0 to 1."""
    why: str = ""

    @property
    def guessed(self) -> bool:
        """Whether the model alone reads the type, and the code book has no word for it."""
        return ", model " in self.why

    @property
    def people(self) -> set[str]:
        """Everyone who takes part."""
        return {*self.actors, *self.recipients}

    @property
    def predicate(self) -> int:
        """The word that clause-mates hang on: the light verb, or the trigger itself."""
        return self.carrier if self.carrier is not None else self.trigger

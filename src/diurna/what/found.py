"""An event under construction."""

from __future__ import annotations

from dataclasses import dataclass, field

from diurna.record import Quantity
from diurna.syntax.modality import Verdict
from diurna.what.codebook import Entry


@dataclass(frozen=True, slots=True)
class By:
    """What an event is known by.

    Attributes:
        part: ``verb``, ``noun``, ``adjective`` or ``modal``.
        words: The words of the code book, or the lemma: "blow up", "peace talks".
        note: What decides beside them.
        chance: The model's, where it alone reads the type and the code book has no word for it.
    """

    part: str
    words: str
    note: str = ""
    chance: float | None = None

    @property
    def lemma(self) -> str:
        """What the event is called, one word; empty where a modal is all that tells it."""
        words = self.words.split() or [""]
        return "" if self.part == "modal" else words[-1] if self.part == "noun" else words[0]

    @property
    def rule(self) -> str:
        """The record's name of the rule: part, words, and what else decides."""
        note = "model" if self.chance is not None else self.note
        return ":".join(filter(None, (self.part, self.words, note)))

    def __str__(self) -> str:
        """Say it for people."""
        model = f"model {self.chance:.2f}" if self.chance is not None else ""
        return ", ".join(filter(None, (f"{self.part} {self.words}", self.note, model)))


@dataclass(slots=True)
class Found:
    """An event under construction; indices are words of the reading."""

    by: By
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
    """How likely it is an event of its type, 0 to 1."""
    plan: dict[str, float] = field(default_factory=dict)
    """How likely somebody announces it, by kind, as the clause reader has it."""
    odds: dict[str, float] = field(default_factory=dict)
    """Log odds of each status."""
    ruled: Verdict | None = None
    """The status by the rules alone."""
    against: tuple[str, ...] = ()
    """What the rules say against its being one."""

    @property
    def guessed(self) -> bool:
        """Whether the model alone reads the type, and the code book has no word for it."""
        return self.by.chance is not None

    @property
    def people(self) -> set[str]:
        """Everyone who takes part."""
        return {*self.actors, *self.recipients}

    @property
    def predicate(self) -> int:
        """The word that clause-mates hang on: the light verb, or the trigger itself."""
        return self.carrier if self.carrier is not None else self.trigger

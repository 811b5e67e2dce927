"""An actor under construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from diurna.record import ActorKind
from diurna.who.roles import Role

_MALE: Final = frozenset(
    {"mr.", "king", "prince", "sir", "spokesman", "chairman", "congressman", "pope"}
)
_FEMALE: Final = frozenset(
    {
        "mrs.",
        "ms.",
        "miss",
        "queen",
        "princess",
        "dame",
        "spokeswoman",
        "chairwoman",
        "congresswoman",
    }
)


@dataclass(slots=True)
class Member:
    """An actor under construction."""

    number: int
    kind: ActorKind
    name: str
    parts: list[str] = field(default_factory=list)
    country: str | None = None
    sectors: list[str] = field(default_factory=list)
    entity: str | None = None
    role: str | None = None
    title: str | None = None
    gender: str | None = None
    mentions: set[tuple[int, int]] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The id in the record."""
        return f"a{self.number}"

    def take(self, role: Role) -> None:
        """Learn from an office read beside a name."""
        self.country = self.country or role.country or role.title.country
        sector = "ELI" if role.former and role.title.sector == "GOV" else role.title.sector
        if sector and sector not in self.sectors:
            self.sectors.append(sector)
        if role.title.role and (
            self.role is None or (role.title.national and " of " not in self.role)
        ):
            self.role, self.title = role.text(), role.title.role
        if role.phrase in _MALE:
            self.gender = "m"
        elif role.phrase in _FEMALE:
            self.gender = "f"

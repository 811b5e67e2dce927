"""An actor under construction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from diurna.record import ActorKind
from diurna.syntax.lexicon import words
from diurna.who.roles import Role
from diurna.world.knowledge import knowledge
from diurna.world.spelling import suffix

_MALE: Final = words("of_a_man")
_FEMALE: Final = words("of_a_woman")


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
    inferred: bool = False
    """Whether the country is read out of the scene, not of the words for the actor."""
    owner: str | None = None
    """Id of whose people or things they are by a possessive: "its troops"."""
    rules: bool = False
    """Whether a government is called by the name: "the Quill administration"."""
    mentions: set[tuple[int, int]] = field(default_factory=set)
    earlier: str | None = None
    """Id in the article's record, where a section before this one named them."""

    @property
    def id(self) -> str:
        """The id in the record."""
        return f"a{self.number}"

    def take(self, role: Role) -> None:
        """Learn from an office read beside a name.

        Who heads an international body is its government, as PLOVER codes them: IGO and GOV.
        """
        self.country = self.country or role.country or role.title.country
        sector = "ELI" if role.former and role.title.sector == "GOV" else role.title.sector
        for code in (sector, "GOV" if sector == "IGO" else None):
            if code and code not in self.sectors:
                self.sectors.append(code)
        if role.title.role and (
            self.role is None or (role.title.national and " of " not in self.role)
        ):
            self.role, self.title = role.text(), role.title.role
        if role.phrase in _MALE:
            self.gender = "m"
        elif role.phrase in _FEMALE:
            self.gender = "f"


def recognise(members: list[Member], day: dt.date) -> None:
    """Give people what the knowledge base knows of them on a day.

    What the text says of somebody stands; the base adds country, sector, office and entity, and the
    full name where the text has the surname alone. One whom the text calls a former holder of the
    office that the base has them in is someone else.
    """
    near = frozenset(m.country for m in members if m.country and m.kind != "person")
    for member in members:
        if member.kind != "person":
            continue
        former = (member.role or "").startswith("former ")
        known = knowledge().person(
            member.parts,
            day,
            country=member.country,
            office=None if former else member.title,
            near=near,
            rules=member.rules,
        )
        if known is None or (former and known.office == member.title):
            continue
        if suffix(member.name) != suffix(known.name):
            continue
        member.country, member.entity = known.country, known.entity
        if len(member.parts) == 1:
            member.name = known.name
        member.sectors = member.sectors or list(known.sectors)
        if member.role is None or (known.office and known.office == member.title):
            member.role, member.title = known.role, known.office

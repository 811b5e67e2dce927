"""Terms of office, and which words the news calls their holders by."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from diurna.world.spelling import key, plain
from diurna.world.tables import countries, genders
from diurna.world.words import listed, words

BY_GIVEN_NAME: Final = words("by_given_name")
_WITH_ARTICLE: Final = listed("with_article")
_CROWN: Final = "GBR"


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody in an office, from a first to a last day (inclusive).

    Attributes:
        country: ISO3.
        office: As `titles.tsv` words roles; empty where the source gives the leader alone.
        name: The holder's.
        begin: First day.
        end: Last day; None while in office.
        source: Where the fact is from.
    """

    country: str
    office: str
    name: str
    begin: dt.date
    end: dt.date | None
    source: str

    def on(self, day: dt.date) -> bool:
        """Say whether the office was held on a day."""
        return self.begin <= day and (self.end is None or day <= self.end)

    @property
    def entity(self) -> str:
        """A stable id of the holder."""
        return entity_id(self.country, self.name)

    @property
    def title(self) -> str:
        """The office with its country, in words."""
        return f"{self.office} of {with_article(self.country)}" if self.office else ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the base knows of somebody on a day.

    Attributes:
        name: As the base has it.
        country: ISO3.
        sectors: On that day; ``ELI`` for who held office before.
        entity: A stable id.
        office: Held on that day, or None.
        role: The office in words, with "former" before one that is over, or None.
    """

    name: str
    country: str
    sectors: tuple[str, ...]
    entity: str
    office: str | None
    role: str | None


def entity_id(country: str, name: str) -> str:
    """Return the id of a person: country and name, in plain letters."""
    return f"person:{country.lower()}-" + "-".join(plain(name).replace(".", "").split())


def with_article(iso: str) -> str:
    """Return the name of a state as a phrase has it: "the Netherlands"."""
    found = countries().get(iso)
    name = found.name if found else iso
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def first_day(text: str) -> dt.date:
    """Return the first day of a year, a month or a day as the tables write them."""
    return dt.date.fromisoformat((text + "-01-01")[:10])


def last_day(text: str) -> dt.date | None:
    """Return the last day of a year, a month or a day; None where the cell is empty."""
    if not text:
        return None
    if len(text) == 10:
        return dt.date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7] or 12)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def called(name: list[str], word: str) -> bool:
    """Say whether the news calls a leader by a word: a surname, seldom the given name."""
    given = key(name[0]) == key(word) and len(name) > 1 and key(name[-1]) != key(word)
    return not given or word.lower() in BY_GIVEN_NAME or word.lower() not in genders()


def bears(name: list[str], word: str) -> bool:
    """Say whether a word is somebody's surname, or the given name that he or she goes by."""
    given = word.lower() in BY_GIVEN_NAME and key(name[0]) == key(word)
    return given or key(name[-1]) == key(word)


def last_name(name: str) -> str:
    """Return the key of a surname, what is joined to it aside: "El-Sisi"."""
    return key(re.split(r"[- ]", name)[-1])


def at_home(found: list[Term]) -> list[Term]:
    """Return the terms of the one state that somebody heads of several: the first, or Britain.

    The King of the United Kingdom is that of fourteen more, and Iraq's president once ruled Kuwait.
    """
    if len({plain(t.name) for t in found}) != 1:
        return found
    begin = min(t.begin for t in found)
    first = [t for t in found if t.begin == begin]
    begun = {t.country for t in first}
    if len(begun) > 1:
        return [t for t in found if t.country == _CROWN] or found
    end = first[0].end or dt.date.max
    within = all((t.end or dt.date.max) <= end for t in found if t.country not in begun)
    return [t for t in found if t.country in begun] if within else found

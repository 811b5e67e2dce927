"""The knowledge base: who held which office when, and whose man or woman somebody was.

Its tables are made by ``tools/build_kb.py``; the data card names their sources. A day outside
what the sources cover has no holder: silence is better than a wrong name.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from diurna.world.base_files import read_tables
from diurna.world.people import ends_of, names_of, serves, spells
from diurna.world.spelling import key, plain, same_person
from diurna.world.tables import given_names
from diurna.world.terms import (
    BY_GIVEN_NAME,
    Known,
    Term,
    at_home,
    bears,
    called,
    entity_id,
    first_day,
    last_day,
    last_name,
)
from diurna.world.words import words

HEADS: Final = words("heads") | {""}
"""Offices whose holders the news calls by their surname alone."""
_ABROAD: Final = frozenset({"Secretary of State", "Minister of Foreign Affairs"})
"""Those of them that lead no government."""
_SEATS: Final = words("seats")
"""Offices by which a name that several may bear is a member of parliament's."""
_ENGLISH: Final = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF"})
_SHORT: Final = 3
_REMEMBERED: Final = 12
"""Years for which news calls a leader of the past by surname alone, and for which a spell without
an end holds."""


def _same(name: str, words: list[str]) -> bool:
    return same_person(name.split(), words)


class Knowledge:
    """Answers who held an office on a day and who somebody was; `knowledge()` is the packaged one.

    Args:
        terms: Holders of offices.
        people: Lines of the table of people: name, other names, country, spells.
    """

    def __init__(self, terms: Iterable[Term], people: Iterable[list[str]] = ()) -> None:
        self._offices: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._by_part: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            self._offices[term.country, term.office].append(term)
            for part in dict.fromkeys(map(key, term.name.split())):
                if len(part) > 1:
                    self._by_part[part].append(term)
        self._people: dict[str, list[list[str]]] = defaultdict(list)
        self._surnames: dict[str, list[str]] = defaultdict(list)
        for row in people:
            words = row[0].lower().split()
            if not words:
                continue
            self._surnames[words[-1]].append(row[0])
            if not row[1]:
                self._people[ends_of(row[0])].append(row)
                continue
            for ends in dict.fromkeys(map(ends_of, names_of(row))):
                self._people[ends].append(row)

    def holder(self, country: str, office: str, day: dt.date) -> Term | None:
        """Return who held an office on a day; None where nobody is known or two are.

        Args:
            country: ISO3.
            office: As `titles.tsv` words roles ("Prime Minister").
            day: The day.
        """
        found = [t for t in self._offices.get((country, office), ()) if t.on(day)]
        return found[0] if len({t.name for t in found}) == 1 else None

    def terms_of(self, country: str, office: str) -> list[Term]:
        """Return every term of a state's office."""
        return list(self._offices.get((country, office), ()))

    def terms(self, words: list[str]) -> list[Term]:
        """Return the terms of everyone whose name may be these words, first to last."""
        seen = {id(t): t for w in words for t in self._by_part.get(key(w), ())}
        return sorted(
            (t for t in seen.values() if same_person(words, t.name.split())), key=lambda t: t.begin
        )

    def person(
        self,
        words: list[str],
        day: dt.date,
        *,
        country: str | None = None,
        office: str | None = None,
        near: frozenset[str] = frozenset(),
        rules: bool = False,
    ) -> Known | None:
        """Return who a name stands for on a day, or None where that is not sure.

        Args:
            words: The name, given name first; a surname alone names only who holds a high office.
            day: The day the name is read on.
            country: ISO3 that the text gives him or her; no one of another country is returned.
            office: That stands before the name: "President" Bush.
            near: States that the text speaks of, which a surname alone needs for a witness.
            rules: Whether the text speaks of his or her government, which is a witness too.
        """
        if not words:
            return None
        found = [t for t in self.terms(words) if country in (None, t.country)]
        if len(words) > 1 and country is None:
            found = [t for t in found if " " in t.name]
        if len(words) > 1 and len({t.country for t in found}) > 1:
            found = [t for t in found if last_name(t.name) == last_name(words[-1])] or found
        held = [t for t in found if t.office == office and t.on(day)]
        initials = len(words) > 1 and all(len(w.rstrip(".")) == 1 for w in words[:-1])
        if initials and country is None and not held:
            own = plain(" ".join(words))
            found = [t for t in found if t.country in near or plain(t.name) == own]
        if office and len({t.name for t in held}) == 1:
            return self._of_terms(held, day)
        if office and len(words) == 1 and not held:
            return self._by_former_office(words[0], found, office, day)
        if len(words) == 1:
            if rules:
                found = [t for t in found if t.office not in _ABROAD]
                near = near | {t.country for t in found}
            return self._by_surname(words[0], found, day, country, near, rules=rules)
        if found:
            return self._of_terms(found, day)
        return self._of_dictionary(words, day, country, near, office)

    def _by_former_office(
        self, surname: str, found: list[Term], office: str, day: dt.date
    ) -> Known | None:
        """Return who "President Obama" is years after: the only one of that name to have been it.

        An article's day may also be a guess, or the text may look back.
        """
        were = [
            t
            for t in found
            if t.office == office and t.begin <= day and key(t.name.split()[-1]) == key(surname)
        ]
        if len({t.entity for t in were}) != 1:
            return None
        return self._of_terms([t for t in found if t.entity == were[0].entity], day)

    def _by_surname(
        self,
        surname: str,
        found: list[Term],
        day: dt.date,
        country: str | None,
        near: frozenset[str],
        *,
        rules: bool,
    ) -> Known | None:
        if len(surname) < _SHORT and not country and not rules:
            return None
        heads = [t for t in found if t.office in HEADS and t.begin <= day]
        found = [t for t in heads if t.on(day)]
        found = [t for t in found if called(t.name.split(), surname)]
        if not found:
            return self._by_late_surname(surname, heads, day, country, near, rules=rules)
        if len({t.name for t in found}) != 1:
            return None
        sure = country or self._unmistakable(surname, found)
        if not sure and found[0].country not in near:
            return None
        return self._of_terms(found, day)

    def _by_late_surname(
        self,
        surname: str,
        heads: list[Term],
        day: dt.date,
        country: str | None,
        near: frozenset[str],
        *,
        rules: bool,
    ) -> Known | None:
        """Return who led a state before and goes by a surname that nobody else bears.

        The government that is called by a surname is that of the last to have led one.
        """
        heads = [
            t
            for t in heads
            if bears(t.name.split(), surname)
            and t.end is not None
            and (rules or (day - t.end).days < _REMEMBERED * 365)
        ]
        if rules and heads:
            last = max(heads, key=lambda t: t.begin)
            return self._of_terms([t for t in heads if t.entity == last.entity], day)
        heads = at_home(heads)
        if len({t.entity for t in heads}) != 1:
            return None
        named = heads[0].country == country or heads[0].country in near
        return self._of_terms(heads, day) if named and self._unmistakable(surname, heads) else None

    def _unmistakable(self, surname: str, found: list[Term]) -> bool:
        """Say whether a surname alone means one person: an American president, or nobody else."""
        president = any(t.country == "USA" and t.office == "President" for t in found)
        return president or self._only_one(surname)

    def _only_one(self, surname: str) -> bool:
        """Say whether nobody else in the base bears a surname, and it is no given name."""
        terms = at_home(self._by_part.get(key(surname), []))
        if len({t.entity for t in terms}) != 1 or len(surname) <= _SHORT:
            return False
        name = terms[0].name.split()
        others = [n for n in self._surnames.get(surname.lower(), ()) if not _same(n, name)]
        return (
            not others
            and terms[0].country not in _ENGLISH
            and (surname.lower() not in given_names() or surname.lower() in BY_GIVEN_NAME)
        )

    @staticmethod
    def _of_terms(found: list[Term], day: dt.date) -> Known | None:
        if len({t.country for t in found}) > 1:
            found = at_home(found)
        if len({t.country for t in found}) > 1:
            return None
        now = [t for t in found if t.on(day)]
        before = [t for t in found if t.end is not None and t.end < day]
        best = now[-1] if now else before[-1] if before else None
        first = found[0]
        sectors: tuple[str, ...] = ("GOV",) if now else ("ELI",) if before else ()
        role = best.title if best and best.title else None
        if role and not now:
            role = f"former {role}"
        office = best.office or None if best and now else None
        return Known(first.name, first.country, sectors, first.entity, office, role)

    def _of_dictionary(
        self,
        words: list[str],
        day: dt.date,
        country: str | None,
        near: frozenset[str],
        office: str | None,
    ) -> Known | None:
        name = f"{plain(words[0])} {plain(words[-1])}"
        found = [r for r in self._people.get(name, ()) if country in (None, r[2])]
        found = [r for r in found if any(same_person(words, n.split()) for n in names_of(r))]
        if len({r[2] for r in found}) != 1:
            return None
        row = next((r for r in found if serves(r, day)), found[0])
        seated = office in _SEATS and "LEG:" in row[3]
        two = sum(len(w) > 2 for w in words) <= 2
        common = two and plain(words[0]) in given_names() and not serves(row, day)
        told = {key(n.replace(" ", "")) for n in names_of(row)}
        unsure = row[2] in _ENGLISH or common or key("".join(words)) not in told
        if unsure and country is None and row[2] not in near and not seated:
            return None
        sectors: list[str] = []
        earlier = False
        for codes, first, end in spells(row):
            last = end or first.replace(year=first.year + _REMEMBERED)
            if first <= day <= last:
                sectors += [c for c in codes if c not in sectors]
            earlier = earlier or last < day
        if not sectors and earlier:
            sectors = ["ELI"]
        return Known(row[0], row[2], tuple(sectors), entity_id(row[2], row[0]), None, None)


def load(folder: Path | None = None) -> Knowledge:
    """Load a knowledge base.

    Args:
        folder: With its tables; the packaged base where None.

    Raises:
        DiurnaError: A table is missing or damaged.
    """
    with _no_collecting():
        offices, people = read_tables(folder)
        terms = (Term(c, o, n, first_day(b), last_day(e), s) for c, o, n, b, e, s in offices)
        return Knowledge(terms, people)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the collector from looking through growing tables: it takes half of the loading."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def knowledge() -> Knowledge:
    """Return the knowledge base in use: the folder that ``DIURNA_KB`` names, or the packaged one.

    Raises:
        DiurnaError: The folder has no knowledge base.
    """
    chosen = os.environ.get("DIURNA_KB")
    return load(Path(chosen) if chosen else None)

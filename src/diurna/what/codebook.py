"""The code book as data, indexed by the words that it codes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from diurna.errors import DataError
from diurna.record import Plover, Status


@dataclass(frozen=True, slots=True)
class Entry:
    """One type and mode of the code book; see the notes in codebook.toml."""

    type: str
    mode: str | None
    cameo: str
    mutual: bool
    needs: str | None
    weak: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """Entries by verb and by noun.

    Attributes:
        verbs: Lemma to (object lemmas that it wants, particle or None, entry).
        nouns: Head lemma to (words before it, entry), longest first.
        entries: By type and mode.
        idle: Objects by verb, and words beside a noun, with which it codes nothing.
        idle_clauses: Verbs of a clause by the verb that codes nothing with them.
        idle_particles: Particles by verb with which it codes nothing.
        idle_subjects: Subjects by the verb that codes nothing of them.
        idle_predicates: Verbs by the noun that codes nothing as their subject.
        silent: Nouns that the model's type is not taken of.
        fought: Objects that are attacked or seized in a manner of speaking.
        accidents: Nouns and verbs of what harms without anybody's doing.
        nominal: Verbs by the nouns made of them: "withdrawal".
        troops: Nouns for soldiers.
        prisoners: Nouns for whom somebody holds.
        blows: Nouns by which somebody is beaten in body.
        transitive: Verbs of harm that always take an object.
        sites: Nouns for places and things that are attacked in arms, not in words.
        parcels: Nouns for an amount of aid: "shipment".
        curbs: Nouns for stopping aid: "freeze".
        undergone: Nouns of what is done to whose it is, unless that is a power: "her arrest".
        suffered: Nouns of what is done to whose it is, whoever that is: "the cabinet's ouster".
    """

    verbs: dict[str, list[tuple[frozenset[str], str | None, Entry]]]
    nouns: dict[str, list[tuple[tuple[str, ...], Entry]]]
    entries: dict[tuple[str, str | None], Entry]
    idle: dict[str, frozenset[str]]
    idle_clauses: dict[str, frozenset[str]]
    idle_particles: dict[str, frozenset[str]]
    idle_subjects: dict[str, frozenset[str]]
    idle_predicates: dict[str, frozenset[str]]
    silent: frozenset[str]
    fought: frozenset[str]
    accidents: tuple[frozenset[str], frozenset[str]]
    nominal: dict[str, str]
    troops: frozenset[str]
    prisoners: frozenset[str]
    blows: frozenset[str]
    transitive: frozenset[str]
    sites: frozenset[str]
    parcels: frozenset[str]
    curbs: frozenset[str]
    undergone: frozenset[str]
    suffered: frozenset[str]

    def plain(self, kind: str) -> Entry:
        """Return the entry of a type without a mode, or one like it with the mode left out."""
        if (found := self.entries.get((kind, None))) is not None:
            return found
        like = next(e for (k, _), e in self.entries.items() if k == kind)
        return replace(like, mode=None, needs="actor", weak=False)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text("utf-8"))


@cache
def codebook() -> Codebook:
    """Return the packaged code book.

    Raises:
        DataError: An entry has a type that types.toml lacks.
    """
    verbs: dict[str, list[tuple[frozenset[str], str | None, Entry]]] = {}
    nouns: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    entries: dict[tuple[str, str | None], Entry] = {}
    data = _toml("codebook.toml")
    for row in data["entry"]:
        if row["type"] not in (*types(), "VOTE", "COURT", "OFFICE"):
            raise DataError(f"codebook.toml: no type {row['type']!r}")
        entry = Entry(
            row["type"],
            row.get("mode"),
            row["cameo"],
            row["roles"] == "mutual",
            row.get("needs"),
            row.get("weak", False),
        )
        entries[entry.type, entry.mode] = entry
        for form in row["verbs"]:
            verb, _, wanted = form.partition(":")
            lemma, _, particle = verb.partition(" ")
            objects = frozenset(data["classes"][wanted[1:]] if wanted[:1] == "@" else [wanted])
            chosen = objects if wanted else frozenset()
            verbs.setdefault(lemma, []).append((chosen, particle or None, entry))
        for form in row["nouns"]:
            *before, head = form.split()
            nouns.setdefault(head, []).append((tuple(before), entry))
    for options in verbs.values():
        options.sort(key=lambda o: -bool(o[0]) - (o[1] is not None))
    for named in nouns.values():
        named.sort(key=lambda o: -len(o[0]))
    idle, clauses, particles, subjects, predicates = (
        {verb: frozenset(words) for verb, words in data[name].items()}
        for name in ("idle", "idle_clauses", "idle_particles", "idle_subjects", "idle_predicates")
    )
    accidents = data["accidents"]
    return Codebook(
        verbs,
        nouns,
        entries,
        idle,
        clauses,
        particles,
        subjects,
        predicates,
        frozenset(data["silent"]["nouns"]),
        frozenset(data["classes"]["fought"]),
        (frozenset(accidents["nouns"]), frozenset(accidents["verbs"])),
        dict(data["nominal"]),
        frozenset(data["classes"]["troops"]),
        frozenset(data["classes"]["prisoners"]),
        frozenset(data["classes"]["blows"]),
        frozenset(data["transitive"]["verbs"]),
        frozenset(data["classes"]["ground"]) | frozenset(data["classes"]["sites"]),
        frozenset(data["parcels"]["nouns"]),
        frozenset(data["parcels"]["curbs"]),
        frozenset(data["undergone"]["usually"]),
        frozenset(data["undergone"]["always"]),
    )


@cache
def types() -> dict[str, dict[str, Any]]:
    """Return PLOVER's types with quad class, score and modes."""
    return _toml("types.toml")


_CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_WORDS = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE"})
"""Types that stay what they are when they lie ahead or are denied."""
_OURS: dict[tuple[str, str | None], tuple[str, str | None]] = {
    ("COURT", "convict"): ("SANCTION", "convict"),
    ("COURT", "charge"): ("ACCUSE", "allege"),
    ("COURT", "acquit"): ("CONCEDE", None),
    ("COURT", None): ("ACCUSE", "investigate"),
    ("OFFICE", "resign"): ("RETREAT", "resign"),
}
_FILED: dict[Status, str] = {
    "threatened": "THREATEN",
    "requested": "REQUEST",
    "negated": "REJECT",
    "denied": "REJECT",
}


def plover(kind: str, mode: str | None, status: Status) -> Plover | None:
    """Return how PLOVER files an event of a type and status; None where it has no word.

    Convictions are a SANCTION, charges and hearings an ACCUSE, an acquittal a CONCEDE, a
    resignation a RETREAT; votes and other changes of office have no place in it.
    A planned cooperative act is an AGREE, a planned hostile one a THREATEN; what is asked for
    is a REQUEST; what is refused, called off or denied a REJECT; what is only imagined is not
    filed.
    """
    kind, mode = _OURS.get((kind, mode), (kind, mode))
    if kind not in types() or status in ("hypothetical", "conditional"):
        return None
    filed, kept = kind, mode if mode in types()[kind].get("modes", {}) else None
    if status == "planned" and kind not in _WORDS:
        filed, kept = ("THREATEN" if kind in _CONFLICT else "AGREE"), None
    elif status in _FILED and kind not in _WORDS:
        filed, kept = _FILED[status], None
    row = types()[filed]
    score = row.get("modes", {}).get(kept, row["score"])
    return Plover(filed, kept, row["quad"], float(score))


def filed_type(entry: Entry) -> str:
    """Return the type that PLOVER has for an entry's event when it has happened."""
    return _OURS.get((entry.type, entry.mode), (entry.type, None))[0]


_CAMEO_FILED: dict[str, str] = {
    "AGREE": "030",
    "THREATEN": "130",
    "REQUEST": "100",
    "REJECT": "120",
}


def cameo(entry: Entry, filed: Plover | None) -> str | None:
    """Return the CAMEO code of the event as PLOVER files it."""
    if filed is None:
        return None
    if filed.type in (entry.type, _OURS.get((entry.type, entry.mode), ("",))[0]):
        return entry.cameo
    if filed.type == "AGREE" and entry.type == "CONSULT":
        return "036"
    return _CAMEO_FILED[filed.type]

"""The code book as data, indexed by the words that it codes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from diurna.errors import DataError
from diurna.record import Plover, Status
from diurna.syntax.lexicon import resolved


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
        idle: By objects, clauses, particles, subjects or predicates, then by verb or noun: words
            with which it codes nothing.
        nominal: Verbs by the nouns made of them: "withdrawal".
        classes: Classes of words; see the notes beside them.
    """

    verbs: dict[str, list[tuple[frozenset[str], str | None, Entry]]]
    nouns: dict[str, list[tuple[tuple[str, ...], Entry]]]
    entries: dict[tuple[str, str | None], Entry]
    idle: dict[str, dict[str, frozenset[str]]]
    nominal: dict[str, str]
    classes: dict[str, frozenset[str]]

    def stills(self, table: str, word: str, named: str) -> bool:
        """Say whether a verb or a noun codes nothing with some word; see `idle`."""
        return named in self.idle[table].get(word, ())

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
    data = _toml("codebook.toml")
    classes = resolved(data["classes"], "codebook.toml", {})
    idle = {
        table: {word: frozenset(named) for word, named in rows.items()}
        for table, rows in data["idle"].items()
    }
    book = Codebook({}, {}, {}, idle, data["nominal"], classes)
    for row in data["entry"]:
        _enter(book, row)
    for options in book.verbs.values():
        options.sort(key=lambda o: -bool(o[0]) - (o[1] is not None))
    for named in book.nouns.values():
        named.sort(key=lambda o: -len(o[0]))
    return book


def _enter(book: Codebook, row: dict[str, Any]) -> None:
    """Enter the words of one type and mode."""
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
    book.entries[entry.type, entry.mode] = entry
    for form in row["verbs"]:
        verb, _, wanted = form.partition(":")
        lemma, _, particle = verb.partition(" ")
        objects = frozenset({wanted} if wanted else ())
        if wanted[:1] == "@":
            objects = book.classes[wanted[1:]]
        book.verbs.setdefault(lemma, []).append((objects, particle or None, entry))
    for form in row["nouns"]:
        *before, head = form.split()
        book.nouns.setdefault(head, []).append((tuple(before), entry))


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
    "threatened": "THREATEN", "requested": "REQUEST", "negated": "REJECT", "denied": "REJECT",
}  # fmt: skip


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


_CAMEO_FILED = {"AGREE": "030", "THREATEN": "130", "REQUEST": "100", "REJECT": "120"}


def cameo(entry: Entry, filed: Plover | None) -> str | None:
    """Return the CAMEO code of the event as PLOVER files it."""
    if filed is None:
        return None
    if filed.type in (entry.type, _OURS.get((entry.type, entry.mode), ("",))[0]):
        return entry.cameo
    if filed.type == "AGREE" and entry.type == "CONSULT":
        return "036"
    return _CAMEO_FILED[filed.type]

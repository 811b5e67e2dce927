"""What kind of file something is that is no article: told by its suffix and its first bytes."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

HEAD: Final = 4096
"""How many bytes tell the kind."""

_COMMENTS: Final = re.compile(r"\A(?:\s|<!--.*?-->)*", re.DOTALL)
_SEPARATORS: Final = "\t,;|"
_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is not read."""

    name: str
    suffixes: frozenset[str]
    magic: tuple[tuple[int, bytes], ...]
    opening: re.Pattern[str] | None

    def opens(self, head: bytes, text: str) -> bool:
        """Say whether a file that begins so is of this kind."""
        binary = b"\0" in head
        for at, mark in self.magic:
            words = at > 0 or mark.isalnum()
            if head.startswith(mark, at) and (binary or not words):
                return True
        return bool(self.opening and self.opening.match(text))


@dataclass(frozen=True, slots=True)
class Kinds:
    """All that is known of kinds of files."""

    kinds: tuple[Kind, ...]
    hint: str
    columns: frozenset[str]
    markup: re.Pattern[str]
    least: int
    every: int


def _magic(told: str) -> tuple[int, bytes]:
    at, _, digits = told.partition(":")
    return int(at), bytes.fromhex(digits)


@cache
def table() -> dict[str, Any]:
    """Return the data file."""
    return tomllib.loads((files(__package__) / "data/kinds.toml").read_text("utf-8"))


@cache
def kinds() -> Kinds:
    """Return the kinds of files that are not read."""
    data = table()
    found = tuple(
        Kind(
            kind["name"],
            frozenset(kind["suffixes"]),
            tuple(map(_magic, kind.get("magic", ()))),
            re.compile(kind["opening"]) if "opening" in kind else None,
        )
        for kind in data["kind"]
    )
    markup = data["markup"]
    tags = re.compile(rf"(?i)</?(?:{'|'.join(markup['tags'])})(?:\s[^<>]*)?/?>")
    columns = frozenset(data["table"]["columns"])
    return Kinds(found, data["hint"], columns, tags, markup["least"], markup["every"])


def of_suffix(suffix: str) -> str | None:
    """Return the kind of file that a suffix stands for, None where it may be an article."""
    wanted = suffix.lower()
    return next((kind.name for kind in kinds().kinds if wanted in kind.suffixes), None)


def _cut(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _names(cells: list[str]) -> bool:
    known = sum(cell in kinds().columns for cell in cells)
    return known > 1 and known * 2 >= len(cells)


def _is_table(text: str) -> bool:
    """Say whether lines are rows: column names first, or several lines cut alike."""
    lines = [line.strip(" ") for line in text.split("\n")[:40] if line.strip()]
    if not lines:
        return False
    for separator in _SEPARATORS:
        names = [cell.strip().strip("\ufeff").lower() for cell in _cut(lines[0], separator)]
        if _names(names):
            return True
        cut = [len(_cut(line.strip(), separator)) for line in lines[:_ROWS]]
        whole = len(cut) == _ROWS and len(set(cut)) == 1
        if whole and cut[0] >= (2 if separator == "\t" else 4):
            return True
    return False


def of_head(head: bytes) -> str | None:
    """Return the kind of a file that is no article by its first bytes, None where it may be one."""
    head = head[:HEAD]
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    opening = text[_COMMENTS.match(text).end() :]  # type: ignore[union-attr]
    for kind in kinds().kinds:
        if kind.opens(head, opening):
            return kind.name
    if b"\0" in head:
        return "not text: it holds NUL characters"
    return "a CSV or TSV table" if _is_table(text) else None


def markup(text: str) -> str | None:
    """Return the kind of markup that is given as text: a whole page, or many tags."""
    known = kinds()
    opening = text[:HEAD].lstrip()
    if opening[:1] == "<" and (kind := of_head(opening.encode("utf-8", "replace"))):
        return kind
    if text.count("<") < known.least:
        return None
    tags = sum(1 for _ in known.markup.finditer(text))
    return "HTML" if tags >= known.least and tags * known.every >= len(text) else None


def refusal(kind: str) -> str:
    """Return the reason why a kind of file is not read, in words."""
    return kind if kind.startswith("not text") else f"not plain text but {kind}: {kinds().hint}"

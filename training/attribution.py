"""PolNeAR as documents: the source, the cue and the content that each word belongs to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from diurna.language.words import paragraphs, tokenize

from data import Document, Mark, Sentence

HELD_OUT = 10
"""One training article in this many, by a hash of its name, is kept to develop on."""
PARTS = ("cue", "source", "content")
TAGS = ["O", *(f"{p}-{k}" for k in PARTS for p in "BIES")]

_SPAN = re.compile(r"T(\d+)\t(Source|Cue|Content) ([\d ;]+)\t")
_LINKED = re.compile(r"(Source|Cue|Content)\d*:T(\d+)")
_STOPS = frozenset((".", "?", "!", "...", "…"))
_CLOSERS = frozenset(("”", '"', "''", "’", ")", "]"))


def held_out(name: str) -> bool:
    """Say whether a training article is one to develop on."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def read_polnear(folder: Path) -> Iterator[Document]:
    """Read a part of the corpus: texts, and the stand-off file that lies beside each.

    Raises:
        ValueError: A span lies outside its text.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        marked = next(iter((folder / "attributions").glob(path.stem + "_*.ann")), None)
        if marked is None:
            continue
        text = path.read_text("utf-8")
        owners = _owners(marked, text)
        sentences = list(_sentences(text, owners))
        if sentences:
            yield Document(path.stem, "polnear", sentences)


def _owners(path: Path, text: str) -> dict[int, tuple[int, str]]:
    """Return the attribution and the part that each character belongs to."""
    spans: dict[str, list[tuple[int, int]]] = {}
    out: dict[int, tuple[int, str]] = {}
    for line in path.read_text("utf-8").split("\n"):
        if match := _SPAN.match(line):
            pieces = [tuple(map(int, p.split())) for p in match[3].split(";")]
            spans[match[1]] = [(a, b) for a, b in pieces]
        elif line.startswith("E"):
            number = int(line[1:].split("\t")[0])
            for part, span in _LINKED.findall(line):
                for start, end in spans.get(span, ()):
                    if end > len(text):
                        raise ValueError(f"{path.name}: a span ends at {end} of {len(text)}")
                    out.update(dict.fromkeys(range(start, end), (number, part.lower())))
    return out


def _sentences(text: str, owners: dict[int, tuple[int, str]]) -> Iterator[Sentence]:
    for begin, end in paragraphs(text):
        offsets = tokenize(text, begin, end)
        if not offsets:
            continue
        words = [text[a:b] for a, b in offsets]
        marks = _marks([owners.get(a) for a, _ in offsets])
        cuts = [0, *(i for i in range(1, len(words)) if _ends_before(words, i)), len(words)]
        for first, last in pairwise(cuts):
            yield Sentence(words[first:last], first == 0, marks=marks[first:last])


def _ends_before(words: list[str], index: int) -> bool:
    """Say whether a sentence seems to end before a word."""
    last = index - 1
    while last > 0 and words[last] in _CLOSERS:
        last -= 1
    opens = words[index][0].isupper() or words[index] in ("“", "``", "‘")
    return words[last] in _STOPS and opens


def _marks(owners: list[tuple[int, str] | None]) -> list[Mark | None]:
    """Tag the runs of a paragraph's words, each with the attribution that it belongs to."""
    out: list[Mark | None] = []
    for i, owner in enumerate(owners):
        if owner is None:
            out.append(None)
            continue
        opens = i == 0 or owners[i - 1] != owner
        closes = i + 1 == len(owners) or owners[i + 1] != owner
        place = {(True, True): "S", (True, False): "B", (False, True): "E"}.get(
            (opens, closes), "I"
        )
        out.append(Mark(f"{place}-{owner[1]}", owner[0]))
    return out

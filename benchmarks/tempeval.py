"""TempEval-3's scores for expressions of time, and the corpora in its terms.

Strict: exact offsets. Relaxed: any overlap, each gold and each predicted expression matched at
most once, in text order. Value and type accuracy are taken over the relaxed matches; value F1 is
relaxed F1 times value accuracy (UzZaman et al. 2013, "SemEval-2013 Task 1: TempEval-3").
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression: half-open offsets, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(slots=True)
class Document:
    name: str
    text: str
    published: dt.date
    times: list[Timex]


@dataclass(slots=True)
class Score:
    """Counts over documents."""

    gold: int = 0
    mine: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0
    wrong: list[tuple[str, Timex | None, Timex | None]] = field(default_factory=list)

    def add(self, name: str, gold: list[Timex], mine: list[Timex]) -> None:
        """Count one document's expressions."""
        self.gold += len(gold)
        self.mine += len(mine)
        exact = {(t.start, t.end) for t in gold}
        self.strict += sum((t.start, t.end) in exact for t in mine)
        for want, got in match(gold, mine):
            if want and got:
                self.relaxed += 1
                self.type += want.type == got.type
                self.value += want.value == got.value
            if not want or not got or want.value != got.value:
                self.wrong.append((name, want, got))

    def figures(self) -> dict[str, float]:
        """Return F1s and the accuracy of values and types over the relaxed matches."""

        def f1(right: int) -> float:
            return 2 * right / (self.gold + self.mine) if self.gold + self.mine else 0.0

        return {
            "strict_f1": f1(self.strict),
            "relaxed_f1": f1(self.relaxed),
            "relaxed_precision": self.relaxed / max(self.mine, 1),
            "relaxed_recall": self.relaxed / max(self.gold, 1),
            "value_f1": f1(self.value),
            "type_f1": f1(self.type),
        }


def match(gold: list[Timex], mine: list[Timex]) -> Iterator[tuple[Timex | None, Timex | None]]:
    """Pair overlapping expressions in text order, exact ones first; the rest stand alone."""
    free = sorted(mine, key=lambda t: t.start)
    for want in sorted(gold, key=lambda t: t.start):
        over = [t for t in free if t.start < want.end and want.start < t.end]
        best = next((t for t in over if (t.start, t.end) == (want.start, want.end)), None)
        best = best or next(iter(over), None)
        if best:
            free.remove(best)
        yield want, best
    for got in free:
        yield None, got


def parse_inline(markup: str) -> tuple[str, list[Timex]]:
    """Take the tags off a text; TIMEX3 elements become expressions."""
    text, times, opened = "", [], []
    at = 0
    for tag in TAG.finditer(markup):
        text += unescape(markup[at : tag.start()])
        at = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened.append((len(text), dict(ATTRIBUTE.findall(tag[3]))))
        elif opened:
            start, attributes = opened.pop()
            times.append(
                Timex(start, len(text), attributes.get("type", ""), attributes.get("value", ""))
            )
    return text + unescape(markup[at:]), times


def timebank(corpora: Path) -> Iterator[Document]:
    """Yield TimeBank and AQUAINT as TempEval-3 gave them out."""
    yield from timeml(sorted((corpora / "temporal/tbaq").glob("*/*.tml")))


def wikiwars(corpora: Path) -> Iterator[Document]:
    """Yield WikiWars, the narratives of wars, in TimeML."""
    folder = corpora / "temporal/wikiwars/wikiwars/whole-tml/tml"
    yield from timeml(sorted(folder.glob("*.tml")))


def timeml(paths: Iterable[Path]) -> Iterator[Document]:
    """Read TimeML documents; expressions without a value are kept with an empty one."""
    for path in paths:
        raw = path.read_text(encoding="utf-8")
        day = re.search(r"<DCT>.*?value=\"(\d{4}-\d{2}-\d{2})", raw, re.DOTALL)
        body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
        if body:
            text, times = parse_inline(body[1])
            published = dt.date.fromisoformat(day[1]) if day else dt.date(1998, 1, 1)
            yield Document(path.stem, text, published, times)


def held_out(name: str) -> bool:
    """Say whether a document is in the fifth that no rule is written from."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 5 == 0

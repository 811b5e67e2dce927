"""Articles read by hand, with their events by words: what the reader of clauses is trained on.

Two sources: `records/real-*.json` of the shared folder (articles with their texts), and
`annotated/articles.jsonl`, which names documents of the corpora and holds offsets alone.
"""

from __future__ import annotations

import csv
import hashlib
import html
import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diurna.language import Reading

Span = tuple[int, int]
FOLDS = 4
_SIGNS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
"""Brackets as treebanks write them."""


@dataclass(slots=True)
class Person:
    """Somebody who takes part: the words in the trigger's sentence, and the name."""

    span: Span | None
    name: str


@dataclass(slots=True)
class Event:
    """An event as a reader filed it; `spans` are its trigger and its other words."""

    spans: list[Span]
    type: str
    mode: str | None
    status: str
    actors: list[Person]
    recipients: list[Person]
    when: str | None
    begin: str | None
    end: str | None
    place: str | None
    agenda: str | None


@dataclass(slots=True)
class Annotated:
    """An article with its events; offsets count in headline, line break, text."""

    id: str
    source: str
    published: str
    title: str
    text: str
    events: list[Event]
    people: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def full(self) -> str:
        """Headline, line break, text."""
        return f"{self.title}\n{self.text}"

    @property
    def fold(self) -> int:
        """Which of `FOLDS` parts it is left out with."""
        return int(hashlib.md5(self.id.encode()).hexdigest(), 16) % FOLDS


def _find(full: str, words: str) -> Span | None:
    """Find `words#n`: the n-th place at which exactly these characters stand."""
    told = re.fullmatch(r"(.*?)(?:#(\d+))?", words.strip(), re.S)
    assert told is not None
    at = -1
    for _ in range(int(told[2] or 1)):
        at = full.find(told[1], at + 1)
        if at < 0:
            return None
    return at, at + len(told[1])


def _plain(words: object) -> str | None:
    """Return words without the number of their place."""
    return words.split("#")[0].strip() or None if isinstance(words, str) else None


def _people(full: str, entries: list[str]) -> list[Person]:
    out = []
    for entry in entries:
        words, _, name = entry.partition("=")
        out.append(Person(_find(full, words) if words.strip() else None, name.strip()))
    return out


def of_records(folder: Path) -> Iterator[Annotated]:
    """Yield the articles of a folder of records by hand."""
    for path in sorted(folder.glob("real-*.json")):
        for record in json.loads(path.read_text("utf-8")):
            full = f"{record['title']}\n{record['text']}"
            events = []
            for e in record["events"]:
                spans = [s for w in (e["trigger"], *e.get("also", [])) if (s := _find(full, w))]
                events.append(
                    Event(
                        spans, e["type"], e.get("mode"), e["status"],
                        _people(full, e["actors"]), _people(full, e["recipients"]),
                        _plain(e.get("when")), e.get("begin"), e.get("end"),
                        _plain(e.get("place")), e.get("agenda"),
                    )
                )  # fmt: skip
            people = []
            for told in record.get("people", []):
                name, country, sectors, _ = (x.strip() for x in told.split("|"))
                people.append(
                    (name, country, frozenset(filter(None, map(str.strip, sectors.split(",")))))
                )
            changes = [c | {"span": _find(full, c["words"])} for c in record.get("changes", [])]
            yield Annotated(
                record["id"], path.stem, record["published"], record["title"], record["text"],
                events, people, changes,
            )  # fmt: skip


def _joined(tokens: Iterable[str]) -> str:
    """Put the tokens of a corpus back together as a newsroom would have set them."""
    told = " ".join(_SIGNS.get(t, t) for t in tokens)
    told = re.sub(r"``|''", '"', told)
    told = re.sub(r'"\s*"', '"', told)
    told = re.sub(r'"\s*([^"]*?)\s*(?:"|$)', r'"\1"', told) if told.count('"') % 2 == 0 else told
    told = re.sub(r"\s+([.,;:!?%)\]’”]|'(?:s|re|ve|ll|d|m)\b|n't\b)", r"\1", told)
    told = re.sub(r"([(\[$£€“‘])\s+", r"\1", told)
    told = re.sub(r"’ (s|re|ve|ll|d|m|t)\b", r"’\1", told)
    told = re.sub(r"(?<=\w) - (?=\w)", "-", told)
    return re.sub(r"\b([A-Z])\. (?=[A-Z]\.)", r"\1.", told)


def _tdg(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, day as it stands there, headline and text of Wikinews' articles in TDG."""
    for part in (folder / "train.txt").read_text("utf-8").split("filename:")[1:]:
        top, _, rest = part.partition(":SNT_LIST\n")
        sentences = rest.partition("EDGE_LIST")[0].strip().split("\n")
        told = re.search(r'id="(\d+)".*title="(.*?)"', top)
        breaks = re.search(r"<paragraph:([\d_]*)>", top)
        assert told is not None
        assert breaks is not None
        first = set(breaks[1].split("_"))
        text = ""
        for n, sentence in enumerate(sentences[1:], 1):
            text += ("\n" if str(n) in first else " ") * bool(text) + _joined(sentence.split())
        yield f"tdg:{told[1]}", sentences[0], html.unescape(told[2]), text


def _worldwide(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield key, address and text of the articles of Worldwide English Newswire."""
    for path in sorted(folder.glob("processed_annotated/*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        address, *rest = (line.split("\t")[0].strip() for line in lines)
        paragraphs = " ".join(t or "\n" for t in rest).split("\n")
        text = "\n".join(filter(None, (_joined(p.split()) for p in paragraphs)))
        yield f"worldwide:{path.name.removesuffix('.txt.tsv')}", address, text


def documents(corpora: Path) -> dict[str, tuple[str, str]]:
    """Return headline and text of the documents that `articles.jsonl` names."""
    out: dict[str, tuple[str, str]] = {}
    for key, _, title, text in _tdg(corpora / "temporal/tdg"):
        out[key] = title, text
    for key, _, text in _worldwide(corpora / "ner/worldwide"):
        out[key] = "", text
    for path in sorted((corpora / "attribution/polnear/train/text").glob("*.txt")):
        out[f"polnear:{path.stem}"] = "", path.read_text("utf-8")
    news = corpora / "news"
    for line in (news / "stream/stream.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        out[f"stream:{row['id']}"] = row["title"] or "", row["text"]
    for year in (2019, 2020):
        with (news / f"wikinews/wikinews_{year}.csv").open(newline="", encoding="utf-8") as file:
            for n, row in enumerate(csv.DictReader(file)):
                out[f"wikinews_{year}:{n}"] = row["title"], row["text"]
    with lzma.open(news / "allsides_sample.jsonl.xz", "rt", encoding="utf-8") as packed:
        for line in packed:
            row = json.loads(line)
            out[f"allsides:{row['id']}"] = row["title"] or "", row["text"]
    return out


def of_corpora(path: Path, corpora: Path, *, again: bool = False) -> Iterator[Annotated]:
    """Yield the articles of the corpora that offsets are held for.

    Args:
        path: `articles.jsonl`.
        corpora: Folder of the corpora.
        again: Whether to yield the second readings of articles that were read twice instead.
    """
    texts = documents(corpora)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if bool(row.get("again")) != again:
            continue
        title, text = texts[row["doc"]]
        text = text[: row["length"]]
        full = f"{title}\n{text}"

        def words(span: list[int] | None, full: str = full) -> str | None:
            return full[slice(*span)] if span else None

        events = []
        for e in row["events"]:
            sides = [
                [
                    Person(tuple(a) if a else None, words(n) or words(a) or "")
                    for a, n in e.get(side, [])
                ]
                for side in ("actors", "recipients")
            ]
            spans = [tuple(s) for s in (e["at"], *e.get("also", []))]
            events.append(
                Event(
                    spans, e["type"], e.get("mode"), e["status"], *sides, words(e.get("when")),
                    e.get("begin"), e.get("end"), words(e.get("place")), e.get("agenda"),
                )
            )  # fmt: skip
        people = [
            (full[a:b], c, frozenset(filter(None, s.split(",")))) for a, b, c, s in row["people"]
        ]
        changes = [c | {"span": tuple(c["at"]) if c.get("at") else None} for c in row["changes"]]
        yield Annotated(
            row["doc"],
            row["doc"].partition(":")[0],
            row["published"],
            title,
            text,
            events,
            people,
            changes,
        )


def of_own(path: Path) -> Iterator[Annotated]:
    """Yield the short texts written for the project, as the rules alone once read them."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        events = []
        for e in row["events"]:
            sides = [
                [Person(tuple(a) if a else None, n) for a, n in e.get(side, [])]
                for side in ("actors", "recipients")
            ]
            events.append(
                Event(
                    [tuple(s) for s in e["spans"]], e["type"], e.get("mode"), e["status"], *sides,
                    e.get("when"), e.get("begin"), e.get("end"), e.get("place"), e.get("agenda"),
                )
            )  # fmt: skip
        yield Annotated(row["id"], "own", row["published"], "", row["text"], events)


def head(reading: Reading, span: Span) -> int | None:
    """Return the word that governs some characters, or None."""
    words = list(reading.between(*span))
    if not words:
        return None
    found = reading.outward(words[0], words[-1] + 1)
    return found if found is not None else words[-1]


def heads(reading: Reading, event: Event) -> list[int]:
    """Return the words that tell of an event, its trigger first."""
    return list(dict.fromkeys(h for s in event.spans if (h := head(reading, s)) is not None))


def told(reading: Reading, words: str | None) -> list[int]:
    """Return the governing words of every place at which some words stand."""
    out: list[int] = []
    at = -1
    while words and (at := reading.text.find(words, at + 1)) >= 0:
        if (found := head(reading, (at, at + len(words)))) is not None:
            out.append(found)
    return out


def articles(shared: Path) -> list[Annotated]:
    """Every article read by hand, once."""
    given = list(of_records(shared / "records"))
    known = {a.text[:80] for a in given}
    more = of_corpora(Path(__file__).parent / "annotated/articles.jsonl", shared / "corpora")
    return given + [a for a in more if a.text[:80] not in known]

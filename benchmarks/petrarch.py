"""PETRARCH's own records: (source country, CAMEO root, target country) by sentence.

The unit tests speak of made-up states, which only the coder's own dictionary knows: an actor's
code is looked up there by the words of its mentions where the record gives no state. A meeting is
coded from either side, as PETRARCH does; whoever belongs to an international body is ``IGO``.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from diurna import Record, article, read_many
from diurna.record import Event

from common import f1

Coded = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its day and its events."""

    text: str
    date: str
    events: frozenset[Coded]


def sentences(path: Path) -> list[Sentence]:
    """Read a file of records; parses are passed over."""
    out = []
    for block in re.split(r"(?=<Sentence )", path.read_text("utf-8"))[1:]:
        words = re.search(r"<Text>(.*?)</Text>", block, re.DOTALL)
        date = re.search(r'date="(\d{4})(\d\d)(\d\d)"', block)
        if words is None or date is None or not words[1].strip():
            continue
        events = set()
        for tag in re.findall(r"<EventCoding[^>]*>", block):
            marks = ET.fromstring(tag.rstrip("/>") + "/>").attrib
            if {"sourcecode", "eventcode", "targetcode"} <= set(marks):
                events.add(
                    (marks["sourcecode"][:3], marks["eventcode"][:2], marks["targetcode"][:3])
                )
        out.append(Sentence(" ".join(words[1].split()), "-".join(date.groups()), frozenset(events)))
    return out


def dictionary(path: Path) -> dict[str, str]:
    """Read an actor dictionary: name in capitals to the first three letters of its code."""
    out: dict[str, str] = {}
    waiting: list[str] = []
    for raw in path.read_text("utf-8", errors="replace").split("\n"):
        line = re.split(r"[;#]", raw)[0].strip()
        name = line.split("[")[0].strip().lstrip("+").strip("_ ").replace("_", " ")
        code = re.search(r"\[([A-Z]{3})", line)
        if name and not line.startswith("+"):
            waiting = []
        if name:
            waiting.append(name)
        if code:
            for known in waiting:
                out.setdefault(known, code[1])
    return out


def codes(record: Record, names: dict[str, str]) -> dict[str, str]:
    """Return the state, or ``IGO``, of each actor of a record."""
    out = {}
    for actor in record.actors:
        code = actor.country or ("IGO" if "IGO" in actor.sectors else "")
        if not code or names:
            said = " ".join(m.text.upper().replace("'S", "") for m in actor.mentions)
            found = [n for n in names if re.search(rf"\b{re.escape(n)}\b", said)]
            code = names[max(found, key=len)] if found else code
        out[actor.id] = code
    return out


def coded(event: Event, by_id: dict[str, str]) -> set[Coded]:
    """Return what an event says as PETRARCH would."""
    root = (event.cameo or "")[:2]
    sources = {c for a in event.actors if (c := by_id[a])}
    targets = {c for r in event.recipients if (c := by_id[r])}
    out = {(s, root, t) for s in sources for t in targets}
    if event.type == "CONSULT":
        everyone = sources | targets
        out |= {(s, root, t) for s in everyone for t in everyone if s != t}
    return out


def score(path: Path, names: dict[str, str]) -> dict[str, float]:
    """Measure the events of a file of records."""
    rows = sentences(path)
    tally: Counter[str] = Counter()
    read = read_many(article(s.text, published=s.date) for s in rows)
    for row, record in zip(rows, read, strict=True):
        by_id = codes(record, names)
        own = {c for e in record.events for c in coded(e, by_id)}
        tally.update(gold=len(row.events), own=len(own), right=len(own & row.events))
        pairs = {(s, t) for s, _, t in row.events}
        tally.update(pairs=len(pairs), paired=len(pairs & {(s, t) for s, _, t in own}))
    precision, recall, both = f1(tally["gold"], tally["own"], tally["right"])
    return {
        "sentences": float(len(rows)), "precision": precision, "recall": recall, "f1": both,
        "pair_recall": tally["paired"] / tally["pairs"],
    }  # fmt: skip

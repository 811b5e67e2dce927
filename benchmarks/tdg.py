"""Reference times on the Temporal Dependency Graphs of Wikinews (development part).

    python benchmarks/tdg.py

Every expression of time in the graphs hangs on the day of publication, on another expression, or
on nothing; so does every event on an expression. What is counted is how often ours name the same,
over the expressions (and events) that both have. Yao et al. 2020, "Annotating Temporal Dependency
Graphs via Crowdsourcing".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diurna import Record, article
from diurna.language import packaged
from diurna.reader import record

from common import parser, report

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}
Span = tuple[int, int]


@dataclass(slots=True)
class Graph:
    """A text, its day, and the edges: characters of a node to those of its parent.

    A parent is None for nothing, and the string ``published`` for the day of publication.
    """

    text: str
    day: dt.date
    times: dict[Span, Span | str | None] = field(default_factory=dict)
    events: dict[Span, Span | str | None] = field(default_factory=dict)


def graphs(path: Path) -> Iterator[Graph]:
    """Read the graphs of a file; those without a day in their first line are left out."""
    for block in path.read_text("utf-8").split("filename:")[1:]:
        body, _, edges = block.partition("EDGE_LIST")
        lines = body.partition(":SNT_LIST\n")[2].strip("\n").split("\n")
        try:
            day = dt.datetime.strptime(lines[0].replace(" ,", ","), "%B %d, %Y").date()
        except ValueError:
            continue
        text, offsets = _laid_out(lines)
        graph = Graph(text, day)
        for edge in edges.strip().split("\n"):
            child, kind, parent, _ = edge.split("\t")
            node = _characters(child, offsets)
            if node is None or child.startswith("0_"):
                continue
            over: Span | str | None = "published" if parent.startswith("0_") else None
            if not parent.startswith(("-", "0_")):
                over = _characters(parent, offsets)
            if kind == "Timex":
                graph.times[node] = over
            elif kind == "Event" and node not in graph.events and over:
                graph.events[node] = over
        yield graph


def _laid_out(lines: list[str]) -> tuple[str, list[list[Span]]]:
    """Put the words together as text; return it with the offsets of every word."""
    text, offsets = "", []
    for number, line in enumerate(lines):
        row = []
        for word in line.split():
            printed = _BRACKETS.get(word, word)
            tight = re.fullmatch(r"[.,;:?!)%]|'s|n't|'", printed) or text.endswith(("(", "\n"))
            text += "" if tight or not text else " "
            row.append((len(text), len(text) + len(printed)))
            text += printed
        offsets.append(row)
        text += "\n" if number else "\n\n"
    return text.rstrip() + "\n", offsets


def _characters(node: str, offsets: list[list[Span]]) -> Span | None:
    sentence, first, last = (int(n) for n in re.findall(r"-?\d+", node))
    if not 0 <= sentence < len(offsets) or not 0 <= first <= last < len(offsets[sentence]):
        return None
    return offsets[sentence][first][0], offsets[sentence][last][1]


def _over(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def compare(
    graph: Graph, read: Record, shift: int
) -> tuple[list[tuple[bool, bool]], list[bool], int]:
    """Return for each shared expression, and each shared event, whether the parent is the same.

    Beside each expression stands whether it is a date or a time of day: the graphs hang lengths
    on the day of publication, and ours hang on nothing.
    """
    spans = {t.id: (t.span.start - shift, t.span.end - shift) for t in read.times}
    times: list[tuple[bool, bool]] = []
    missed = 0
    for node, parent in graph.times.items():
        ours = next((t for t in read.times if _over(spans[t.id], node)), None)
        if ours is None:
            missed += 1
            continue
        if ours.anchor in ("published", "utterance"):
            same = parent == "published"
        elif ours.anchor is None:
            same = parent is None
        else:
            same = isinstance(parent, tuple) and _over(spans[ours.anchor], parent)
        times.append((same, ours.type in ("DATE", "TIME")))
    events = []
    for node, parent in graph.events.items():
        found = next(
            (e for e in read.events
             for m in (e.trigger, *e.mentions)
             if _over((m.start - shift, m.end - shift), node)), None,
        )  # fmt: skip
        if found and found.time and isinstance(parent, tuple):
            events.append(found.time in spans and _over(spans[found.time], parent))
    return times, events, missed


def main() -> None:
    args = parser(__doc__).parse_args()
    model = packaged()
    times: list[tuple[bool, bool]] = []
    events: list[bool] = []
    missed = 0
    for graph in graphs(args.corpora / "temporal/tdg/dev.txt"):
        body = graph.text.partition("\n\n")[2]
        made = article(body, published=graph.day)
        read = record(made, model.read(made.full))
        shift = made.full.index(body.strip()) - graph.text.index(body.strip())
        a, b, lost = compare(graph, read, shift)
        times, events, missed = times + a, events + b, missed + lost
    figures = {
        "times_found": len(times) / (len(times) + missed),
        "reference_time_right": sum(same for same, _ in times) / len(times),
        "reference_time_of_dates_right": sum(a and b for a, b in times) / sum(b for _, b in times),
        "event_time_right": sum(events) / len(events),
        "events_compared": float(len(events)),
    }
    report("tdg", figures, check=args.check)


if __name__ == "__main__":
    main()

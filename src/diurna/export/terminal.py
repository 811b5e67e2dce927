"""A record on a terminal: announcements first, then the rest, then the coloured article."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from diurna.export.output import words
from diurna.export.tables import Column, Listing
from diurna.export.words import ROOMS, Names, colour_spans, days, what
from diurna.record import Record, Statement
from diurna.visible import prose

_STATUS = {
    "occurred": "green", "ongoing": "green", "planned": "yellow", "threatened": "red",
    "requested": "yellow", "denied": "red", "negated": "red", "claimed": "cyan",
    "conditional": "dim", "hypothetical": "dim",
}  # fmt: skip


def _announcements(record: Record, names: Names) -> Listing:
    table = Listing(
        [
            Column("when", style="yellow"), Column("what", style="bold"), Column("who"),
            Column("where", 1), Column("announced by", 2), Column("words", 3, "dim"),
        ],
        "Announced",
    )  # fmt: skip
    for item in record.announcements:
        event = next(e for e in record.events if e.id == item.event)
        table.add(
            days(item.begin, item.end),
            f"{what(event)} ({item.kind})",
            names.of(*event.actors, *event.recipients),
            names.of(event.place),
            names.of(*item.by),
            f"“{event.trigger.text}”",
        )
    return table


def _events(record: Record, names: Names) -> Listing:
    table = Listing(
        [
            Column("when"), Column("status"), Column("what"), Column("who"), Column("to whom", 1),
            Column("where", 2), Column("numbers", 3), Column("according to", 4),
            Column("words", 5, "dim"),
        ],
        "Events",
    )  # fmt: skip
    for event in record.events:
        table.add(
            days(event.begin, event.end),
            words(event.status, _STATUS.get(event.status, "")),
            what(event),
            names.of(*event.actors),
            names.of(*event.recipients),
            names.of(event.place),
            "; ".join(f"{q.what} {q.span.text}" for q in event.quantities),
            names.sources(event),
            f"“{event.trigger.text}” ×{len(event.mentions)}",
        )
    return table


def _statements(record: Record, names: Names) -> Listing:
    heads = [Column("when", 2), Column("who"), Column("how", 1), Column("to whom", 3)]
    table = Listing([*heads, Column("words")], "Said")
    for item in record.statements:
        said = " […] ".join(span.text for span in item.content)
        short = said if len(said) <= 160 else said[:157].rstrip() + "…"
        speaker = names.of(item.speaker)
        table.add(
            days(item.spoken.begin, item.spoken.end),
            speaker or words(item.source.text if item.source else "unknown", "dim"),
            _manner(item),
            names.of(*item.addressees),
            short,
        )
    return table


def _manner(item: Statement) -> str:
    """Tell how it was said: directly or not, by which cue, as what act, by which way."""
    parts = [
        item.kind,
        item.cue.text if item.cue else "",
        item.channel.kind if item.channel else "",
    ]
    if item.act != "say":
        parts.insert(1, item.act)
    return ", ".join(p for p in parts if p)


def _actors(record: Record) -> Listing:
    heads = [Column("who"), Column("country"), Column("sector", 2), Column("role", 1)]
    table = Listing([*heads, Column("mentions")], "Actors")
    for actor in record.actors:
        table.add(
            actor.name, actor.country, " ".join(actor.sectors), actor.role, len(actor.mentions)
        )
    return table


def _times(record: Record) -> Listing:
    heads = [Column("words"), Column("days"), Column("value"), Column("counts from", 1)]
    table = Listing(heads, "Times")
    for time in record.times:
        table.add(time.span.text, days(time.begin, time.end), time.value, time.anchor)
    return table


def _article(record: Record) -> Text:
    """Return the coloured article; what is escaped is longer, so it is put together by pieces."""
    full, at, title = record.article.full, 0, len(record.article.title)
    text = Text()
    cuts = [(a, b, ROOMS[room]) for a, b, room in colour_spans(record)]
    for start, end, colour in [*cuts, (len(full), len(full), "")]:
        for a, b, style in ((at, start, ""), (start, end, colour)):
            middle = min(max(a, title), b)
            text.append(prose(full[a:middle]), style=f"bold {style}".strip())
            text.append(prose(full[middle:b]), style=style or None)
        at = end
    lead = len(text.plain) - len(text.plain.lstrip("\n"))
    return text[lead : len(text.plain.rstrip("\n"))]


def render(record: Record) -> RenderableType:
    """Return a record as rich shows it."""
    names = Names(record)
    legend = Text("  ").join(Text(room, style=colour) for room, colour in ROOMS.items())
    day = Text(str(record.article.day))
    parts: list[RenderableType] = [
        Panel(_article(record), subtitle=legend, title=day, padding=(1, 2))
    ]
    for table in (
        _announcements(record, names),
        _events(record, names),
        _statements(record, names),
        _actors(record),
        _times(record),
    ):
        if table.rows:
            parts += ["", table]
    return Group(*parts)


def show(record: Record, console: Console) -> None:
    """Print a record."""
    console.print(render(record))
    console.print()

"""A record on a terminal: announcements first, then the rest, then the coloured article."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from diurna.export.words import ROOMS, Names, colour_spans, days, what
from diurna.record import Record, Statement

_STATUS = {
    "occurred": "green", "ongoing": "green", "planned": "yellow", "threatened": "red",
    "requested": "yellow", "denied": "red", "negated": "red", "claimed": "cyan",
    "conditional": "dim", "hypothetical": "dim",
}  # fmt: skip


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, header_style="dim", overflow="fold")
    return table


def _announcements(record: Record, names: Names) -> Table:
    table = _table("Announced", "when", "what", "who", "where", "announced by", "words")
    for item in record.announcements:
        event = next(e for e in record.events if e.id == item.event)
        table.add_row(
            Text(days(item.begin, item.end), style="yellow"),
            Text(f"{what(event)} ({item.kind})", style="bold"),
            names.of(*event.actors, *event.recipients),
            names.of(event.place),
            names.of(*item.by),
            Text(f"“{event.trigger.text}”", style="dim"),
        )
    return table


def _events(record: Record, names: Names) -> Table:
    table = _table(
        "Events",
        "when",
        "status",
        "what",
        "who",
        "to whom",
        "where",
        "numbers",
        "according to",
        "words",
    )
    for event in record.events:
        numbers = "; ".join(f"{q.what} {q.span.text}" for q in event.quantities)
        table.add_row(
            days(event.begin, event.end),
            Text(event.status, style=_STATUS[event.status]),
            what(event),
            names.of(*event.actors),
            names.of(*event.recipients),
            names.of(event.place),
            numbers,
            names.sources(event),
            Text(f"“{event.trigger.text}” ×{len(event.mentions)}", style="dim"),
        )
    return table


def _statements(record: Record, names: Names) -> Table:
    table = _table("Said", "when", "who", "how", "to whom", "words")
    for item in record.statements:
        words = " […] ".join(span.text for span in item.content)
        short = words if len(words) <= 160 else words[:157].rstrip() + "…"
        table.add_row(
            days(item.spoken.begin, item.spoken.end),
            names.of(item.speaker) or Text(item.source.text if item.source else "unknown", "dim"),
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


def _actors(record: Record) -> Table:
    table = _table("Actors", "who", "country", "sector", "role", "mentions")
    for actor in record.actors:
        table.add_row(
            actor.name,
            actor.country or "",
            " ".join(actor.sectors),
            actor.role or "",
            str(len(actor.mentions)),
        )
    return table


def _times(record: Record) -> Table:
    table = _table("Times", "words", "days", "value", "counts from")
    for time in record.times:
        table.add_row(time.span.text, days(time.begin, time.end), time.value, time.anchor or "")
    return table


def _article(record: Record) -> Text:
    text = Text(record.article.full.strip("\n"))
    shift = len(record.article.full) - len(record.article.full.lstrip("\n"))
    for start, end, room in colour_spans(record):
        text.stylize(ROOMS[room], start - shift, end - shift)
    if record.article.title:
        text.stylize("bold", 0, len(record.article.title))
    return text


def render(record: Record) -> RenderableType:
    """Return a record as rich shows it."""
    names = Names(record)
    legend = Text("  ").join(Text(room, style=colour) for room, colour in ROOMS.items())
    parts: list[RenderableType] = [
        Panel(_article(record), subtitle=legend, title=str(record.article.day), padding=(1, 2))
    ]
    for table in (
        _announcements(record, names),
        _events(record, names),
        _statements(record, names),
        _actors(record),
        _times(record),
    ):
        if table.row_count:
            parts += ["", table]
    return Group(*parts)


def show(record: Record, console: Console) -> None:
    """Print a record."""
    console.print(render(record))
    console.print()

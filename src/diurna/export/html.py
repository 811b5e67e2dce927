"""A record in a notebook: escaped text with coloured spans, and the tables."""

from __future__ import annotations

from html import escape

from diurna.export.words import Names, colour_spans, days, what
from diurna.record import Record
from diurna.visible import prose

_COLOURS = {
    "actor": "#d7f0f7",
    "time": "#fff2c2",
    "place": "#d9f2d9",
    "statement": "#dfe6fb",
    "event": "#f7dcef",
}


def _shown(text: str) -> str:
    return escape(prose(text))


def _text(record: Record) -> str:
    full, out, at = record.article.full, [], 0
    for start, end, room in colour_spans(record):
        out.append(_shown(full[at:start]))
        mark = f'<span style="background:{_COLOURS[room]};color:#222" title="{room}">'
        out.append(f"{mark}{_shown(full[start:end])}</span>")
        at = end
    out.append(_shown(full[at:]))
    return "".join(out).replace("\n", "<br>")


def _table(caption: str, head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    cells = "".join(f"<th>{escape(h)}</th>" for h in head)
    body = "".join("<tr>" + "".join(f"<td>{_shown(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><tr>{cells}</tr>{body}</table>"


def record_html(record: Record) -> str:
    """Return a record as an HTML fragment; every word of the article is escaped."""
    names = Names(record)
    events = {e.id: e for e in record.events}
    announced = [
        [
            days(a.begin, a.end),
            what(events[a.event]),
            a.kind,
            names.of(*events[a.event].actors),
            names.of(events[a.event].place),
            names.of(*a.by),
        ]
        for a in record.announcements
    ]
    coded = [
        [
            days(e.begin, e.end),
            e.status,
            what(e),
            names.of(*e.actors),
            names.of(*e.recipients),
            names.of(e.place),
            e.trigger.text,
        ]
        for e in record.events
    ]
    return (
        '<div class="diurna-record">'
        + f'<p style="max-width:60em">{_text(record)}</p>'
        + _table("Announced", ["when", "what", "kind", "who", "where", "by"], announced)
        + _table("Events", ["when", "status", "what", "who", "to whom", "where", "words"], coded)
        + "</div>"
    )

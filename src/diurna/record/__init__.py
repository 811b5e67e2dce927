"""The record: what was read out of one article, each entry resting on exact words.

Types are frozen and slotted. A `Span` is half-open code-point offsets in
``title + "\\n" + text``. `Record.to_json` and `Record.from_json` are the only ways in
and out; reading validates field types, ids and spans. Nothing here imports upward.
"""

from diurna.record.entries import (
    Actor,
    ActorKind,
    Announcement,
    AnnouncementKind,
    Article,
    Change,
    ChangeKind,
    Channel,
    Event,
    Place,
    Plover,
    Precision,
    Published,
    Quantity,
    Span,
    Spoken,
    Statement,
    StatementAct,
    StatementKind,
    Status,
    TimeSpan,
    TimeType,
    digest,
)
from diurna.record.record import Record, json_schema
from diurna.record.schemas import SCHEMA

__all__ = [
    "SCHEMA",
    "Actor",
    "ActorKind",
    "Announcement",
    "AnnouncementKind",
    "Article",
    "Change",
    "ChangeKind",
    "Channel",
    "Event",
    "Place",
    "Plover",
    "Precision",
    "Published",
    "Quantity",
    "Record",
    "Span",
    "Spoken",
    "Statement",
    "StatementAct",
    "StatementKind",
    "Status",
    "TimeSpan",
    "TimeType",
    "digest",
    "json_schema",
]

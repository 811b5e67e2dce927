"""Which events were announced, by whom, and for when."""

from __future__ import annotations

import datetime as dt
from typing import Final

from diurna.language import Reading
from diurna.record import Announcement, AnnouncementKind
from diurna.said import Said
from diurna.said.cues import subject
from diurna.what import Coded
from diurna.what.found import Found
from diurna.who import Cast

_KINDS: Final[dict[str, AnnouncementKind]] = {
    "vow": "promise", "pledge": "promise", "promise": "promise", "commit": "promise",
    "offer": "offer", "propose": "offer", "invite": "offer",
    "threaten": "threat", "warn": "threat",
    "schedule": "schedule", "slate": "schedule", "set": "schedule", "due": "schedule",
    "expect": "schedule", "scheduled": "schedule", "upcoming": "schedule",
}  # fmt: skip
_ANNOUNCED: Final = frozenset({"planned", "threatened"})
_ACTS: Final[dict[str, AnnouncementKind]] = {
    "promise": "promise",
    "threaten": "threat",
    "warn": "threat",
}
_OPINION: Final = frozenset({"believe", "predict"})


def _kind(reading: Reading, coded: Coded, said: Said | None) -> AnnouncementKind:
    for found in coded.found:
        if kind := _KINDS.get(reading.lemmas[found.trigger].lower()):
            return kind
        by = found.verdict.by
        if by is not None and (kind := _KINDS.get(reading.lemmas[by].lower())):
            return kind
    if coded.event.status == "threatened":
        return "threat"
    if said and said.act in _ACTS:
        return _ACTS[said.act]
    return "plan"


def _by(reading: Reading, cast: Cast, found: Found, said: Said | None) -> list[str]:
    """Return who announced it: the speaker, else the subject of "plans to", else who acts."""
    if said and said.speaker:
        return [said.speaker]
    by = found.verdict.by
    if by is not None and reading.upos[by] == "VERB":
        head = subject(reading, by)
        if head is not None and (found_actors := cast.actors_of(head)):
            return found_actors
    return list(found.actors)


def announcements(
    reading: Reading, cast: Cast, coded: list[Coded], said: list[Said], published: dt.date
) -> list[Announcement]:
    """List the announced events of an article, in the order of its events.

    A window that has no beginning of its own opens on the day of speaking, or on that of
    publication where it is unknown. An opinion or forecast of someone who takes no part is
    no announcement.
    """
    by_id = {s.id: s for s in said}
    out: list[Announcement] = []
    for item in coded:
        event = item.event
        if event.status not in _ANNOUNCED:
            continue
        statement = by_id.get(item.statement or "")
        if statement and statement.act == "deny":
            continue
        if statement and statement.act in _OPINION and statement.speaker not in event.actors:
            continue
        opens = statement.spoken.begin if statement and statement.spoken.begin else published
        begin = event.begin or opens
        if event.end and begin > event.end:
            begin = event.end
        announcers = _by(reading, cast, item.found[0], statement)
        out.append(
            Announcement(
                id=f"n{len(out) + 1}",
                event=event.id,
                kind=_kind(reading, item, statement),
                by=tuple(announcers),
                statement=statement.id if statement else None,
                begin=begin,
                end=event.end,
            )
        )
    return out

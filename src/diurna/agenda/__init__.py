"""Announcements: events that somebody committed to, with their windows, and what comes of them.

Reads: events with their statements. Writes: `Announcement`, `Change`.
"""

from diurna.agenda.announce import announcements
from diurna.agenda.changes import changes

__all__ = ["announcements", "changes"]

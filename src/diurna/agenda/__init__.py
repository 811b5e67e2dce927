"""Announcements: events that somebody committed to, with their windows.

Reads: events with their statements. Writes: `Announcement`.
"""

from diurna.agenda.announce import announcements

__all__ = ["announcements"]

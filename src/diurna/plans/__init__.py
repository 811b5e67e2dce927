"""Announcements of one article: events that somebody committed to, and what it tells of plans.

Reads: events with their statements. Writes: `Announcement`, `Change`.
"""

from diurna.plans.announce import announcements
from diurna.plans.changes import changes

__all__ = ["announcements", "changes"]

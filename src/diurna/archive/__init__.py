"""The store: records of many articles in one DuckDB file, asked by day of publication.

Reads: `Record`. Writes: rows; gives events and announcements back with their articles.
"""

from diurna.archive.store import Archive, Row

__all__ = ["Archive", "Row"]

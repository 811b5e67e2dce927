"""The store: revisions, two clocks, near-duplicates, events across articles, stories, queries.

Reads: `Record`. Writes: rows; keeps the agenda from what the articles say.
"""

from diurna.archive.filters import Asked, Filter
from diurna.archive.queries import Row
from diurna.archive.settle import Aside
from diurna.archive.store import Archive

__all__ = ["Archive", "Aside", "Asked", "Filter", "Row"]

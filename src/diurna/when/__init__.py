"""Expressions of time -> intervals of inclusive days.

Reads: a `Reading`, the day of publication, the clocks of quotations. Writes: `TimeSpan`. Other
rooms ask what stands here, and `intervals` and `window`, what days are counted in.
"""

from diurna.syntax.fixtures import because_of, scheduled
from diurna.syntax.tense import direction
from diurna.when.anchors import Clock, from_event, resolve
from diurna.when.detect import find
from diurna.when.joins import Found
from diurna.when.window import edtf, window

__all__ = [
    "Clock",
    "Found",
    "because_of",
    "direction",
    "edtf",
    "find",
    "from_event",
    "resolve",
    "scheduled",
    "window",
]

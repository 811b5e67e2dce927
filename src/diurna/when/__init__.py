"""Expressions of time -> intervals of inclusive days.

Reads: a `Reading`, the day of publication, the clocks of quotations. Writes: `TimeSpan`.
"""

from diurna.when.tense import direction
from diurna.when.times import Clock, Found, find, from_event, resolve

__all__ = ["Clock", "Found", "direction", "find", "from_event", "resolve"]

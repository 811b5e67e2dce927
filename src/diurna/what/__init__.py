"""Events: type, mode, people, status, time, place, quantities, by a code book of data.

Reads: a `Reading`, the `Cast`, statements, times, places. Writes: `Event`.
"""

from diurna.what.events import code
from diurna.what.made import Coded

__all__ = ["Coded", "code"]

"""Statements: who said what, to whom, when.

Reads: a `Reading`, the `Cast`, the times. Writes: `Statement`, and the clocks of quotations.
"""

from diurna.said.circumstances import set_places
from diurna.said.model import Said, set_clocks
from diurna.said.statements import find, find_placed, statement

__all__ = ["Said", "find", "find_placed", "set_clocks", "set_places", "statement"]

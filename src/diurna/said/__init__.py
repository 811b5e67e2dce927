"""Statements: who said what, to whom, when.

Reads: a `Reading`, the `Cast`, the times. Writes: `Statement`, and the clocks of quotations.
"""

from diurna.said.model import Said, set_clocks
from diurna.said.statements import find, statement

__all__ = ["Said", "find", "set_clocks", "statement"]

"""Mentions -> actors: names, titles, nominals, pronouns and collective nouns, each actor once.

Reads: a `Reading`; later the voices of quotations. Writes: `Actor`.
"""

from diurna.who.again import Voice
from diurna.who.cast import Cast

__all__ = ["Cast", "Voice"]

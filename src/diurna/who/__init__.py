"""Mentions -> actors: names, titles, nominals, pronouns and collective nouns, each actor once.

Reads: a `Reading`; later the voices of quotations. Writes: `Actor`.
"""

from diurna.who.again import Voice
from diurna.who.cast import Cast
from diurna.who.members import Member
from diurna.who.namesakes import lies_in
from diurna.who.roles import is_degree

__all__ = ["Cast", "Member", "Voice", "is_degree", "lies_in"]

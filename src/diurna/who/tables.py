"""The tables of states stand in `diurna.world`; this name of theirs stays for those who use it."""

from diurna.world.tables import countries

__all__ = ["countries"]

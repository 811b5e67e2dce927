"""Facts that every room asks for: states and their names, spellings, who held which office when.

Reads: tables of the package, or a knowledge base made from Wikidata. Imports no other
room. Its modules are tables that every room may ask.
"""

from diurna.world.knowledge import knowledge
from diurna.world.tables import countries

__all__ = ["countries", "knowledge"]

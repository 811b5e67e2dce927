"""Place names -> places, by the evidence of the whole article.

Reads: a `Reading`. Writes: `Place`.
"""

from diurna.where.places import Located, locate

__all__ = ["Located", "locate"]
